/** Inspections of the safety of data: what staff see, and what everybody is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe.runIf(onMock)('inspections', () => {
  it.each([{ phone: true }, { phone: false }])(
    'show each check, and another day when it is chosen (phone: $phone)',
    async ({ phone }) => {
      const visitor = await app.visit({ phone });
      const { page } = visitor;
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/operator/inspections');
      const verdict = page.getByRole('heading', { name: '11 项全部正常' });
      await expect.poll(() => verdict.count()).toBe(1);
      expect(await page.getByRole('listitem').filter({ hasText: '检查了 431 个' }).count()).toBe(1);
      const tenth = page.getByRole('button', { name: /^第 10 次/ });
      await tenth.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByText('chmod go-rwx').count()).toBe(1);
      await expect.poll(() => page.getByRole('heading', { name: '11 项中有 1 项不正常' }).count()).toBe(1);
      expect(await visitor.faults()).toEqual([]);
      await page.getByRole('button', { name: '现在检查' }).click();
      await expect.poll(() => verdict.count()).toBe(1);
      await visitor.leave();
    },
  );
});

describe.runIf(!onMock)('inspections of the service', () => {
  it('are told to everybody in a line', async () => {
    const visitor = await app.visit({ phone: true });
    await visitor.page.goto('/privacy');
    await expect.poll(() => visitor.page.getByText(/数据安全每天检查：最近一次/).count()).toBe(1);
    await visitor.leave();
  });
});
