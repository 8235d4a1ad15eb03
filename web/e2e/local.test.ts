/** Songs on this device play and find their covers; nothing of a file leaves but its fingerprint. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tone } from '../mock/audio.ts';
import { noise, wav } from './room';
import { App, onMock, type Visitor } from './support';

/** Names that nobody else would send. */
const NAMES = ['绝密的歌名 kW7Lq2.wav', '另一首 pR9vX4.wav', '不是音乐 zT3bN8.txt'];
const FOLDER = '私人收藏 mJ5cF1';

let folder: string;
let app: App;
let visitor: Visitor;
let sound: Buffer;
let sent: { url: string; body: Buffer | null; headers: string }[];
/** What the song is called that the first file is. */
let title: string;

const page = () => visitor.page;
const inFolder = (name: string) => join(folder, FOLDER, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingyin-local-'));
  mkdirSync(join(folder, FOLDER));
  app = await App.start();
  if (onMock) {
    title = '';
    sound = tone(7);
  } else {
    const guest = await app.visit();
    await guest.page.goto('/');
    const song = await guest.page.evaluate(async () => {
      const { items } = (await (await fetch('/api/v1/tracks?limit=50')).json()) as {
        items: { id: string; title: string; duration_ms: number; codec: string }[];
      };
      return items.find(({ duration_ms, codec }) => duration_ms > 30_000 && codec !== 'opus') ?? items[0]!;
    });
    title = song.title;
    const got = await guest.page.request.get(`/api/v1/tracks/${song.id}/stream`);
    sound = await got.body();
    await guest.leave();
  }
  writeFileSync(inFolder(NAMES[0]!), sound);
  writeFileSync(inFolder(NAMES[1]!), wav(noise(16)));
  writeFileSync(inFolder(NAMES[2]!), '一行字');
});

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  visitor = await app.visit();
  sent = [];
  page()
    .context()
    .on('request', (request) => {
      sent.push({
        url: request.url(),
        body: request.postDataBuffer(),
        headers: JSON.stringify(request.headers()),
      });
    });
});

afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

async function choose(button: string, files: string | string[]) {
  const picking = page().waitForEvent('filechooser');
  await page().getByRole('button', { name: button, exact: true }).click();
  await page().getByRole('dialog').getByRole('button', { name: '继续' }).click();
  await (await picking).setFiles(files);
}

const row = (name: string) => page().getByRole('button', { name: `播放 ${name}` });
const told = (text: RegExp) =>
  vi.waitFor(
    async () =>
      expect(await page().getByRole('status').allInnerTexts()).toContainEqual(expect.stringMatching(text)),
    {
      timeout: 30_000,
      interval: 200,
    },
  );

/** Nothing that left has a part of a file, of a name or of a folder's name in it, and every question is a fingerprint alone. */
function expectNothingPrivate() {
  const secrets = [...NAMES, FOLDER].flatMap((name) => [
    name.split('.')[0]!,
    encodeURIComponent(name.split('.')[0]!),
    /[A-Za-z0-9]{6}/.exec(name)![0],
  ]);
  const middle = sound.subarray(sound.length >> 1, (sound.length >> 1) + 24);
  for (const { url, body, headers } of sent) {
    if (url.startsWith('blob:')) continue;
    const text = `${url} ${headers} ${body?.toString('latin1') ?? ''} ${body?.toString() ?? ''}`;
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toContain('local_');
    expect(body?.includes(middle) ?? false).toBe(false);
    expect(text).not.toContain(middle.toString('base64').slice(0, 24));
  }
  const questions = sent.filter(({ url }) => url.endsWith('/recordings/match'));
  expect(questions.length).toBeGreaterThan(0);
  for (const { body } of questions) {
    const { fingerprint, ...rest } = JSON.parse(body!.toString()) as { fingerprint: string };
    expect(rest).toEqual({});
    expect(Buffer.from(fingerprint, 'base64').length).toBeLessThanOrEqual(948 * 4);
  }
}

describe('songs on this device', () => {
  it('are chosen by folder, matched, and play; neither file nor name leaves the device', async () => {
    await page().goto('/local');
    // The service may still be hearing its library; whoever chooses again is answered by what it has heard since.
    for (let turn = 1; ; turn += 1) {
      await choose('选择文件夹', join(folder, FOLDER));
      try {
        await told(onMock ? /共 2 首/ : /共 2 首，曲库里有 1 首/);
        break;
      } catch (thrown) {
        if (turn === 4) throw thrown;
        await page().getByRole('button', { name: '清空列表' }).click();
      }
    }
    if (!onMock) {
      await row(title).waitFor();
      expect(await row(title).locator('img').count()).toBe(1);
      expect(await row('另一首 pR9vX4').innerText()).toContain('曲库里没有');
    }
    const first = page()
      .getByRole('button', { name: /^播放 (?!全部)/ })
      .last();
    await first.click();
    await vi.waitFor(() => visitor.position().then((at) => expect(at).toBeGreaterThan(0.2)), {
      timeout: 30_000,
      interval: 200,
    });
    expectNothingPrivate();
    expect(sent.some(({ url }) => url.includes('/stream'))).toBe(false);
  });

  // With the invented API alone: one address asks the service for so many codes an hour, and other tests need them.
  it.runIf(onMock)('are not told of by members who agreed to everything', async () => {
    await page()
      .context()
      .addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await page().goto('/local');
    await choose('选择文件', [inFolder(NAMES[0]!)]);
    await told(/共 1 首/);
    await page().getByRole('button', { name: '播放全部' }).click();
    await vi.waitFor(() => visitor.position().then((at) => expect(at).toBeGreaterThan(0.2)), {
      timeout: 30_000,
      interval: 200,
    });
    await page().getByRole('button', { name: '清空列表' }).click();
    await page().getByRole('heading', { name: '还没有选择歌曲' }).waitFor();
    expectNothingPrivate();
    expect(sent.some(({ url, body }) => body !== null && url.endsWith('/listens'))).toBe(false);
  });

  it('play on when the service cannot be asked, and are asked about again', async () => {
    await page().goto('/local');
    await page()
      .context()
      .route('**/recordings/match', (route) => route.abort());
    await choose('选择文件', [inFolder(NAMES[0]!)]);
    const note = page().getByText('有 1 首没能配对');
    await note.waitFor();
    await page().getByRole('button', { name: '播放全部' }).click();
    await vi.waitFor(() => visitor.position().then((at) => expect(at).toBeGreaterThan(0.2)), {
      timeout: 30_000,
      interval: 200,
    });
    await page().context().unroute('**/recordings/match');
    await page().getByRole('button', { name: '再试一次' }).click();
    await note.waitFor({ state: 'detached' });
    await told(/共 1 首/);
  });

  it('say so when there are none, and look well on a phone', async () => {
    await page().goto('/local');
    await choose('选择文件', [inFolder(NAMES[2]!)]);
    await page().getByText('选中的里面没有音乐文件').waitFor();
    expect(await visitor.findings()).toEqual([]);
    const phone = await app.visit({ phone: true });
    await phone.page.goto('/local');
    await phone.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await phone.findings()).toEqual([]);
    const overflow = () =>
      phone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    expect(phone.troubles).toEqual([]);
    await phone.leave();
  });
});
