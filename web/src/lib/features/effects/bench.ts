/** How much work each effect is for this device: sound, rendered as fast as it goes. */
import { buildEffects, loadEffects } from './graph';
import { PRESETS } from './presets';
import { noise } from './rooms';
import { ALL_OFF, anyOn, EFFECTS, type EffectName, type EffectSettings } from './settings';

/** What is rendered at most; a slow device renders less, so that nobody waits for minutes. */
export const BENCH_S_MAX = 30;
/** Rendered first, to know how much more is worth waiting for. */
const PROBE_S = 1;
/** About how long one case may take. */
const PATIENCE_MS = 1_500;
/** A rendering that takes longer than this has stopped: browsers lose one now and then, and never say so. */
const STALLED_MS = 25_000;
export const BENCH_RATE_HZ = 48_000;
/** The noise is repeated; its statistics are what counts, and filling it anew takes time. */
const LOOP_S = 2;

export type CaseName = EffectName | 'bare' | 'turn' | 'all';

export interface BenchCase {
  name: CaseName;
  settings: EffectSettings;
}

const EACH: EffectSettings = {
  equaliser: { on: true, gainsDb: PRESETS.rock },
  bass: { on: true, gainDb: 6, harmonics: 0.5 },
  room: { on: true, name: 'hall', mix: 0.3 },
  surround: { on: true, angleDeg: 45, width: 1.2, turnS: 0 },
  loudness: { on: true, strength: 1 },
  limiter: { on: true, ceilingDb: -1 },
};

/** What is measured, in the order of the table. */
export const BENCH_CASES: readonly BenchCase[] = [
  { name: 'bare', settings: ALL_OFF },
  ...EFFECTS.map((name) => ({ name, settings: { ...ALL_OFF, [name]: EACH[name] } })),
  { name: 'turn', settings: { ...ALL_OFF, surround: { ...EACH.surround, turnS: 6 } } },
  { name: 'all', settings: { ...EACH, surround: { ...EACH.surround, turnS: 6 } } },
];

export interface BenchResult {
  name: CaseName;
  /** Seconds of sound rendered in one second. */
  timesRealTime: number;
  /** Time of rendering divided by the time of the sound, in percent. */
  corePercent: number;
}

export function benchResult(name: CaseName, soundS: number, tookMs: number): BenchResult {
  const share = Math.max(tookMs, 0.1) / 1000 / soundS;
  return { name, timesRealTime: 1 / share, corePercent: share * 100 };
}

/** Whole seconds of sound that a device can render in good time which took `tookMs` for `soundS`. */
export function worthRendering(soundS: number, tookMs: number): number {
  const fits = Math.floor((soundS * PATIENCE_MS) / Math.max(tookMs, 0.1));
  return Math.min(Math.max(fits, soundS), BENCH_S_MAX);
}

/**
 * Keeps the measured heads of HRTF in memory while the page is open.
 *
 * Chromium drops them with the last context that has a head, loads them again for the next one, and now and then a
 * rendering that begins meanwhile never ends.
 */
let head: PannerNode | undefined;

/** Measures one case; `now` is a steady clock in milliseconds. */
export async function measure({ name, settings }: BenchCase, now: () => number): Promise<BenchResult> {
  head ??= new PannerNode(new OfflineAudioContext(2, 1, BENCH_RATE_HZ), { panningModel: 'HRTF' });
  const probedMs = await again(() => render(settings, PROBE_S, now));
  const soundS = worthRendering(PROBE_S, probedMs);
  // A device for which the probe was enough already is not asked again.
  const tookMs = soundS > PROBE_S ? await again(() => render(settings, soundS, now)) : probedMs;
  return benchResult(name, soundS, tookMs);
}

/** Runs work that may stop without a word; then once more, from the beginning. */
export async function again<T>(work: () => Promise<T>, stalledMs = STALLED_MS): Promise<T> {
  try {
    return await within(work(), stalledMs);
  } catch (thrown) {
    if (!(thrown instanceof Stalled)) throw thrown;
    return within(work(), stalledMs);
  }
}

class Stalled extends Error {}

function within<T>(work: Promise<T>, stalledMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Stalled(`nothing for ${stalledMs} ms`)), stalledMs);
  });
  return Promise.race([work, stalled]).finally(() => clearTimeout(timer));
}

/** Returns how long the rendering itself took, in milliseconds. */
async function render(settings: EffectSettings, soundS: number, now: () => number): Promise<number> {
  const context = new OfflineAudioContext(2, soundS * BENCH_RATE_HZ, BENCH_RATE_HZ);
  const source = new AudioBufferSourceNode(context, { buffer: loop(), loop: true });
  if (anyOn(settings)) {
    await loadEffects(context, settings);
    const effects = buildEffects(context, settings, 0.3);
    source.connect(effects.input);
    effects.output.connect(context.destination);
  } else {
    source.connect(context.destination);
  }
  source.start();
  const started = now();
  await context.startRendering();
  return now() - started;
}

function loop(): AudioBuffer {
  const buffer = new AudioBuffer({
    numberOfChannels: 2,
    length: LOOP_S * BENCH_RATE_HZ,
    sampleRate: BENCH_RATE_HZ,
  });
  for (const side of [0, 1]) {
    const random = noise(side + 1);
    buffer.copyToChannel(
      Float32Array.from({ length: buffer.length }, () => random() * 0.7),
      side,
    );
  }
  return buffer;
}
