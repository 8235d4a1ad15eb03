/**
 * What only a real service can show: what it keeps of a guest and of a member, seen in its own tables.
 *
 * Needs a service that nobody has signed in to, with its output in `QINGYIN_OUTPUT`.
 * With `QINGYIN_BINARY` its tables are read besides; its data lies in `data` next to the output, or in `QINGYIN_DATA`.
 */
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { App, onMock, PHONE, settled, type Visitor } from './support';

const output = process.env['QINGYIN_OUTPUT'];
const binary = process.env['QINGYIN_BINARY'];

/** The album played here; a listen counts after half of its first song, which has 46 s. */
const ALBUM = 'Old Songs, New Moon';
const LISTEN_WITHIN_MS = 60_000;
/** Pages that only a member sees whole. */
const MEMBER_PAGES = [
  '/account',
  '/mine',
  '/privacy',
  '/privacy/consents',
  '/privacy/permissions',
  '/privacy/disclosures',
  '/privacy/data',
  '/privacy/export',
  '/privacy/end',
  '/privacy/close',
  '/policy',
];

let app: App;
let visitor: Visitor;

beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  visitor = await app.visit();
  await noteRequestsForPermissions();
  await visitor.page.goto('/');
  await settled(visitor);
});
afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  expect(await visitor.page.evaluate(() => sessionStorage.getItem('asked'))).toBeNull();
  await visitor.leave();
});

/** The browser would show a prompt at these; the page never reaches for any of them by itself. */
async function noteRequestsForPermissions() {
  await visitor.page.addInitScript(() => {
    const note = () => {
      sessionStorage.setItem('asked', 'yes');
      return Promise.reject(new Error('noted'));
    };
    const replace = (owner: object | undefined, name: string) =>
      owner && Object.defineProperty(owner, name, { value: note });
    replace(navigator.mediaDevices, 'getUserMedia');
    replace(navigator.geolocation, 'getCurrentPosition');
    replace(navigator.geolocation, 'watchPosition');
    replace(Notification, 'requestPermission');
    replace(navigator.storage, 'persist');
  });
}

/** Rows about persons, by table, as the service's own doctor counts them; null when it is not at hand. */
function personalRows(): Record<string, number> | null {
  if (!binary || !output) return null;
  const data = process.env['QINGYIN_DATA'] ?? join(dirname(output), 'data');
  const lines = execFileSync(binary, ['doctor', '--rows', '--data', data], { encoding: 'utf8' }).split('\n');
  const rows = lines.map((line) => line.split('\t')).filter(([kind]) => kind === 'personal');
  expect(rows.length).toBeGreaterThan(5);
  return Object.fromEntries(
    rows.map(([, table, count]) => [table!, Number(count)] as const).filter(([, count]) => count > 0),
  );
}

/** Opens the album and plays it; the music is heard once this returns. */
async function play() {
  await visitor.go('/albums');
  await visitor.page.locator('article a', { hasText: ALBUM }).first().click();
  await visitor.page.getByRole('button', { name: '播放全部' }).click();
  await expect.poll(() => visitor.position(), { timeout: 15_000 }).toBeGreaterThan(0.5);
}

/** The code that the service last sent to a number. */
async function codeFor(phone: string): Promise<string> {
  const masked = `${phone.slice(0, 3)}****${phone.slice(7)}`;
  const codes = () =>
    [...readFileSync(output!, 'utf8').matchAll(/sms: code for (\S+) is (\d{6})/g)].filter(
      ([, to]) => to === masked,
    );
  await expect.poll(() => codes().length).toBeGreaterThan(0);
  return codes().at(-1)![2]!;
}

async function signIn(phone: string) {
  await visitor.go('/sign-in');
  await visitor.page.getByLabel('手机号').fill(phone);
  await visitor.page.getByRole('button', { name: '获取验证码' }).click();
  const code = visitor.page.getByLabel('验证码', { exact: true });
  await code.waitFor();
  await code.fill(await codeFor(phone));
  await visitor.page.getByRole('checkbox').check();
  await visitor.page.getByRole('button', { name: '登录', exact: true }).click();
  await visitor.page.waitForURL((url) => url.pathname === '/');
}

/** What the service answers to the visitor's own browser. */
function ask<T>(path: string): Promise<T> {
  return visitor.page.evaluate(async (address) => (await fetch(address)).json() as Promise<T>, path);
}

const listens = async () => (await ask<{ items: { played_ms: number }[] }>('/api/v1/me/listens')).items;

describe.runIf(!onMock && output)('the service', () => {
  it('plays to a guest and keeps no row about anybody', async () => {
    await play();
    const before = await visitor.position();
    await expect.poll(() => visitor.position()).toBeGreaterThan(before + 1);
    for (const path of ['/privacy', '/policy', '/search?q=a', '/']) await visitor.go(path);
    await expect.poll(() => visitor.position()).toBeGreaterThan(before + 1);
    if (binary) expect(personalRows()).toEqual({});
    expect(await visitor.page.context().cookies()).toEqual([]);
  });

  it('plays on for a member who refuses, records for one who agrees, and erases on withdrawal', async () => {
    const phone = `139${randomInt(10_000_000, 100_000_000)}`;
    await signIn(phone);

    // Refused: nothing is kept, and the music plays on.
    await play();
    const card = visitor.page.getByRole('region', { name: '要开启这个功能吗？' });
    for (const title of ['播放历史', '跨设备续播']) {
      await expect.poll(() => card.getByRole('heading').innerText()).toContain(title);
      const before = await visitor.position();
      await card.getByRole('button', { name: '不用了' }).click();
      await expect.poll(() => visitor.position()).toBeGreaterThan(before);
    }
    await expect.poll(() => card.count()).toBe(0);
    expect(await listens()).toEqual([]);

    // Agreed, by the switch in the privacy centre: a listen appears once half the song was heard.
    await visitor.go('/privacy/consents');
    const history = visitor.page.getByRole('switch', { name: '播放历史' });
    await history.click();
    await expect.poll(() => history.getAttribute('aria-checked')).toBe('true');
    await play();
    await expect.poll(listens, { timeout: LISTEN_WITHIN_MS, interval: 500 }).toHaveLength(1);
    if (binary) expect(personalRows()).toMatchObject({ listens: 1 });
    await visitor.go('/privacy/data');
    await visitor.page
      .getByRole('link', { name: /播放历史|收听/ })
      .first()
      .click();
    await settled(visitor);

    // Withdrawn: gone from the page, from the answer and from the table.
    await visitor.go('/privacy/consents');
    await visitor.page.getByRole('switch', { name: '播放历史' }).click();
    await visitor.page.getByRole('button', { name: '撤回并删除' }).click();
    await visitor.page.getByText('已撤回，删除了 1 条记录').waitFor();
    expect(await listens()).toEqual([]);
    if (binary) expect(personalRows()).not.toHaveProperty('listens');

    // Each page of a member, through axe.
    const findings: Record<string, string[]> = {};
    for (const path of MEMBER_PAGES) {
      await visitor.go(path);
      await settled(visitor);
      const found = await visitor.findings();
      if (found.length > 0) findings[path] = found;
    }
    expect(findings).toEqual({});

    // A full copy.
    await visitor.go('/privacy/export');
    const download = visitor.page.waitForEvent('download');
    await visitor.page.getByRole('button', { name: '下载我的数据' }).click();
    const copy = readFileSync(await (await download).path(), 'utf8');
    expect(JSON.parse(copy)).toBeTypeOf('object');
    expect(copy).toContain(phone);

    // Closed: three taps from anywhere on a phone, one word, and the certificate is there for anybody.
    await visitor.page.setViewportSize(PHONE);
    await visitor.go('/');
    await visitor.page.getByRole('link', { name: '我的', exact: true }).click();
    await visitor.page.getByRole('main').getByRole('link', { name: '隐私中心' }).click();
    await visitor.page.getByRole('link', { name: /注销账号/ }).click();
    await visitor.page.getByLabel(/输入/).fill('注销');
    await visitor.page.getByRole('button', { name: '注销账号' }).click();
    await expect.poll(() => visitor.page.getByRole('heading', { level: 1 }).innerText()).toBe('账号已注销');
    await visitor.page.getByText('删除凭证').first().waitFor();
    expect(await ask<{ guest: boolean }>('/api/v1/session')).toMatchObject({ guest: true });
    const left = personalRows();
    if (left) {
      for (const table of ['accounts', 'account_phones', 'sessions', 'listens', 'play_states']) {
        expect(left).not.toHaveProperty(table);
      }
    }
  });
});
