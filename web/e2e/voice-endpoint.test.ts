/**
 * Search by voice through a transcription service: asked before anything is heard, sent to whom was shown, kept nowhere.
 *
 * The service is one of our own on this machine, with the endpoint that `mock/transcriber.test.ts` holds against
 * OpenAI's client; without a program to start, the invented API answers.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEY, MODEL, TranscriptionService } from '../mock/transcriber';
import { newPhone, personalRows, signIn } from './member';
import { noise, RATE_HZ, wav } from './room';
import { App, onMock, type SentBody, type Visitor } from './support';

const TITLE = '茉莉花';

let folder: string;
let program: ChildProcess | null = null;
let service: TranscriptionService | null = null;
let app: App;
let visitor: Visitor;
let sent: SentBody[];

const page = () => visitor.page;
const button = () => page().getByRole('button', { name: '用语音搜索' });
const panel = () => page().getByRole('group', { name: '用语音搜索' });
const notice = () => page().getByRole('dialog', { name: '你说的话会发给谁' });
const permission = () => page().getByRole('dialog', { name: '即将使用：麦克风' });
const spoken = () => sent.filter(({ url }) => url === '/api/v1/voice_search/transcriptions');

/** A port that is free. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A service whose operator set up somebody who writes down what is said. */
async function startService(endpoint: TranscriptionService): Promise<string> {
  const port = await freePort();
  const here = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
  const flags = ['--data', join(folder, 'data'), '--listen', `127.0.0.1:${port}`];
  flags.push('--music', here('demo/music'), '--web-folder', here('web/build'));
  const settings = {
    TRANSCRIBER: 'endpoint',
    ENDPOINT_URL: endpoint.address,
    ENDPOINT_MODEL: MODEL,
    ENDPOINT_KEY: KEY,
    ENDPOINT_LANGUAGE: 'zh',
    ENDPOINT_PROVIDER: '某某语音',
    ENDPOINT_AGREEMENT: 'DPA-2026-021',
    ENDPOINT_AGREEMENT_SIGNED: '2026-01-01',
    ENDPOINT_CHECKED_AT: '2026-01-01',
    ENDPOINT_EXPIRES_AT: '2099-12-31',
  };
  const env = Object.entries(settings).map(([name, value]) => [`QINGYIN_VOICE_SEARCH_${name}`, value]);
  const output = join(folder, 'output');
  const file = openSync(output, 'w');
  program = spawn(process.env['QINGYIN_BINARY']!, ['serve', ...flags, '--set', 'music.analysis=false'], {
    stdio: ['ignore', file, file],
    env: { ...process.env, QINGYIN_SERVER_TRUSTED_PROXIES: '127.0.0.1', ...Object.fromEntries(env) },
  });
  const address = `http://127.0.0.1:${port}`;
  const hasMusic = async () => {
    const answer = await fetch(`${address}/api/v1/search?q=${encodeURIComponent(TITLE)}`);
    return ((await answer.json()) as { tracks: unknown[] }).tracks.length > 0;
  };
  await vi.waitFor(async () => expect(await hasMusic()).toBe(true), { timeout: 110_000, interval: 300 });
  process.env['QINGYIN_OUTPUT'] = output;
  return address;
}

/** A word and silence, as loud as somebody near a microphone; no two parts of it are alike. */
function room(): Buffer {
  const samples = noise(20).map((sample, index) => {
    const s = index / RATE_HZ;
    return s > 0.6 && s < 2.2 ? sample * 3 * (0.6 + 0.4 * Math.sin(index / 3_000)) : sample / 200;
  });
  return wav(samples);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingyin-voice-'));
  writeFileSync(join(folder, 'room.wav'), room());
  if (!onMock) {
    service = await TranscriptionService.start();
    process.env['QINGYIN_ADDRESS'] = await startService(service);
  }
  app = await App.start([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${join(folder, 'room.wav')}`,
  ]);
});

afterAll(async () => {
  await app?.stop();
  program?.kill();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  visitor = await app.visit();
  sent = visitor.bodies();
  await page().addInitScript(() => {
    const all = window as unknown as { stream?: MediaStream; opened: number };
    all.opened = 0;
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      all.opened += 1;
      return (all.stream = await open(wish));
    };
    // This browser cannot turn speech into text by itself.
    delete (window as { SpeechRecognition?: unknown }).SpeechRecognition;
  });
  if (service) {
    service.text = `播放${TITLE}`;
    service.failing = null;
    service.sent.length = 0;
  }
});

afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

const opened = () => page().evaluate(() => (window as unknown as { opened: number }).opened);
const live = () =>
  page().evaluate(() => {
    const { stream } = window as unknown as { stream?: MediaStream };
    return stream?.getTracks().filter((track) => track.readyState === 'live').length ?? 0;
  });

async function arrive(path = '/songs') {
  if (onMock) {
    await page()
      .context()
      .addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await page().goto(path);
  } else await signIn(visitor, newPhone(), path);
  await button().waitFor();
}

/** Through both notices; the second stays away where the browser has its answer already. */
async function agree() {
  await button().click();
  await notice().getByRole('button', { name: '同意并开始说话' }).click();
  await permission().getByRole('button', { name: '继续' }).click();
}

/** Whether bytes stand in any file below the data of the service. */
function filesWith(needle: Buffer, below = join(folder, 'data')): string[] {
  return readdirSync(below).flatMap((name) => {
    const path = join(below, name);
    if (statSync(path).isDirectory()) return filesWith(needle, path);
    return readFileSync(path).includes(needle) ? [path] : [];
  });
}

describe('search by voice through a transcription service', () => {
  it('asks before it listens, sends what was said to whom was shown, and keeps nothing of it', async () => {
    await arrive();
    await button().click();
    await notice().waitFor();
    await notice().getByText('某某语音').waitFor();
    expect(await visitor.findings()).toEqual([]);
    expect([await opened(), spoken()]).toEqual([0, []]);
    await notice().getByRole('button', { name: '同意并开始说话' }).click();
    await permission().waitFor();
    expect([await opened(), spoken()]).toEqual([0, []]);
    await permission().getByRole('button', { name: '继续' }).click();
    await panel().getByText('请说歌名或歌手').waitFor();
    expect(await live()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    // It stops by itself after the words.
    await page().getByRole('option').first().waitFor();
    expect(await live()).toBe(0);
    const value = await page().getByRole('combobox').inputValue();
    expect(value.startsWith('播放')).toBe(true);
    await page()
      .getByRole('option', { name: value.slice(2) })
      .first()
      .waitFor();
    const [clip] = spoken();
    expect(spoken()).toHaveLength(1);
    const samples = (clip!.body.length - 44) / 2;
    expect(clip!.body.toString('latin1', 0, 4)).toBe('RIFF');
    expect(samples / 16_000).toBeGreaterThan(1.2);
    expect(samples / 16_000).toBeLessThan(4);
    if (!service) return;

    const [received] = service.sent;
    expect(received!.sound.equals(clip!.body)).toBe(true);
    expect(received!.headers).toEqual(['accept', 'authorization', 'content-length', 'content-type', 'host']);
    expect(received!.texts).toEqual({ model: MODEL, response_format: 'json', language: 'zh' });
    const middle = 44 + 2 * Math.floor(samples / 2);
    expect(filesWith(clip!.body.subarray(middle, middle + 16))).toEqual([]);
    expect(filesWith(Buffer.from(`播放${TITLE}`))).toEqual([]);
    expect(readFileSync(process.env['QINGYIN_OUTPUT']!).includes(Buffer.from(`播放${TITLE}`))).toBe(false);
    expect(personalRows()['disclosures']).toBe(1);
    await visitor.go('/privacy/disclosures');
    await page().getByText('语音转文字服务').first().waitFor();
  });

  it('opens no microphone and sends nothing after a no, and typing goes on', async () => {
    await arrive();
    await button().click();
    await notice().getByRole('button', { name: '暂不使用' }).click();
    await button().click();
    await notice().getByRole('button', { name: '同意并开始说话' }).waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => notice().count()).toBe(0);
    expect([await opened(), spoken()]).toEqual([0, []]);
    await page().getByRole('combobox').fill(TITLE);
    await page().getByRole('option').first().waitFor();
  });

  it('is called off by the keyboard: the microphone closes, and nothing is sent', async () => {
    await arrive();
    await agree();
    await panel().waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(live).toBe(0);
    expect(await panel().count()).toBe(0);
    expect(spoken()).toEqual([]);
    // The browser and the member have answered by now: one tap is enough.
    await button().click();
    await panel().waitFor();
    await panel().getByRole('button', { name: '取消' }).click();
    await expect.poll(live).toBe(0);
    expect(spoken()).toEqual([]);
  });

  it('is not offered to guests', async () => {
    await page().goto('/songs');
    await page().getByRole('combobox').fill('a');
    await page().getByRole('option').first().waitFor();
    expect(await button().count()).toBe(0);
  });

  it.skipIf(onMock)(
    'says so when the service fails, and sends nothing once the consent is taken back',
    async () => {
      await arrive();
      service!.failing = 500;
      await agree();
      await panel().waitFor();
      await page().getByText('语音转文字服务没有应答').waitFor();
      expect(await live()).toBe(0);
      await visitor.go('/privacy/consents');
      await page()
        .getByRole('switch', { name: /把您的语音发给/ })
        .click();
      await page().getByRole('dialog').getByRole('button', { name: '撤回并删除' }).click();
      await visitor.go('/songs');
      await button().click();
      await notice().waitFor();
      expect(spoken()).toHaveLength(1);
    },
  );

  it('fits a phone', async () => {
    await visitor.leave();
    visitor = await app.visit({ phone: true });
    await arrive('/search');
    await button().click();
    await notice().waitFor();
    expect(await visitor.findings()).toEqual([]);
    const shot = process.env['QINGYIN_SHOTS'];
    if (shot) await page().screenshot({ path: join(shot, 'voice-notice-phone.png') });
    await notice().getByRole('button', { name: '同意并开始说话' }).click();
    await permission().getByRole('button', { name: '继续' }).click();
    await panel().waitFor();
    expect(await visitor.findings()).toEqual([]);
    if (shot) await page().screenshot({ path: join(shot, 'voice-panel-phone.png') });
    const { width } = (await panel().boundingBox())!;
    expect(width).toBeLessThanOrEqual(360);
    await panel().getByText('还可以说 13 秒').waitFor();
    await panel().getByRole('button', { name: '说完了' }).click();
    await page()
      .getByRole('button', { name: /^播放《/ })
      .first()
      .waitFor();
    if (shot) await page().screenshot({ path: join(shot, 'voice-found-phone.png') });
  });
});
