/**
 * Recommending on this device alone: everything that the browser sends is written down while somebody listens and looks
 * at what is recommended, and held against the short list of what may be sent.
 */
import type { Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock, settled, type Visitor } from './support';
import { Wire } from './wire';

/** Half of the longest demo piece at double speed, with room for a slow machine. */
const LISTEN_MS_MAX = 120_000;
/** The service hears the songs of its library one by one before it can say which sound alike. */
const HEARING_MS_MAX = 150_000;

/** Both together, and looking around. */
const TEST_MS_MAX = 420_000;

const REASONS = /大家都在听|新入曲库|今日随机|你没听过的歌手/;
const PERSONAL = /听《.+》的人也听|听起来像《.+》/;

let app: App;
let wire: Wire;
let visitor: Visitor;

beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  wire = new Wire(new URL(app.address));
  await wire.join();
  visitor = await app.visit({ baseURL: wire.address });
  await visitor.page.addInitScript(() => localStorage.setItem('qingyin.speed', '2'));
});
afterEach(async () => {
  await visitor.leave();
  await wire.cut();
});

interface Sent {
  method: string;
  path: string;
  search: string;
  body: string | null;
  cookie: string | null;
}

/** Writes down every request from here on, those of workers included. */
function listened(): Sent[] {
  const sent: Sent[] = [];
  visitor.page.context().on('request', (request: Request) => {
    const url = new URL(request.url());
    if (!url.protocol.startsWith('http')) return;
    const one = {
      method: request.method(),
      path: url.pathname,
      search: url.search,
      body: request.postData(),
    };
    const noted: Sent = { ...one, cookie: null };
    sent.push(noted);
    request.allHeaders().then(
      (headers) => (noted.cookie = headers['cookie'] ?? null),
      () => {},
    );
  });
  return sent;
}

const databases = () =>
  visitor.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

const toggle = () => visitor.page.getByRole('switch', { name: '只在本机推荐' });

async function switchOn() {
  const { page } = visitor;
  await toggle().click();
  await expect.poll(() => page.getByText(/可推荐 [\d,]+ 首歌/).count()).toBe(1);
}

/** The titles of today's list. */
const today = async () => {
  const section = visitor.page.locator('section').filter({ hasText: '今日推荐' }).first();
  await section.getByText(REASONS).or(section.getByText(PERSONAL)).first().waitFor();
  return section.locator('article a').allInnerTexts();
};

/** Plays the first song of today's list until it is remembered; returns its title. */
async function listen(): Promise<string> {
  const { page } = visitor;
  const song = page.locator('section').filter({ hasText: '今日推荐' }).first().locator('article').first();
  const button = song.getByRole('button', { name: /^播放：/ });
  const title = (await button.getAttribute('aria-label'))!.replace('播放：', '');
  // By the keyboard: the button shows itself when it is reached.
  await button.press('Enter');
  await expect.poll(remembered, { timeout: LISTEN_MS_MAX }).toBeGreaterThan(0);
  await page.getByRole('button', { name: '暂停', exact: true }).first().click();
  return title;
}

/** How many plays the browser remembers. */
const remembered = () =>
  visitor.page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('qingyin-listening');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains('plays')) {
            database.close();
            return resolve(0);
          }
          const counting = database.transaction('plays').objectStore('plays').count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
          counting.onerror = () => reject(counting.error);
        };
      }),
  );

/** Until the service has said how its songs sound, nothing can sound alike. */
async function soundsKnown() {
  if (onMock) return;
  const { page } = visitor;
  const known = async () => {
    const { items } = (await (await page.request.get('/api/v1/tracks?limit=1')).json()) as {
      items: { id: string }[];
    };
    const similar = await page.request.get(`/api/v1/tracks/${items[0]!.id}/similar`);
    return ((await similar.json()) as { items: unknown[] }).items.length;
  };
  await expect.poll(known, { timeout: HEARING_MS_MAX }).toBeGreaterThan(3);
}

describe('recommending on this device', () => {
  it(
    'sends nothing of what was heard, shows reasons, follows what is heard, and is emptied by clearing',
    async () => {
      const { page } = visitor;
      await page.goto('/privacy/on-device');
      await settled(visitor);
      expect(await visitor.findings()).toEqual([]);
      expect(await databases(), 'nothing is kept before it is switched on').toEqual([]);
      await soundsKnown();
      await switchOn();
      expect(await visitor.findings()).toEqual([]);

      const sent = listened();
      await visitor.go('/discover');
      const before = await today();
      expect(before.length).toBeGreaterThan(3);
      expect(await page.getByText(PERSONAL).count()).toBe(0);
      const title = await listen();
      const because = page.getByText(`因为你听了《${title}》`).or(page.getByText(`听起来像《${title}》`));
      await expect.poll(() => because.count()).toBeGreaterThan(0);
      await expect.poll(() => today()).not.toEqual(before);
      expect(await today()).not.toContain(title);
      expect(await visitor.findings()).toEqual([]);

      // Personal radio, a dislike and the home page tell nobody either.
      await page
        .getByRole('button', { name: /^不再推荐《/ })
        .first()
        .click();
      await visitor.go('/discover/radio');
      await page.getByRole('button', { name: '开始播放' }).click();
      await page.getByRole('button', { name: /^不喜欢《.+》$/ }).click();
      await page.getByText('接下来的歌由这个浏览器挑选').waitFor();
      await page.getByRole('button', { name: '暂停', exact: true }).first().click();
      await visitor.go('/');
      await page.getByRole('region', { name: '今日单曲' }).getByText(PERSONAL).waitFor();

      // What was sent: the music that was played, pages of the catalogue that are the same for all, and nothing else.
      expect(sent.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
      const api = sent.filter(({ path }) => path.startsWith('/api/'));
      const personal = /\/(recommendations|listens|play_state|me|search)(\/|$)/;
      expect(api.filter(({ path }) => personal.test(path))).toEqual([]);
      const music = /^\/api\/v1\/(tracks\/trk_\w+\/(playback|stream|lyrics)|covers\/cov_\w+)$/;
      const same =
        /^\/api\/v1\/(session|albums|genres|decades|languages|incident_notices|on_device\/(catalogue|companions|square))$/;
      expect(api.filter(({ path }) => !music.test(path) && !same.test(path))).toEqual([]);
      const fetched = new Set(api.flatMap(({ path }) => /trk_\w+/.exec(path)?.[0] ?? []));
      // One was played from a list and some on the radio; the next one is fetched while one sounds. No list is.
      expect(fetched.size).toBeLessThan(15);
      expect(api.some(({ path }) => path.endsWith('/stream'))).toBe(true);

      // What this browser knows can be seen, and emptied.
      await visitor.go('/privacy/on-device');
      await page.getByText(/依据 [1-9]\d* 次播放/).waitFor();
      await page.getByRole('button', { name: `忘掉这次播放：《${title}》` }).waitFor();
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: '导出' }).click();
      expect((await downloading).suggestedFilename()).toBe('qingyin-on-device.json');
      expect(await visitor.findings()).toEqual([]);
      await page.getByRole('button', { name: '清空', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: '清空', exact: true }).click();
      await page.getByText(/依据 0 次播放/).waitFor();
      await page.getByText('还什么也没有').waitFor();
      expect(await remembered()).toBe(0);
      await visitor.go('/discover');
      await expect.poll(async () => (await today()).join()).toBe(before.join());
      expect(await page.getByText(PERSONAL).count()).toBe(0);
      expect(visitor.troubles.filter((one) => !one.startsWith('asked '))).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it('asks for its files without a word about who asks', async () => {
    const { page } = visitor;
    await page.context().addCookies([{ name: 'qingyin_session', value: 'invented', url: wire.address }]);
    const sent = listened();
    await page.goto('/privacy/on-device');
    await settled(visitor);
    await switchOn();
    const files = () => sent.filter(({ path }) => path.startsWith('/api/v1/on_device/'));
    await expect
      .poll(() => files().map(({ path }) => path.split('/').at(-1)))
      .toEqual(['catalogue', 'companions']);
    await expect.poll(() => sent.some(({ cookie }) => cookie !== null)).toBe(true);
    expect(files().map(({ cookie, search }) => [cookie, search])).toEqual([
      [null, ''],
      [null, ''],
    ]);
    // Loaded anew, they are not fetched again.
    await page.reload();
    await expect.poll(() => page.getByText(/可推荐 [\d,]+ 首歌/).count()).toBe(1);
    expect(files()).toHaveLength(2);
    // Playlists of the square are chosen among all of them, which are fetched in the same way.
    await visitor.go('/discover');
    await today();
    await expect.poll(() => files().map(({ path }) => path.split('/').at(-1))).toContain('square');
    expect(files().every(({ cookie, search }) => cookie === null && search === '')).toBe(true);
    if (onMock) await page.getByRole('link', { name: '雨天听的民谣' }).waitFor();
    expect(sent.filter(({ path }) => /\/api\/v1\/(recommendations|square|playlists)/.test(path))).toEqual([]);
  });

  it(
    'goes on without a connection, and leaves nothing behind when it is stopped',
    async () => {
      const { page } = visitor;
      await page.goto('/privacy/on-device');
      await settled(visitor);
      await soundsKnown();
      await switchOn();
      await visitor.go('/discover');
      const title = await listen();
      await page.evaluate(() => navigator.serviceWorker.ready);
      await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      await page.context().setOffline(true);
      await wire.cut();
      await page.goto('/discover');
      await expect.poll(() => page.getByText(PERSONAL).count()).toBeGreaterThan(0);
      await expect.poll(() => page.getByText(`因为你听了《${title}》`).count()).toBeGreaterThan(0);
      await visitor.go('/privacy/on-device');
      await page.getByText(/依据 1 次播放/).waitFor();
      await toggle().click();
      await page.getByRole('dialog').getByRole('button', { name: '关闭并删除' }).click();
      await expect.poll(() => toggle().getAttribute('aria-checked')).toBe('false');
      await expect.poll(databases).toEqual([]);
      expect(await visitor.kept()).not.toContain('qingyin.on_device');
    },
    TEST_MS_MAX,
  );

  it.skipIf(onMock)(
    'keeps what a member hears from the history they had agreed to, and is removed when they leave',
    async () => {
      const { page } = visitor;
      await signIn(visitor, newPhone(), '/privacy/consents');
      for (const name of ['保存播放历史', '换设备接着听']) {
        const consent = page.getByRole('switch', { name });
        await consent.click();
        await expect.poll(() => consent.getAttribute('aria-checked')).toBe('true');
      }
      await visitor.go('/privacy/on-device');
      await settled(visitor);
      await switchOn();
      const sent = listened();
      await visitor.go('/discover');
      await listen();
      expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
      const history = await page.request.get('/api/v1/me/listens');
      expect(((await history.json()) as { items: unknown[] }).items).toEqual([]);
      await visitor.go('/account');
      await page.getByRole('button', { name: '退出登录', exact: true }).click();
      await expect.poll(databases).toEqual([]);
      expect(await visitor.kept()).not.toContain('qingyin.on_device');
    },
    TEST_MS_MAX,
  );
});
