/** How the service is used: the page of staff, on the invented service and on the real one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe.runIf(onMock)('statistics of use', () => {
  it.each([{ phone: true }, { phone: false }])(
    'draw days, hours, artists and genres, and say how they are protected (phone: $phone)',
    async ({ phone }) => {
      const visitor = await app.visit({ phone });
      const { page } = visitor;
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/operator/usage');
      const days = page.getByRole('table', { name: '每天的听众' });
      await expect.poll(() => days.getByRole('row').count()).toBe(28);
      expect(await page.getByRole('table', { name: '一天里的什么时候' }).getByRole('row').count()).toBe(24);
      expect(
        await page.getByRole('listitem').filter({ hasText: '巴赫' }).filter({ hasText: '约 38 人' }).count(),
      ).toBe(1);
      expect(await page.getByRole('rowheader', { name: '歌手（每周）' }).count()).toBe(1);
      expect(await visitor.faults()).toEqual([]);
      // By keyboard, as the radio buttons they are.
      await page.getByRole('radio', { name: '四周' }).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => days.getByRole('row').count()).toBe(84);
      await visitor.leave();
    },
  );
});
