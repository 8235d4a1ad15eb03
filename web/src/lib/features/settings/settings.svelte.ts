/** The settings of this device. Each is kept under one declared key of `$lib/storage`, and nowhere else. */
import { CROSSFADE_S_MAX } from '$lib/features/player/crossfade';
import { storage, type StorageKey } from '$lib/storage';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const QUALITIES = ['original', 'high', 'standard', 'low'] as const;
export type Quality = (typeof QUALITIES)[number];

export const NORMALISATIONS = ['off', 'track', 'album'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

export const REPEATS = ['off', 'all', 'one'] as const;
export type Repeat = (typeof REPEATS)[number];

/** Offered playback speeds; 1 is the music's own. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

type Store = Pick<typeof storage, 'read' | 'write'>;

function oneOf<V extends string>(values: readonly V[], text: string | null, otherwise: V): V {
  return values.find((value) => value === text) ?? otherwise;
}

function numberIn(text: string | null, min: number, max: number, otherwise: number): number {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= min && value <= max ? value : otherwise;
}

export class Settings {
  readonly #store: Store;
  #theme = $state<Theme>('system');
  #quality = $state<Quality>('original');
  #normalisation = $state<Normalisation>('track');
  #gapless = $state(true);
  #crossfadeS = $state(0);
  #effects = $state(false);
  #speed = $state(1);
  #volume = $state(1);
  #repeat = $state<Repeat>('off');
  #shuffle = $state(false);
  #translation = $state(true);
  #romanisation = $state(true);
  #shortcuts = $state(true);

  constructor(store: Store) {
    this.#store = store;
    this.#theme = oneOf(THEMES, store.read('qingyin.theme'), 'system');
    this.#quality = oneOf(QUALITIES, store.read('qingyin.quality'), 'original');
    this.#normalisation = oneOf(NORMALISATIONS, store.read('qingyin.normalisation'), 'track');
    this.#gapless = store.read('qingyin.gapless') !== 'off';
    this.#crossfadeS = numberIn(store.read('qingyin.crossfade'), 0, CROSSFADE_S_MAX, 0);
    this.#effects = store.read('qingyin.effects') === 'on';
    this.#speed = numberIn(store.read('qingyin.speed'), 0.25, 4, 1);
    this.#volume = numberIn(store.read('qingyin.volume'), 0, 1, 1);
    this.#repeat = oneOf(REPEATS, store.read('qingyin.repeat'), 'off');
    this.#shuffle = store.read('qingyin.shuffle') === 'on';
    this.#translation = store.read('qingyin.translation') !== 'off';
    this.#romanisation = store.read('qingyin.romanisation') !== 'off';
    this.#shortcuts = store.read('qingyin.shortcuts') !== 'off';
  }

  #write(key: StorageKey, value: string) {
    this.#store.write(key, value);
  }

  get theme() {
    return this.#theme;
  }
  set theme(value: Theme) {
    this.#theme = value;
    this.#write('qingyin.theme', value);
  }

  get quality() {
    return this.#quality;
  }
  set quality(value: Quality) {
    this.#quality = value;
    this.#write('qingyin.quality', value);
  }

  get normalisation() {
    return this.#normalisation;
  }
  set normalisation(value: Normalisation) {
    this.#normalisation = value;
    this.#write('qingyin.normalisation', value);
  }

  get gapless() {
    return this.#gapless;
  }
  set gapless(value: boolean) {
    this.#gapless = value;
    this.#write('qingyin.gapless', value ? 'on' : 'off');
  }

  /** For how many seconds tracks overlap; 0 is not at all. */
  get crossfadeS() {
    return this.#crossfadeS;
  }
  set crossfadeS(value: number) {
    this.#crossfadeS = Math.min(CROSSFADE_S_MAX, Math.max(0, value));
    this.#write('qingyin.crossfade', String(this.#crossfadeS));
  }

  /** Whether the audio effects are on; how they are set is kept by themselves. */
  get effects() {
    return this.#effects;
  }
  set effects(value: boolean) {
    this.#effects = value;
    this.#write('qingyin.effects', value ? 'on' : 'off');
  }

  get speed() {
    return this.#speed;
  }
  set speed(value: number) {
    this.#speed = value;
    this.#write('qingyin.speed', String(value));
  }

  /** Loudness from 0 to 1 as the slider shows it. */
  get volume() {
    return this.#volume;
  }
  set volume(value: number) {
    this.#volume = Math.min(1, Math.max(0, value));
    this.#write('qingyin.volume', String(Math.round(this.#volume * 100) / 100));
  }

  get repeat() {
    return this.#repeat;
  }
  set repeat(value: Repeat) {
    this.#repeat = value;
    this.#write('qingyin.repeat', value);
  }

  get shuffle() {
    return this.#shuffle;
  }
  set shuffle(value: boolean) {
    this.#shuffle = value;
    this.#write('qingyin.shuffle', value ? 'on' : 'off');
  }

  /** Whether the translation line of lyrics is shown. */
  get translation() {
    return this.#translation;
  }
  set translation(value: boolean) {
    this.#translation = value;
    this.#write('qingyin.translation', value ? 'on' : 'off');
  }

  /** Whether the line that spells the sound of lyrics is shown. */
  get romanisation() {
    return this.#romanisation;
  }
  set romanisation(value: boolean) {
    this.#romanisation = value;
    this.#write('qingyin.romanisation', value ? 'on' : 'off');
  }

  /** Whether single keys act; those with Ctrl always do. */
  get shortcuts() {
    return this.#shortcuts;
  }
  set shortcuts(value: boolean) {
    this.#shortcuts = value;
    this.#write('qingyin.shortcuts', value ? 'on' : 'off');
  }
}

export const settings = new Settings(storage);
