/** Staff and other people's data: training first, a reason for each look, and the person sees who looked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function invented(how: Parameters<App['visit']>[0] = {}) {
  const visitor = await app.visit(how);
  await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
  await visitor.page.goto('/');
  return visitor;
}

describe.runIf(onMock)('staff', () => {
  it('learn on the page of members that training is due, note it, and open a name with a reason', async () => {
    const visitor = await invented();
    const { page } = visitor;
    await visitor.go('/operator/members');
    const row = page.getByRole('listitem').filter({ hasText: '竹＊＊' });
    await row.getByRole('button', { name: '显示 竹＊＊ 的昵称' }).click();
    const dialog = page.getByRole('dialog', { name: '为什么要看这个昵称？' });
    const confirm = dialog.getByRole('button', { name: '记录并显示' });
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('工单号').fill('工单 2026-120');
    await dialog.getByLabel('理由').fill('核对举报');
    await confirm.click();
    await expect.poll(() => dialog.getByText('先登记数据安全培训').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await dialog.getByRole('button', { name: '登记培训' }).click();
    await expect.poll(() => dialog.getByText('先登记数据安全培训').count()).toBe(0);
    await confirm.click();
    await expect.poll(() => dialog.count()).toBe(0);
    await expect.poll(() => page.locator('strong', { hasText: '竹林听风' }).count()).toBe(1);
    await expect.poll(() => page.getByText('先登记数据安全培训').count()).toBe(0);
    await visitor.go('/operator/accesses');
    const entry = page.getByRole('listitem').filter({ hasText: '工单 2026-120' });
    await expect.poll(() => entry.count()).toBe(1);
    await expect.poll(() => page.getByText('链条完整').count()).toBe(1);
    // Leaving the page covers the name again.
    await visitor.go('/operator/members');
    await expect.poll(() => page.locator('strong', { hasText: '竹＊＊' }).count()).toBe(1);
    expect(await page.getByText('竹林听风').count()).toBe(0);
    await visitor.leave();
  });

  it('note the training of another by keyboard alone', async () => {
    const visitor = await invented();
    const { page } = visitor;
    await visitor.go('/operator/members');
    const open = page.getByRole('button', { name: '为 林＊＊ 登记培训' });
    await expect.poll(() => open.count()).toBe(1);
    await open.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '为 林＊＊ 登记培训' });
    await expect.poll(() => dialog.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await dialog.getByLabel('培训内容').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.count()).toBe(0);
    await expect.poll(() => page.getByText('已登记培训').count()).toBe(1);
    await visitor.leave();
  });

  it('are seen by the person concerned, on a phone', async () => {
    const visitor = await invented({ phone: true });
    const { page } = visitor;
    await visitor.go('/privacy');
    const sections = page.getByRole('navigation', { name: '隐私中心各部分' });
    await sections.getByRole('link', { name: '谁看过我的资料' }).tap();
    const entry = page.getByRole('listitem').filter({ hasText: '核对一条举报所指的成员' });
    await expect.poll(() => entry.count()).toBe(1);
    expect(await entry.textContent()).toContain('运营人员');
    expect(await entry.textContent()).toContain('工单 2026-118');
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
