/** The transcription service of our tests, held against OpenAI's own client: what that sends is taken, and understood. */
import OpenAI, { toFile } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wav } from '../src/lib/features/voice/clip';
import { KEY, MODEL, TranscriptionService } from './transcriber';

const sound = Buffer.from(wav(Int16Array.from({ length: 1_600 }, (_, index) => index * 7)));
let service: TranscriptionService;

const client = (apiKey = KEY) => new OpenAI({ apiKey, baseURL: service.address, maxRetries: 0 });
const file = (name = 'speech.wav', bytes = sound) => toFile(bytes, name, { type: 'audio/wav' });

beforeEach(async () => {
  service = await TranscriptionService.start();
});
afterEach(() => service.stop());

describe('the transcription service of our tests', () => {
  it("takes what OpenAI's own client sends, and is understood by it", async () => {
    service.text = '播放茉莉花';
    const { text } = await client().audio.transcriptions.create({
      file: await file(),
      model: MODEL,
      response_format: 'json',
      language: 'zh',
    });
    expect(text).toBe('播放茉莉花');
    const [sent] = service.sent;
    // The same parts under the same names as `crates/transcription/tests/protocol.rs` demands of Qingyin.
    expect(sent!.texts).toEqual({ model: MODEL, response_format: 'json', language: 'zh' });
    expect([sent!.fileName, sent!.fileType]).toEqual(['speech.wav', 'audio/wav']);
    expect(sent!.sound.equals(sound)).toBe(true);
  });

  it('refuses, in words the client understands, what is not right', async () => {
    const ask = async (
      of: OpenAI,
      wrong: { model?: string; name?: string; bytes?: Buffer<ArrayBuffer> } = {},
    ) =>
      of.audio.transcriptions.create({
        file: await file(wrong.name, wrong.bytes),
        model: wrong.model ?? MODEL,
      });
    await expect(ask(client('sk-wrong'))).rejects.toMatchObject({ status: 401 });
    await expect(ask(client(), { model: 'other' })).rejects.toMatchObject({ status: 404, param: 'model' });
    await expect(ask(client(), { name: 'speech.txt' })).rejects.toMatchObject({ status: 400, param: 'file' });
    await expect(ask(client(), { bytes: Buffer.from('no sound') })).rejects.toMatchObject({ status: 400 });
    service.failing = 503;
    await expect(ask(client())).rejects.toMatchObject({ status: 503 });
    expect(service.sent).toEqual([]);
  });
});
