/** A song is named from what a microphone hears, the microphone closes, and no sound leaves the device. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tone } from '../mock/audio.ts';
import { PeakFinder } from '../src/lib/features/recognition/finder';
import { acrossTheRoom, noise, RATE_HZ, wav } from './room';
import { newPhone, signIn } from './member';
import { App, onMock, type SentBody, type Visitor } from './support';

/** Which part of the song sounds in the room; a question takes twelve seconds at most. */
const FROM_S = 13;
const SECONDS = 20;

interface Song {
  id: string;
  title: string;
}

/** What the page is watched by. */
interface Watched {
  openedAt: number;
  stream: MediaStream;
  clickedAt: number;
  playingFrom: number | null;
}

let folder: string;
let app: App;
let visitor: Visitor;
let song: Song;
/** The sound in the room when the song is played in it. */
let heard: Buffer;
let sent: SentBody[];

const page = () => visitor.page;
const room = (sound: Buffer) => writeFileSync(join(folder, 'room.wav'), sound);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingyin-room-'));
  app = await App.start([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${join(folder, 'room.wav')}`,
  ]);
  if (onMock) {
    song = { id: 'trk_7', title: '' };
    heard = tone(7);
    return;
  }
  const guest = await app.visit();
  await guest.page.goto('/');
  const { items } = await guest.page.evaluate(async (): Promise<{ items: Song[] }> =>
    (await fetch('/api/v1/tracks?limit=50')).json(),
  );
  song = items.find(({ title }) => title.includes('Greensleeves')) ?? items[0]!;
  const samples = await acrossTheRoom(guest.page, `/api/v1/tracks/${song.id}/stream`, FROM_S, SECONDS);
  heard = wav(samples);
  // Songs are heard in the background after a scan; the service is asked with what this very sound has.
  const module = new WebAssembly.Module(
    readFileSync(new URL('../src/lib/features/recognition/peaks.wasm', import.meta.url)),
  );
  const finder = new PeakFinder(module, RATE_HZ);
  finder.push(Float32Array.from(samples.subarray(0, RATE_HZ * 10), (sample) => sample / 32_768));
  const body = JSON.stringify({
    peaks: Buffer.from(finder.peaks()).toString('base64'),
    frames: finder.frames,
  });
  const ask = () =>
    guest.page.evaluate(async (body) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch('/api/v1/recognitions', { method: 'POST', headers, body });
      return ((await answer.json()) as { state: string }).state;
    }, body);
  await vi.waitFor(async () => expect(await ask()).toBe('found'), { interval: 1_000, timeout: 100_000 });
  await guest.leave();
});

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  visitor = await app.visit();
  sent = visitor.bodies();
  await page().addInitScript(() => {
    const watched: Watched = ((window as unknown as { watched: Watched }).watched = {
      openedAt: 0,
      stream: new MediaStream(),
      clickedAt: 0,
      playingFrom: null,
    });
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      watched.stream = await open(wish);
      watched.openedAt = performance.now();
      return watched.stream;
    };
    addEventListener('click', () => (watched.clickedAt = performance.now()), true);
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      this.addEventListener('playing', () => (watched.playingFrom ??= this.currentTime), { once: true });
      return play.call(this);
    };
  });
});

afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

const watched = <T>(look: (watched: Watched) => T): Promise<T> =>
  page().evaluate(`(${look.toString()})(window.watched)`) as Promise<T>;
const open = () =>
  watched((all) => all.stream.getTracks().filter((track) => track.readyState === 'live').length);

/** One tap, and the notice before the first time. */
async function listen() {
  await page().getByRole('button', { name: '开始听' }).click();
  await page().getByRole('dialog').getByRole('button', { name: '继续' }).click();
}

/** Nothing that left the device is sound, or as long as the poorest sound would be. */
function expectNoSound(sound: Buffer) {
  const questions = sent.filter(({ url }) => url === '/api/v1/recognitions');
  expect(questions.length).toBeGreaterThan(0);
  for (const { body } of questions) {
    const { peaks, frames, ...rest } = JSON.parse(body.toString()) as { peaks: string; frames: number };
    expect(rest).toEqual({});
    const bytes = Buffer.from(peaks, 'base64');
    // A telephone's poorest coder takes 1.6 KB a second.
    expect(bytes.length).toBeLessThan((frames * 16 * 100) / 1000 + 100);
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      expect(sound.indexOf(bytes.subarray(at, at + 8))).toBe(-1);
    }
  }
  for (const { body } of sent) expect(body.length).toBeLessThan(2_048);
}

describe('name that song', () => {
  it('names the song that plays in the room, closes the microphone, and plays on from the moment', async () => {
    room(heard);
    await page().goto('/recognise');
    expect(await open()).toBe(0);
    await listen();
    await page().getByText('正在听').waitFor();
    expect(await open()).toBe(1);
    await page().getByRole('button', { name: '跟着一起放' }).waitFor();
    expect(await open()).toBe(0);
    if (song.title)
      await page().getByRole('main').getByRole('heading', { name: song.title, exact: true }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    expectNoSound(heard);

    await page().getByRole('button', { name: '跟着一起放' }).click();
    await expect.poll(() => watched((all) => all.playingFrom)).not.toBeNull();
    if (!onMock) {
      // The fake microphone begins its file when it is opened.
      const { openedAt, clickedAt, playingFrom } = await watched((all) => ({ ...all, stream: null }));
      expect(Math.abs(playingFrom! - (FROM_S + (clickedAt - openedAt) / 1000))).toBeLessThan(0.5);
    }
  });

  it('names nothing in noise, closes the microphone after twelve seconds, and says what may help', async () => {
    const sound = wav(noise(SECONDS));
    room(sound);
    await page().goto('/recognise');
    await listen();
    // The mock knows whatever has peaks.
    if (onMock) return void (await page().getByRole('button', { name: '停止' }).click());
    await page().getByRole('heading', { name: '没听出来是哪首' }).waitFor();
    expect(await open()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    expectNoSound(sound);
  });

  it('tells a microphone that hears nothing from a song that is not known', async () => {
    room(wav(new Int16Array(RATE_HZ * SECONDS)));
    await page().goto('/recognise');
    await listen();
    await page().getByRole('heading', { name: '没有听到声音' }).waitFor();
    expect(await open()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
  });

  it('closes the microphone when it is stopped, and when the page is left', async () => {
    room(wav(new Int16Array(RATE_HZ * SECONDS)));
    await page().goto('/recognise');
    await listen();
    await expect.poll(open).toBe(1);
    await page().getByRole('button', { name: '停止' }).click();
    expect(await open()).toBe(0);
    // The browser has its answer by now, so that one tap is enough.
    await page().getByRole('button', { name: '开始听' }).click();
    await expect.poll(open).toBe(1);
    await visitor.go('/songs');
    await expect.poll(open).toBe(0);
  });

  it('opens no microphone when the notice is answered with a no', async () => {
    await page().goto('/recognise');
    await page().getByRole('button', { name: '开始听' }).click();
    await page().getByRole('dialog').getByRole('button', { name: '暂不使用' }).click();
    await page().getByRole('button', { name: '开始听' }).waitFor();
    expect(await watched((all) => all.openedAt)).toBe(0);
    expect(sent).toEqual([]);
  });

  it('keeps what was named for a member who agrees, and forgets it with the consent', async () => {
    if (onMock) {
      await page()
        .context()
        .addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page().goto('/recognise');
    } else {
      await signIn(visitor, newPhone());
      await visitor.go('/recognise');
    }
    const history = page().getByRole('list', { name: '识曲历史', exact: true });
    const consent = page().getByRole('switch', { name: /保存识曲历史/ });
    await consent.waitFor();
    expect(await consent.isChecked()).toBe(false);
    await consent.click();
    await expect.poll(() => consent.isChecked()).toBe(true);
    const before = onMock ? 3 : 0;
    await expect.poll(() => history.getByRole('listitem').count()).toBe(before);
    const chooser = page().waitForEvent('filechooser');
    await page().getByRole('button', { name: '识别一个音频文件' }).click();
    await page().getByRole('dialog').getByRole('button', { name: '继续' }).click();
    await (await chooser).setFiles({ name: 'room.wav', mimeType: 'audio/wav', buffer: heard });
    await expect.poll(() => history.getByRole('listitem').count()).toBe(before + 1);
    if (song.title) await history.getByText(song.title, { exact: true }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await history
      .getByRole('button', { name: /从识曲历史删除/ })
      .first()
      .click();
    await expect.poll(() => history.getByRole('listitem').count()).toBe(before);
    await consent.click();
    await page().getByRole('dialog').getByRole('button', { name: '撤回并删除' }).click();
    await expect.poll(() => history.count()).toBe(0);
  });

  it('names the song in a file, of which neither sound nor name is sent', async () => {
    await page().goto('/recognise');
    const chooser = page().waitForEvent('filechooser');
    await page().getByRole('button', { name: '识别一个音频文件' }).click();
    await page().getByRole('dialog').getByRole('button', { name: '继续' }).click();
    await (await chooser).setFiles({ name: 'a secret name.wav', mimeType: 'audio/wav', buffer: heard });
    await page()
      .getByRole('button', { name: /^从 .* 播放$/ })
      .waitFor();
    if (song.title)
      await page().getByRole('main').getByRole('heading', { name: song.title, exact: true }).waitFor();
    expectNoSound(heard);
    expect(Buffer.concat(sent.map(({ body }) => body)).includes('secret')).toBe(false);
  });
});
