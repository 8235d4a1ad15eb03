/** What is recommended, and that the switch changes it. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

/** What the foot of a page is called. */
const FOOT = /^(专属推荐|再听听这些)$/;

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

  it('go on from what a member likes, once that switch is on, and stop with it', async () => {
    const visitor = await app.visit();
    const { page } = visitor;
    if (onMock) {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/');
    } else {
      await signIn(visitor, newPhone());
      const liked = await page.evaluate(async () => {
        const { items } = await (await fetch('/api/v1/tracks?limit=3')).json();
        const put = ({ id }: { id: string }) => fetch(`/api/v1/me/likes/${id}`, { method: 'PUT' });
        return (await Promise.all(items.map(put))).map((one: Response) => one.status);
      });
      expect(liked).toEqual([200, 200, 200]);
    }
    await visitor.go('/my-music');
    const part = page.getByRole('region', { name: 'AI听荐', exact: true });
    await part.getByText('看看说明，再决定').click();
    expect(await part.getByText(/因为你喜欢《/).count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await part.getByRole('switch', { name: /AI听荐/ }).click();
    // What sounds alike carries it where nobody else listens, and the service hears its songs one by one.
    if (!onMock) {
      const isFound = () =>
        page.evaluate(async () => {
          const list = await (await fetch('/api/v1/recommendations/from_likes')).json();
          return list.items.length > 1;
        });
      await expect.poll(isFound, { timeout: 120_000 }).toBe(true);
      await page.reload();
    }
    await expect.poll(() => part.getByText(/因为你喜欢《/).count(), { timeout: 30_000 }).toBeGreaterThan(1);
    expect(await visitor.findings()).toEqual([]);

    const mark = part.getByRole('button', { name: /^不再推荐《/ }).first();
    const name = (await mark.getAttribute('aria-label')) ?? '';
    await mark.click();
    await expect
      .poll(() => part.getByRole('button', { name, exact: true }).count(), { timeout: 30_000 })
      .toBe(0);

    await part.getByRole('button', { name: '接着喜欢的听' }).click();
    const playing = part.getByRole('group', { name: '接着喜欢的听' });
    await playing.waitFor();
    const refuse = playing.getByRole('button', { name: /^不想听《/ });
    const first = await refuse.getAttribute('aria-label');
    await refuse.click();
    await expect
      .poll(() => refuse.first().getAttribute('aria-label', { timeout: 30_000 }), { timeout: 30_000 })
      .not.toBe(first);

    await part.getByText('开关与说明').click();
    await part.getByRole('switch', { name: /AI听荐/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回并删除' }).click();
    await expect.poll(() => part.getByText(/因为你喜欢《/).count(), { timeout: 30_000 }).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('say how they are decided, keep all switches there, and can be seen as everybody', async () => {
    const guest = await app.visit({ phone: true });
    await guest.page.goto('/discover');
    await guest.page.getByRole('link', { name: '怎样决定，怎样关掉' }).click();
    await guest.page.getByText('你没有登录，所以没有任何画像').waitFor();
    expect(await guest.findings()).toEqual([]);
    await guest.leave();

    const visitor = await app.visit();
    const { page } = visitor;
    if (onMock) {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/discover');
      await page
        .getByText(/听《.+》的人也听/)
        .first()
        .waitFor();
    } else {
      await signIn(visitor, newPhone());
      await page.evaluate(async () => {
        const { items } = await (await fetch('/api/v1/me/consents')).json();
        const { purpose, text_hash } = items.find(
          (one: { purpose: string }) => one.purpose === 'personal_recommendation',
        );
        await fetch(`/api/v1/me/consents/${purpose}`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ text_hash }),
        });
      });
      await page.goto('/discover');
    }
    await page.getByRole('radio', { name: '人人相同' }).check();
    await page.getByText('没有用到你的任何信息').first().waitFor();
    await expect.poll(() => page.getByText(/听《.+》的人也听/).count(), { timeout: 30_000 }).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/discover/how');
    await page.getByRole('switch', { name: '个性化推荐' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '全部关闭' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '全部关闭' }).click();
    await page.getByText('推荐已全部关闭').waitFor();
    await expect.poll(() => page.getByRole('button', { name: '全部关闭' }).count()).toBe(0);
    await expect
      .poll(() => page.getByRole('switch', { name: '个性化推荐' }).isChecked(), { timeout: 30_000 })
      .toBe(false);
    await visitor.leave();
  });
});

/** Titles of the songs that are recommended in a part of a page. */
const songs = (part: Locator) => part.locator('.single h2, li:has(.why) article .title').allInnerTexts();

describe('the foot of a page', () => {
  it('comes when somebody gets there, with songs that no list above holds, each with its reason', async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    if (onMock) await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/');
    await page.getByRole('region', { name: '今日单曲' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).not.toContain('/api/v1/recommendations/for_you');
    const foot = page.locator('section').filter({ has: page.getByRole('heading', { name: FOOT }) });
    await page.keyboard.press('End');
    await expect.poll(() => foot.count()).toBe(1);
    await foot.scrollIntoViewIfNeeded();
    await foot
      .getByText(/的人也听|听起来像《|大家都在听|新入曲库|今日随机/)
      .first()
      .waitFor();
    await expect.poll(async () => (await songs(foot)).length).toBeGreaterThan(0);
    const [all, below] = [await songs(page.getByRole('main')), await songs(foot)];
    expect(all.length).toBeGreaterThan(below.length);
    for (const song of below)
      expect(
        all.filter((one) => one === song),
        String(song),
      ).toHaveLength(1);
    expect(await visitor.findings()).toEqual([]);
    if (onMock) {
      // What is not wanted above does not come back below, and what is not wanted below is gone.
      const mark = foot.getByRole('button', { name: /^不再推荐《/ }).first();
      const name = (await mark.getAttribute('aria-label'))!;
      await mark.press('Enter');
      await expect.poll(() => page.getByRole('button', { name, exact: true }).count()).toBe(0);
      await foot.getByRole('link', { name: /^歌单：/ }).press('Enter');
      await page.waitForURL(/\/playlists\//);
    }
    await visitor.leave();
  });
});

describe('whoever is under eighteen', () => {
  it('sees what everybody sees, and is told why by the switches', async () => {
    const visitor = await app.visit();
    const { page } = visitor;
    if (onMock) {
      const cookies = ['mock_member', 'mock_minor'];
      await page.context().addCookies(cookies.map((name) => ({ name, value: '1', url: app.address })));
      await page.goto('/');
    } else {
      await signIn(visitor, newPhone());
      const statuses = await page.evaluate(async () => {
        const send = async (method: string, path: string, body: unknown) =>
          (
            await fetch(`/api/v1${path}`, {
              method,
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify(body),
            })
          ).status;
        const statuses = [];
        for (const { purpose, text_hash } of (await (await fetch('/api/v1/me/consents')).json()).items)
          if (['personal_recommendation', 'likes_recommendation', 'profile_birthday'].includes(purpose))
            statuses.push(await send('PUT', `/me/consents/${purpose}`, { text_hash }));
        const birthday = `${new Date().getFullYear() - 16}-06-15`;
        return [...statuses, await send('PATCH', '/me', { birthday })];
      });
      expect(statuses).toEqual([200, 200, 200, 200]);
    }
    await visitor.go('/discover');
    const told = page.getByText('还没满十八周岁');
    // Once where it says how the songs are chosen, and on both switches that rest on profiles.
    await expect.poll(() => told.count()).toBe(3);
    expect(await page.getByText(/的人也听|听起来像《/).count()).toBe(0);
    await page.keyboard.press('End');
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/discover/profile');
    await page.getByText('所以不做画像').waitFor();
    expect(await page.getByRole('button', { name: '清空画像' }).count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/my-music');
    const part = page.getByRole('region', { name: 'AI听荐', exact: true });
    await part.getByText('先不按喜欢的歌挑选').waitFor();
    expect(await visitor.findings()).toEqual([]);
    if (onMock) await page.context().clearCookies({ name: 'mock_minor' });
    else {
      // Clearing it would not make them grown up; correcting it does.
      const status = await page.evaluate(
        async () =>
          (
            await fetch('/api/v1/me', {
              method: 'PATCH',
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({ birthday: `${new Date().getFullYear() - 30}-06-15` }),
            })
          ).status,
      );
      expect(status).toBe(200);
    }
    await visitor.go('/discover');
    await page.getByText('这些歌是怎么选出来的').waitFor();
    await expect.poll(() => told.count()).toBe(0);
    await visitor.leave();
  });
});

describe('a radio from a song or an artist', () => {
  it.runIf(onMock)('plays on with reasons, is turned by its dial, and ends when it is told to', async () => {
    const guest = await app.visit();
    const { page } = guest;
    await page.goto('/songs');
    await page
      .getByRole('button', { name: /的更多操作/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: '从这首歌开电台' }).click();
    await page.getByText(/^电台从“.+”开始/).waitFor();
    await page.getByRole('button', { name: '播放队列', exact: true }).click();
    const queue = page.getByRole('dialog');
    await queue.getByText('电台从这首歌开始').waitFor();
    await expect.poll(() => queue.getByText(/^听起来像《/).count(), { timeout: 30_000 }).toBeGreaterThan(3);
    expect(await guest.findings()).toEqual([]);
    const second = queue.getByRole('listitem').nth(1);
    const before = await second.textContent();
    const dial = queue.getByRole('slider', { name: '离出发点多远' });
    await dial.focus();
    await page.keyboard.press('End');
    await expect.poll(() => dial.getAttribute('aria-valuetext')).toBe('越走越不同');
    await expect.poll(() => second.textContent({ timeout: 30_000 }), { timeout: 30_000 }).not.toBe(before);
    await queue.getByRole('button', { name: '停止电台' }).click();
    await expect.poll(() => queue.getByText(/^听起来像《/).count(), { timeout: 30_000 }).toBe(0);
    await guest.leave();

    const other = await app.visit({ phone: true });
    await other.page.goto('/artists');
    await other.page.locator('main a[href^="/artists/"]').first().click();
    await other.page.getByRole('button', { name: '歌手电台' }).click();
    await other.page.getByText(/^电台从“.+”开始/).waitFor();
    expect(await other.findings()).toEqual([]);
    await other.leave();
  });
});

describe('charts', () => {
  it('are there for everybody, honest when they are empty', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto('/charts');
    const main = page.getByRole('main');
    await main.getByText('噪声是怎么回事').waitFor();
    expect(await guest.findings()).toEqual([]);
    if (onMock) {
      await expect.poll(() => main.getByText('第 1 名').count()).toBe(1);
      await main.getByRole('button', { name: '播放：' }).first().click();
      await expect
        .poll(() => page.getByRole('button', { name: '暂停', exact: true }).count())
        .toBeGreaterThan(0);
    }
    await main.getByRole('radio', { name: '周榜' }).check();
    await main.getByText(/至.+听得最多的歌/).waitFor();
    await main.getByRole('radio', { name: '新歌榜' }).check();
    await main.getByText(/最近三十天新入库的歌里/).waitFor();
    if (onMock) await main.getByText('这一期没有上榜的歌').waitFor();
    expect(await guest.findings()).toEqual([]);
    await guest.leave();
  });
});
