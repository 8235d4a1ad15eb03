/** Music stored in the browser plays with the service gone and the page loaded anew. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock, settled, type Visitor } from './support';
import { Wire } from './wire';

/** Half of the longest demo piece at double speed, or the waits of an app that is told to wait, on a slow machine. */
const LISTEN_MS_MAX = 90_000;

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
});
afterEach(async () => {
  await visitor.leave();
  await wire.cut();
});

const caches = () => visitor.page.evaluate(() => globalThis.caches.keys());

/** Chooses the first album of the home page; returns its title once all of it is stored. */
async function store(): Promise<string> {
  const { page } = visitor;
  await page.goto('/');
  await settled(visitor);
  await page.locator('article a').first().click();
  await page.waitForURL(/\/albums\//);
  await settled(visitor);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.locator('main [aria-haspopup="menu"]').first().click();
  await page.getByRole('menuitem', { name: '存为离线' }).click();
  await visitor.go('/offline');
  await settled(visitor);
  await expect.poll(() => page.getByRole('button', { name: `播放 ${title}` }).count()).toBe(1);
  await expect.poll(() => page.getByRole('progressbar', { name: `${title} 的存储进度` }).count()).toBe(0);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  return title;
}

async function cut() {
  await visitor.page.context().setOffline(true);
  await wire.cut();
}

describe('offline music', () => {
  it('plays after a reload with the service gone, and is gone once removed', async () => {
    const { page } = visitor;
    const title = await store();
    expect(await visitor.findings()).toEqual([]);
    await cut();
    await page.reload();
    await expect.poll(() => page.getByText('连不上服务。存在本机的音乐照常播放。').count()).toBe(1);
    await page.getByRole('button', { name: `播放 ${title}` }).click();
    await expect.poll(() => visitor.position()).toBeGreaterThan(1.5);
    expect(await visitor.findings()).toEqual([]);

    // Any part of a stored song can be reached: the worker answers ranges.
    await page.getByRole('slider', { name: '播放进度' }).first().press('End');
    await expect.poll(() => visitor.position()).toBeGreaterThan(0.5);

    await page.getByRole('button', { name: `移除 ${title}` }).click();
    await expect.poll(() => page.getByText('还没有离线音乐').count()).toBe(1);
    await expect.poll(caches).not.toContain('qingyin-offline');
  });

  it('opens its album by the usual page, and tells elsewhere what can be done', async () => {
    const { page } = visitor;
    const title = await store();
    await page.goBack();
    await page.waitForURL(/\/albums\//);
    await cut();
    await page.reload();
    await expect.poll(() => page.getByRole('heading', { level: 1, name: title }).count()).toBe(1);
    await page.getByRole('button', { name: '播放全部' }).click();
    await expect.poll(() => visitor.position()).toBeGreaterThan(0.5);
    await visitor.go('/songs');
    await expect.poll(() => page.getByRole('link', { name: '听离线音乐' }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
  });

  it('goes with everything else when the device is cleared', async () => {
    const { page } = visitor;
    await store();
    expect(await caches()).toContain('qingyin-offline');
    await visitor.go('/policy/storage');
    await settled(visitor);
    await page
      .getByRole('button', { name: /清除|删除/ })
      .first()
      .click();
    await expect.poll(caches).toEqual([]);
    const workers = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await expect.poll(workers).toBe(0);
    expect(await visitor.kept()).not.toContain('qingyin.offline');
  });

  it('fills no browser of somebody who stores nothing', async () => {
    await visitor.page.goto('/');
    await settled(visitor);
    await visitor.go('/albums');
    await settled(visitor);
    expect(await caches()).toEqual([]);
    const workers = await visitor.page.evaluate(
      async () => (await navigator.serviceWorker.getRegistrations()).length,
    );
    expect(workers).toBe(0);
  });
});

describe.skipIf(onMock)('a member who agreed to the history', () => {
  it('finds in it what was heard without a connection, once it is back and no longer busy', async () => {
    const { page } = visitor;
    await page.addInitScript(() => localStorage.setItem('qingyin.speed', '2'));
    await signIn(visitor, newPhone(), '/privacy/consents');
    const toggle = page.getByRole('switch', { name: '保存播放历史' });
    await toggle.click();
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
    const title = await store();
    await cut();
    await page.reload();
    await page.getByRole('button', { name: `播放 ${title}` }).click();
    const waiting = () =>
      page.evaluate(() => (JSON.parse(localStorage.getItem('qingyin.offline_listens') ?? '[]') as []).length);
    await expect.poll(waiting, { timeout: LISTEN_MS_MAX }).toBeGreaterThan(0);

    // Whoever comes back together with everybody else is told to wait at first, by each part of the service.
    const busy = new Set(['/api/v1/session', '/api/v1/me/consents', '/api/v1/listens']);
    await page.context().route(
      (url) => busy.has(url.pathname),
      async (route) => {
        const { pathname } = new URL(route.request().url());
        await (busy.delete(pathname) ? route.fulfill({ status: 503 }) : route.continue());
      },
    );
    await wire.join();
    await page.context().setOffline(false);
    const listens = async () => {
      const answer = await page.request.get('/api/v1/me/listens');
      return ((await answer.json()) as { items: unknown[] }).items.length;
    };
    await expect.poll(listens, { timeout: LISTEN_MS_MAX }).toBeGreaterThan(0);
    expect([...busy]).toEqual([]);
    await expect.poll(waiting).toBe(0);
    await visitor.go('/account');
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await expect.poll(caches).toEqual([]);
  });
});
