/** When something went wrong: the notice at the next visit, past notices, and the officer's desk. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function invented(cookies: string[], how: Parameters<App['visit']>[0] = {}) {
  const visitor = await app.visit(how);
  const set = cookies.map((name) => ({ name, value: '1', url: app.address }));
  await visitor.page.context().addCookies(set);
  await visitor.page.goto('/');
  return visitor;
}

describe.runIf(onMock)('a security incident', () => {
  it('shows a notice at the next visit, keeps it until it is read, and lets it be read again', async () => {
    const visitor = await invented(['mock_member', 'mock_incident'], { phone: true });
    const { page } = visitor;
    const dialog = page.getByRole('dialog', { name: '一件与你有关的安全事件' });
    await expect.poll(() => dialog.count()).toBe(1);
    for (const part of [
      '发生了什么',
      '原因',
      '可能的影响',
      '我们的处置',
      '你可以这样防备',
      '我们怎样补救',
      '联系我们',
    ]) {
      expect(await dialog.getByText(part, { exact: true }).count(), part).toBe(1);
    }
    expect(await visitor.findings()).toEqual([]);
    // Put off, it comes back with the next visit.
    await dialog.getByRole('button', { name: '以后再看' }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    await page.reload();
    await expect.poll(() => dialog.count()).toBe(1);
    // By keyboard alone.
    await dialog.getByRole('button', { name: '我已阅读' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await dialog.count()).toBe(0);
    await visitor.go('/privacy/incidents');
    await expect.poll(() => page.getByText('你已于').count()).toBe(1);
    expect(await page.getByText('不要点短信里的链接').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('tells guests that there is a public notice', async () => {
    const visitor = await invented(['mock_incident']);
    const { page } = visitor;
    const link = page.getByRole('link', { name: '查看告示' });
    await expect.poll(() => link.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await link.click();
    await expect.poll(() => page.getByText('不要点短信里的链接').count()).toBe(1);
    await visitor.leave();
  });

  it('is handled from opening to closing on one page', async () => {
    const visitor = await invented(['mock_member']);
    const { page } = visitor;
    await visitor.go('/operator/incidents');
    await page.getByRole('button', { name: '登记事件' }).click();
    await page.getByLabel('内部名称').fill('备份盘丢失');
    await page.getByLabel('发生了什么').selectOption({ label: '丢失' });
    await page.getByRole('button', { name: '登记事件' }).click();
    await page.waitForURL(/\/operator\/incidents\/inc_/);
    await page.getByRole('heading', { name: '备份盘丢失' }).waitFor();
    await expect.poll(() => page.getByText('发现后 4 小时内').count()).toBe(1);
    await page.getByLabel('手机号').check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    // Nobody is told before the words are there and somebody was sought.
    await page.getByRole('button', { name: '发出通知' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '通知', exact: true }).click();
    await expect.poll(() => page.getByText('先写好中文通知').count()).toBe(1);
    await page.getByLabel('从哪里找').selectOption({ label: '所有人' });
    await page.getByRole('button', { name: '查找' }).click();
    await expect.poll(() => page.getByText('找到 42 人').count()).toBeGreaterThan(0);
    const parts = [
      '发生了什么：',
      '原因',
      '可能的影响：',
      '我们已经和正在',
      '对方可以怎样防备',
      '我们怎样补救',
    ];
    for (const part of parts) await page.getByLabel(part).fill('一段说明。');
    expect(await page.getByLabel('怎样联系我们').inputValue()).toContain('林清');
    await page.getByRole('button', { name: '保存文字' }).click();
    await expect.poll(() => page.getByText('已保存').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: '发出通知' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '通知', exact: true }).click();
    await expect.poll(() => page.getByText('已通知 42 人，并公开告示').count()).toBe(1);
    await page.getByLabel('报给谁').fill('省网信办');
    await page.getByRole('button', { name: '登记已提交' }).click();
    await expect.poll(() => page.getByText('省网信办').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await page.getByLabel('结案说明').fill('已找回，没有被打开过。');
    await page.getByRole('button', { name: '结案', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结案', exact: true }).click();
    await expect.poll(() => page.getByText('结案后 30 天内').count()).toBe(1);
    await visitor.leave();
  });
});
