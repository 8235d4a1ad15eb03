/** Browsers that ask not to be tracked: one whose own setting says so, and one that sends Global Privacy Control. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from 'playwright-core';
import { newPhone, personalRows, signIn } from './member';
import { App, onMock, Visitor } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

/** Chromium with “Send a Do Not Track request” switched on in its own settings. */
async function asking(): Promise<{ visitor: Visitor; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'do-not-track-'));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ enable_do_not_track: true }));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio'],
    baseURL: app.address,
    viewport: { width: 1366, height: 860 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    ...(onMock ? {} : { extraHTTPHeaders: { 'x-forwarded-for': '198.19.7.7' } }),
  });
  const visitor = new Visitor(await context.newPage(), new URL(app.address).origin);
  const end = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { visitor, end };
}

const toggle = ({ page }: Visitor, name: string) => page.getByRole('switch', { name });

describe('the page about Do Not Track', () => {
  it.each([true, false])('reads well, phone %s', async (phone) => {
    const visitor = await app.visit({ phone });
    await visitor.page.goto('/privacy/tracking');
    await expect.poll(() => visitor.page.getByText('会因此暂停的').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    const overflow = await visitor.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});

describe.skipIf(onMock)('Chromium with Do Not Track switched on', () => {
  it('is heeded, asked for nothing, and told so', { timeout: 180_000 }, async () => {
    const { visitor, end } = await asking();
    const { page } = visitor;
    const headers: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/')) void request.allHeaders().then((all) => headers.push(all['dnt']));
    });
    await page.goto('/privacy/tracking');
    await expect.poll(() => page.getByText('这个浏览器要求不被追踪').count()).toBe(1);
    expect(await page.evaluate(() => navigator.doNotTrack)).toBe('1');
    expect(new Set(headers)).toEqual(new Set(['1']));
    expect(await visitor.findings()).toEqual([]);

    await signIn(visitor, newPhone());
    const before = personalRows();
    await page.locator('article a').first().click();
    await page.getByRole('button', { name: '播放全部' }).click();
    await expect.poll(() => visitor.position()).toBeGreaterThan(3);
    expect(await page.getByRole('region', { name: '要开启这个功能吗？' }).count()).toBe(0);
    const after = personalRows();
    for (const table of ['listens', 'play_states', 'searches', 'downloads', 'recognised_songs']) {
      expect(after[table], table).toBe(before[table]);
    }
    await end();
  });
});

describe.skipIf(onMock)('Global Privacy Control', () => {
  it('lets what was agreed to rest, until the member says otherwise', { timeout: 180_000 }, async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    await signIn(visitor, newPhone(), '/privacy/consents');
    await toggle(visitor, '保存播放历史').click();
    await expect.poll(() => toggle(visitor, '保存播放历史').getAttribute('aria-checked')).toBe('true');
    const from = { 'x-forwarded-for': '198.19.8.8' };
    await page.context().setExtraHTTPHeaders({ ...from, 'sec-gpc': '1' });
    await visitor.go('/privacy/tracking');
    await expect.poll(() => page.getByText('这个浏览器要求不被追踪').count()).toBe(1);
    await expect.poll(() => page.getByText('已暂停', { exact: true }).count()).toBe(1);
    await expect.poll(() => page.getByText(/首次收到全球隐私控制/).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);

    await page.context().setExtraHTTPHeaders(from);
    await visitor.go('/privacy/consents');
    await expect.poll(() => toggle(visitor, '保存播放历史').getAttribute('aria-checked')).toBe('false');
    await expect.poll(() => page.getByText(/暂停：浏览器要求不被追踪/).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await toggle(visitor, '保存播放历史').click();
    await expect.poll(() => toggle(visitor, '保存播放历史').getAttribute('aria-checked')).toBe('true');
    await page.context().setExtraHTTPHeaders({ ...from, 'sec-gpc': '1' });
    await visitor.go('/privacy/tracking');
    await expect.poll(() => page.getByText('你在收到信号后仍选择开启').count()).toBe(1);
    await visitor.leave();
  });
});
