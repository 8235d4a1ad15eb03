/** Asking the privacy officer, and the officer's desk. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function member(phone = true) {
  const visitor = await app.visit({ phone });
  if (onMock) {
    await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await visitor.page.goto('/');
  } else {
    await signIn(visitor, newPhone());
  }
  return visitor;
}

describe('a request to the privacy officer', () => {
  it('is sent from a phone and stays on the page, beside the telephone and the address', async () => {
    const visitor = await member();
    const { page } = visitor;
    await visitor.go('/privacy/requests');
    await page.getByLabel('想要').selectOption({ label: '删除' });
    await page.getByLabel('属于哪种情形').selectOption({ label: '收集时没有征得我的同意' });
    await page.getByLabel('具体说明').fill('请删掉我去年的记录。');
    await page.getByRole('button', { name: '提出请求' }).click();
    const own = page.getByRole('listitem').filter({ hasText: '请删掉我去年的记录。' });
    await expect.poll(() => own.count()).toBe(1);
    expect(await own.textContent()).toContain('收集时没有征得我的同意');
    expect(await own.textContent()).toContain('最迟');
    const contact = page.locator('section').filter({ hasText: '也可以这样联系我们' });
    await expect.poll(() => contact.locator('dt', { hasText: '电话' }).count()).toBe(1);
    expect(await contact.locator('dt', { hasText: '邮件' }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});

describe.runIf(onMock)("the officer's desk", () => {
  it('takes a request from arrival to its letter without leaving the page', async () => {
    const visitor = await member(false);
    const { page } = visitor;
    await visitor.go('/operator/requests');
    // Nothing opens before a training is on record, and the page says so and takes it.
    const due = page.locator('section').filter({ hasText: '先登记数据安全培训' });
    await expect.poll(() => due.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await due.getByRole('button', { name: '登记培训' }).click();
    await expect.poll(() => due.count()).toBe(0);
    const card = page.getByRole('listitem').filter({ hasText: '即将到期' });
    await card.getByRole('button', { name: '打开：删除' }).click();
    const dialog = page.getByRole('dialog', { name: '删除' });
    await expect.poll(() => dialog.getByText('请把那里的播放记录删掉').count()).toBe(1);
    await dialog.getByRole('radio', { name: '拒绝' }).check();
    const answer = dialog.getByRole('button', { name: '答复' });
    expect(await answer.isDisabled()).toBe(true);
    await dialog.getByLabel('拒绝的理由（必填）').fill('法律要求保存这些记录。');
    expect(await visitor.findings()).toEqual([]);
    await answer.click();
    await expect.poll(() => dialog.count()).toBe(0);
    await page.getByRole('radio', { name: '已答复' }).check();
    await page.getByRole('button', { name: '打开：删除' }).click();
    await page.getByRole('dialog').getByText('答复', { exact: true }).click();
    await expect.poll(() => page.getByText('提起诉讼').count()).toBeGreaterThan(0);
    await visitor.leave();
  });
});
