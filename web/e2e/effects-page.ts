/** What the lab does within the page; `effects-lab.ts` builds it and calls it by `globalThis.lab`. */
import { again } from '../src/lib/features/effects/bench';
import { buildEffects, loadEffects } from '../src/lib/features/effects/graph';
import { Insertion } from '../src/lib/features/effects/insertion';
import type { EffectSettings } from '../src/lib/features/effects/settings';

/** What goes into a rendering; all of it repeatable. */
export type Signal =
  | { kind: 'noise'; amplitude: number }
  | { kind: 'sine'; frequencyHz: number; amplitude: number; side?: 'left' | 'right' }
  | { kind: 'click' };

export interface Rendering {
  signal: Signal;
  settings: EffectSettings;
  seconds: number;
  sampleRateHz: number;
  volume: number;
}

function stereo(frames: number, sampleRateHz: number, at: (i: number, side: number) => number): AudioBuffer {
  const buffer = new AudioBuffer({ numberOfChannels: 2, length: frames, sampleRate: sampleRateHz });
  for (const side of [0, 1]) {
    const samples = buffer.getChannelData(side);
    for (let i = 0; i < frames; i += 1) samples[i] = at(i, side);
  }
  return buffer;
}

function made(signal: Signal, frames: number, sampleRateHz: number): AudioBuffer {
  const state = [17, 118];
  return stereo(frames, sampleRateHz, (i, side) => {
    if (signal.kind === 'click') return i === 0 ? 1 : 0;
    if (signal.kind === 'noise') {
      state[side] = (Math.imul(state[side]!, 1664525) + 1013904223) >>> 0;
      return signal.amplitude * (state[side]! / 2 ** 31 - 1);
    }
    const silent = signal.side && (signal.side === 'left') !== (side === 0);
    return silent ? 0 : signal.amplitude * Math.sin((2 * Math.PI * signal.frequencyHz * i) / sampleRateHz);
  });
}

/** Samples as text, which crosses from the page to the test fastest. */
function text(buffer: AudioBuffer, side: number): string {
  const bytes = new Uint8Array(buffer.getChannelData(side).slice().buffer);
  let binary = '';
  for (let i = 0; i < bytes.length; i += 32_768)
    binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(binary);
}

/**
 * The measured heads of HRTF by rate, kept while the page is open: Chromium drops them with the last context that has
 * one, and a rendering that begins while they are loaded again may never end.
 */
const heads = new Map<number, PannerNode>();
function keepHead(rate: number) {
  const head = () => new PannerNode(new OfflineAudioContext(2, 1, rate), { panningModel: 'HRTF' });
  if (!heads.has(rate)) heads.set(rate, head());
}

const lab = {
  /** Left and right before and after the effects, each as text; begun once more when the browser loses it. */
  render: (rendering: Rendering) => again(() => lab.rendered(rendering)),

  async rendered({ signal, settings, seconds, sampleRateHz, volume }: Rendering) {
    keepHead(sampleRateHz);
    const frames = Math.round(seconds * sampleRateHz);
    const context = new OfflineAudioContext(2, frames, sampleRateHz);
    const buffer = made(signal, frames, sampleRateHz);
    await loadEffects(context, settings);
    const source = new AudioBufferSourceNode(context, { buffer });
    const effects = buildEffects(context, settings, volume);
    source.connect(effects.input);
    effects.output.connect(context.destination);
    source.start();
    const rendered = await context.startRendering();
    return {
      before: [text(buffer, 0), text(buffer, 1)],
      after: [text(rendered, 0), text(rendered, 1)],
    };
  },

  /** Power behind an `Insertion` against the source's, once its crossfade is over; of the left side. */
  async powerThroughInsertion(settings: EffectSettings, volume: number): Promise<number> {
    const rate = 48_000;
    const context = new OfflineAudioContext(2, rate, rate);
    const buffer = stereo(rate, rate, (i) => 0.5 * Math.sin(i * 0.13));
    const source = new AudioBufferSourceNode(context, { buffer });
    const sum = new GainNode(context, { gain: volume });
    source.connect(sum).connect(context.destination);
    const place = new Insertion({
      context: context as unknown as AudioContext,
      sum,
      volume,
      takeVolume: () => {},
    });
    await place.apply(settings);
    source.start();
    const rendered = await context.startRendering();
    const power = (of: AudioBuffer) =>
      of
        .getChannelData(0)
        .subarray(rate / 2)
        .reduce((sum, x) => sum + x * x, 0);
    return power(rendered) / power(buffer);
  },

  /** How many samples differ from the source's after an `Insertion` with these settings. */
  async differencesThroughInsertion(settings: EffectSettings | null): Promise<number> {
    const rate = 48_000;
    const context = new OfflineAudioContext(2, rate, rate);
    const buffer = stereo(rate, rate, (i, side) => Math.sin(i * i * 0.0003 + side) * 1.3);
    const source = new AudioBufferSourceNode(context, { buffer });
    const sum = new GainNode(context);
    source.connect(sum).connect(context.destination);
    const place = new Insertion({
      context: context as unknown as AudioContext,
      sum,
      volume: 1,
      takeVolume: () => {},
    });
    await place.apply(settings);
    source.start();
    const rendered = await context.startRendering();
    let differences = 0;
    for (const side of [0, 1]) {
      const [was, is] = [buffer.getChannelData(side), rendered.getChannelData(side)];
      for (let i = 0; i < rate; i += 1) if (!Object.is(was[i], is[i])) differences += 1;
    }
    return differences;
  },
};

declare global {
  var lab: typeof import('./effects-page').lab;
}
globalThis.lab = lab;
export { lab };
