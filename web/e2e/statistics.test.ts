/** One's own listening in numbers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe('the statistics', () => {
  it('say to a guest that nothing is counted', async () => {
    const guest = await app.visit({ phone: true });
    await guest.page.goto('/statistics');
    await expect.poll(() => guest.page.getByText('访客的收听不作记录').count()).toBe(1);
    expect(await guest.findings()).toEqual([]);
    await guest.leave();
  });

  it('draw what a member heard, and nothing without their consent', async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    if (onMock) {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/statistics');
      await expect.poll(() => page.getByRole('table', { name: '每月听歌时间' }).count()).toBe(1);
      expect(await page.getByRole('row').count()).toBe(6 + 24);
    } else {
      await signIn(visitor, newPhone());
      await visitor.go('/statistics');
      await expect.poll(() => page.getByText('还没有可以统计的收听').count()).toBe(1);
      const kept = await page.evaluate(async () => {
        const answer = async (path: string) => (await fetch(`/api/v1${path}`)).json();
        const send = (method: string, path: string, body: unknown) =>
          fetch(`/api/v1${path}`, {
            method,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          });
        const { items: consents } = await answer('/me/consents');
        const { text_hash } = consents.find((one: { purpose: string }) => one.purpose === 'play_history');
        await send('PUT', '/me/consents/play_history', { text_hash });
        const { items } = await answer('/tracks?limit=1');
        const started_at = new Date(Date.now() - 600_000).toISOString();
        const { id: track_id, duration_ms: played_ms } = items[0];
        return (await send('POST', '/listens', { track_id, started_at, played_ms })).status;
      });
      expect(kept).toBe(201);
      await visitor.go('/my-music');
      await visitor.go('/statistics');
      await expect.poll(() => page.getByText('听得最多的歌', { exact: true }).count()).toBe(1);
      expect(await page.getByText('1 次', { exact: true }).count()).toBeGreaterThan(0);
    }
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
