/** What is said becomes text on the device; the microphone closes with the words, and no sound leaves. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { App, onMock, type Visitor } from './support';

let app: App;
let visitor: Visitor;
let sent: { url: string; body: Buffer | null }[];

const page = () => visitor.page;
const button = () => page().getByRole('button', { name: '用语音搜索' });

beforeAll(async () => {
  app = await App.start(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
afterAll(() => app?.stop());

beforeEach(async () => {
  visitor = await app.visit();
  sent = [];
  page()
    .context()
    .on('request', (request) => sent.push({ url: request.url(), body: request.postDataBuffer() }));
});

afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

/** A recogniser that writes down the same words, with the wrong characters, whatever is said. */
async function recogniser(said: string, answer: string) {
  await page().addInitScript(
    ({ said, answer }) => {
      const all = window as unknown as { SpeechRecognition: unknown; stream?: MediaStream; local?: boolean };
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => (all.stream = await open(wish));
      class Recogniser {
        static available = async () => answer;
        #local = false;
        get processLocally() {
          return this.#local;
        }
        set processLocally(value: boolean) {
          all.local = this.#local = value;
        }
        onresult: ((event: unknown) => void) | null = null;
        onend: (() => void) | null = null;
        start() {
          setTimeout(() => this.onresult?.({ results: [[{ transcript: said.slice(0, 2) }]] }), 50);
          setTimeout(() => this.onresult?.({ results: [[{ transcript: said }]] }), 150);
          setTimeout(() => this.onend?.(), 250);
        }
        stop() {
          this.onend?.();
        }
      }
      all.SpeechRecognition = Recogniser;
    },
    { said, answer },
  );
  await page().goto('/songs');
  await page().getByRole('heading', { level: 1 }).waitFor();
}

describe('search by voice', () => {
  it('writes down what is said on this device, finds it by its sound, and closes the microphone', async () => {
    await page().goto('/songs');
    const name = await page()
      .getByRole('button', { name: /^播放《/ })
      .first()
      .getAttribute('aria-label');
    const title = name!.slice(3, -1);
    await recogniser(`播放${title}`, 'available');
    await button().click();
    await page().getByRole('dialog').getByRole('button', { name: '继续' }).click();
    await page().getByRole('option').first().waitFor();
    const found = page().getByRole('option', { name: title }).first();
    await found.waitFor();
    expect(await page().getByRole('combobox').inputValue()).toBe(`播放${title}`);
    await vi.waitFor(async () => expect(await button().getAttribute('aria-pressed')).toBe('false'));
    const [local, live] = await page().evaluate(() => {
      const all = window as unknown as { stream: MediaStream; local: boolean };
      return [all.local, all.stream.getTracks().filter((track) => track.readyState === 'live').length];
    });
    expect([local, live]).toEqual([true, 0]);
    const asked = sent.filter(({ url }) => url.includes('/search/spoken'));
    expect(asked).toHaveLength(1);
    expect(sent.every(({ body }) => body === null)).toBe(true);
    expect(await visitor.findings()).toEqual([]);
    if (onMock) return;
    await found.click();
    await vi.waitFor(() => visitor.position().then((at) => expect(at).toBeGreaterThan(0.2)), {
      timeout: 30_000,
      interval: 200,
    });
  });

  it('is not offered where the words could leave the device', async () => {
    await recogniser('茉莉花', 'downloadable');
    expect(await button().count()).toBe(0);
    const box = page().getByRole('combobox');
    await box.fill('a');
    await page().getByRole('option').first().waitFor();
  });

  it('a no to the notice opens nothing, and typing goes on', async () => {
    await recogniser('茉莉花', 'available');
    await button().click();
    await page().getByRole('dialog').getByRole('button', { name: '暂不使用' }).click();
    await vi.waitFor(async () => expect(await button().getAttribute('aria-pressed')).toBe('false'));
    expect(await page().evaluate(() => 'stream' in window)).toBe(false);
    await page().getByRole('combobox').fill('a');
    await page().getByRole('option').first().waitFor();
  });
});
