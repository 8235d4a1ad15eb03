/** What a fake microphone hears: files of sound, made within the test. */
import type { Page } from 'playwright-core';

export const RATE_HZ = 48_000;

/** A mono WAV file of 16 bit. */
export function wav(samples: Int16Array, rateHz = RATE_HZ): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(rateHz * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

/** Noise that is the same each time. */
export function noise(seconds: number): Int16Array {
  let state = 1;
  return Int16Array.from({ length: seconds * RATE_HZ }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 8_000;
  });
}

/**
 * A part of a song as a poor microphone hears it across a room: a telephone's band, an echo, and noise 10 dB below.
 *
 * The page's own decoder reads the song, so that nothing else has to be installed.
 */
export async function acrossTheRoom(
  page: Page,
  url: string,
  fromS: number,
  seconds: number,
): Promise<Int16Array> {
  const base64 = await page.evaluate(
    async ({ url, fromS, seconds, rateHz }) => {
      const context = new OfflineAudioContext(1, seconds * rateHz, rateHz);
      const bytes = await (await fetch(url)).arrayBuffer();
      const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes) });
      const low = new BiquadFilterNode(context, { type: 'highpass', frequency: 300 });
      const high = new BiquadFilterNode(context, { type: 'lowpass', frequency: 3_400 });
      const echo = new DelayNode(context, { delayTime: 0.06 });
      const echoGain = new GainNode(context, { gain: 0.4 });
      source.connect(low).connect(high).connect(context.destination);
      high.connect(echo).connect(echoGain).connect(context.destination);
      source.start(0, fromS);
      const heard = (await context.startRendering()).getChannelData(0);
      const loudness = Math.sqrt(heard.reduce((sum, x) => sum + x * x, 0) / heard.length);
      // Uniform noise of this amplitude has a tenth of the song's power.
      const amplitude = loudness * Math.sqrt(3 / 10);
      let state = 7;
      const samples = Int16Array.from(heard, (x) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        const sum = x + amplitude * (state / 2 ** 31 - 1);
        return Math.max(-1, Math.min(1, (sum * 0.2) / loudness)) * 32_767;
      });
      const all = new Uint8Array(samples.buffer);
      let text = '';
      for (let at = 0; at < all.length; at += 0x8000)
        text += String.fromCharCode(...all.subarray(at, at + 0x8000));
      return btoa(text);
    },
    { url, fromS, seconds, rateHz: RATE_HZ },
  );
  const bytes = Buffer.from(base64, 'base64');
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
