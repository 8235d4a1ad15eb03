/** What is recommended, and that the switch changes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe('recommendations', () => {
  it('tell a guest why each song is there, and that everybody sees the same', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto('/');
    const single = page.getByRole('region', { name: '今日单曲' });
    await single.getByText(/大家都在听|新入曲库|今日随机/).waitFor();
    expect(await guest.findings()).toEqual([]);
    await page.getByRole('link', { name: '更多推荐' }).click();
    await expect.poll(() => page.getByText('你是访客，没有任何画像').count()).toBe(1);
    const reasons = page.getByText(/大家都在听|新入曲库|今日随机/);
    expect(await reasons.count()).toBeGreaterThan(0);
    expect(await guest.findings()).toEqual([]);
    await guest.leave();
  });

  it('follow a member who agrees, from their own listening, and stop at once when they withdraw', async () => {
    const visitor = await app.visit();
    const { page } = visitor;
    if (onMock) {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/');
      const single = page.getByRole('region', { name: '今日单曲' });
      await single.getByText(/听《.+》的人也听/).waitFor();
      await single.getByRole('button', { name: /^播放：/ }).click();
      await expect
        .poll(() => page.getByRole('button', { name: '暂停', exact: true }).count())
        .toBeGreaterThan(0);
      await visitor.go('/discover');
      await expect.poll(() => page.getByText(/听《.+》的人也听/).count()).toBeGreaterThan(0);
      const repeated = page.locator('section').filter({ hasText: '上瘾电台' });
      expect(await repeated.getByText('最近反复在听').count()).toBeGreaterThan(0);
      await repeated.getByRole('button', { name: '连续播放' }).click();
      await expect
        .poll(() => page.getByRole('button', { name: '暂停', exact: true }).count())
        .toBeGreaterThan(0);
      await expect.poll(() => page.getByText(/有 3 首你听过/).count()).toBeGreaterThan(0);
    } else {
      await signIn(visitor, newPhone());
      const listened = await page.evaluate(async () => {
        const answer = async (path: string) => (await fetch(`/api/v1${path}`)).json();
        const send = (method: string, path: string, body: unknown) =>
          fetch(`/api/v1${path}`, {
            method,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          });
        for (const { purpose, text_hash } of (await answer('/me/consents')).items)
          if (['play_history', 'personal_recommendation'].includes(purpose))
            await send('PUT', `/me/consents/${purpose}`, { text_hash });
        const { items } = await answer('/tracks?limit=10');
        const kept = await Promise.all(
          items.map((track: { id: string; duration_ms: number }) =>
            send('POST', '/listens', {
              track_id: track.id,
              started_at: new Date(Date.now() - 600_000).toISOString(),
              played_ms: track.duration_ms,
            }),
          ),
        );
        return kept.map((one) => one.status);
      });
      expect(listened).toContain(201);
      // Nobody else listens here, so what sounds alike carries the list, and the service hears its songs one by one.
      const isPersonal = () =>
        page.evaluate(async () => {
          const list = await (await fetch('/api/v1/recommendations/today')).json();
          return list.items.some((item: { because: unknown }) => item.because !== null);
        });
      await expect.poll(isPersonal, { timeout: 120_000 }).toBe(true);
      await page.goto('/');
      await expect.poll(() => page.getByText(/因为你听了《|听起来像《|的人也听/).count()).toBeGreaterThan(0);
      await visitor.go('/discover');
      await expect.poll(() => page.getByText('按你自己的播放历史选出').count()).toBe(1);
      await visitor.go('/discover/profile');
      await expect.poll(() => page.getByText(/依据 \d+ 次收听/).count()).toBe(1);
      await page.getByRole('button', { name: '清空画像' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '清空画像' }).click();
      await expect.poll(() => page.getByText(/依据 \d+ 次收听/).count()).toBe(0);
      expect(await visitor.findings()).toEqual([]);
      await visitor.go('/discover');
      await expect.poll(() => page.getByText('听过几首之后，这里就会').count()).toBe(1);
      const card = page.locator('section').filter({ hasText: '这些歌是怎么选出来的' });
      await card.getByRole('switch', { name: /个性化推荐/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '撤回并删除' }).click();
      await expect.poll(() => page.getByText('没有个性化：人人看到的都一样').count()).toBe(1);
      await expect.poll(() => page.getByText(/听起来像《/).count()).toBe(0);
    }
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('play on as a radio that asks nothing of a guest, and goes on from what is disliked', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto('/discover');
    await page.getByRole('link', { name: '打开私人 FM' }).click();
    await page.getByRole('button', { name: '开始播放' }).click();
    const title = page.getByRole('main').getByRole('heading', { level: 2 });
    // Until the first song is there, the heading invites to begin.
    const dislike = page.getByRole('button', { name: /^不喜欢《.+》$/ });
    await dislike.waitFor();
    const first = await title.textContent();
    expect(await dislike.getAttribute('aria-label')).toBe(`不喜欢《${first}》`);
    await dislike.click();
    await expect.poll(() => title.textContent()).not.toBe(first);
    expect(await guest.findings()).toEqual([]);
    await guest.leave();
  });

  it.runIf(onMock)('show a member their profile, let songs back in, and empty it', async () => {
    const visitor = await app.visit();
    const { page } = visitor;
    await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await page.goto('/discover/profile');
    await expect.poll(() => page.getByText('依据 412 次收听').count()).toBe(1);
    const unwanted = page.getByRole('button', { name: /可以再推荐《/ });
    const before = await unwanted.count();
    await unwanted.first().click();
    await expect.poll(() => unwanted.count()).toBe(before - 1);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '清空画像' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '清空画像' }).click();
    await expect.poll(() => page.getByText('没有画像').count()).toBe(1);
    await visitor.go('/discover');
    const mark = page.getByRole('button', { name: /不再推荐《/ }).first();
    const name = await mark.getAttribute('aria-label');
    await mark.click();
    await expect.poll(() => page.getByRole('button', { name: name ?? '', exact: true }).count()).toBe(0);
    await visitor.leave();
  });
});
