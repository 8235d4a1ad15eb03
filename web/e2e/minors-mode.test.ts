/** Minors' mode: one tap on and off, the guardian's page, and the full stop of a day. */
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

describe.runIf(onMock)("minors' mode", () => {
  for (const phone of [true, false]) {
    it(`is turned on with one tap and a password, and off by it (phone: ${phone})`, async () => {
      const visitor = await invented(['mock_member'], { phone });
      const { page } = visitor;
      await visitor.go('/settings');
      const tap = page.getByRole('switch', { name: '未成年人模式' });
      await tap.focus();
      await page.keyboard.press('Space');
      const dialog = page.getByRole('dialog', { name: '设置一个密码' });
      await dialog.getByLabel('密码').fill('12');
      await page.keyboard.press('Enter');
      await dialog.getByText('四位数字也可以', { exact: false }).last().waitFor();
      expect(await visitor.findings()).toEqual([]);
      await dialog.getByLabel('密码').fill('2468');
      await page.keyboard.press('Enter');
      await expect.poll(() => tap.getAttribute('aria-checked')).toBe('true');
      await page.getByText('今天还能听 18 分钟').waitFor();
      expect(await visitor.findings()).toEqual([]);
      await page.getByRole('button', { name: '调整', exact: true }).click();
      const limits = page.getByRole('dialog', { name: '调整时长与内容' });
      await limits.getByLabel('每天最多听（分钟）').fill('90');
      await limits.getByRole('switch', { name: '播客' }).click();
      await limits.getByLabel('密码').fill('2468');
      expect(await visitor.findings()).toEqual([]);
      await limits.getByRole('button', { name: '保存' }).click();
      await expect.poll(() => limits.count()).toBe(0);
      await page.getByText('上限 1 小时 30 分钟').waitFor();
      await tap.click();
      const leaving = page.getByRole('dialog', { name: '关闭未成年人模式' });
      await leaving.getByLabel('密码').fill('0000');
      await leaving.getByRole('button', { name: '确定' }).click();
      await leaving.getByText('密码不正确').waitFor();
      await leaving.getByLabel('密码').fill('2468');
      await leaving.getByRole('button', { name: '确定' }).click();
      await expect.poll(() => tap.getAttribute('aria-checked')).toBe('false');
      await visitor.leave();
    });

    it(`shows a guardian the last seven days and takes their limits (phone: ${phone})`, async () => {
      const visitor = await invented(['mock_member', 'mock_guardian'], { phone });
      const { page } = visitor;
      await visitor.go('/privacy/minors/gua_0c7k2m9p4q6r8');
      await page.getByRole('heading', { name: '最近 7 天' }).waitFor();
      expect(await page.getByRole('table', { name: '最近 7 天' }).getByRole('row').count()).toBe(7);
      expect(await visitor.findings()).toEqual([]);
      await page.getByLabel('每天最多听（分钟）').fill('45');
      await page.getByLabel('休息开始').fill('21:30');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('上限 45 分钟').waitFor();
      const tap = page.getByRole('switch', { name: '未成年人模式' });
      await tap.click();
      await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
      await expect.poll(() => tap.getAttribute('aria-checked')).toBe('false');
      await tap.click();
      await expect.poll(() => tap.getAttribute('aria-checked')).toBe('true');
      await visitor.leave();
    });

    for (const [cookie, heading] of [
      ['mock_time_over', '今天就听到这里'],
      ['mock_pause', '夜深了，早点休息'],
    ] as const) {
      it(`says friendly that it is over: ${cookie} (phone: ${phone})`, async () => {
        const visitor = await invented(['mock_member', cookie], { phone });
        const { page } = visitor;
        const stop = page.getByRole('dialog', { name: heading });
        await stop.waitFor();
        expect(await stop.getByText('什么时候继续').count()).toBe(1);
        expect(await visitor.findings()).toEqual([]);
        // The one button has the focus at once.
        await page.keyboard.press('Enter');
        await expect.poll(() => stop.count()).toBe(0);
        await visitor.leave();
      });
    }
  }
});
