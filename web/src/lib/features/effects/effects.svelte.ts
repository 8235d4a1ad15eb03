/** The effects of this device: two sets of settings to compare, the listener's presets, and the way into the player. */
import type { Settings } from '$lib/features/settings/settings.svelte';
import type { storage } from '$lib/storage';
import type { Insertion } from './insertion';
import {
  deletePreset,
  importPresets,
  matchingPreset,
  parsePresets,
  exportPresets,
  renamePreset,
  same,
  savePreset,
  type OwnPreset,
  type PresetName,
} from './presets';
import { DEFAULT_EFFECTS, effectSettings, type EffectName, type EffectSettings } from './settings';

export const SLOTS = ['a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

type Store = Pick<typeof storage, 'read' | 'write'>;

export class Effects {
  readonly #store: Store;
  readonly #device: Settings;
  readonly #insertion: () => Insertion | null;
  #slot = $state<Slot>('a');
  #slots = $state.raw<Readonly<Record<Slot, EffectSettings>>>({ a: DEFAULT_EFFECTS, b: DEFAULT_EFFECTS });
  #own = $state.raw<readonly OwnPreset[]>([]);
  /** How much the limiter lowers the sound right now, in decibels, zero or less. */
  reductionDb = $state(0);
  /** Whether the browser refused to build the graph, so that the music plays without effects. */
  refused = $state(false);

  /** `insertion` is asked each time: before the first sound that follows a gesture there is none. */
  constructor(store: Store, device: Settings, insertion: () => Insertion | null) {
    this.#store = store;
    this.#device = device;
    this.#insertion = insertion;
    const kept = parsed(store.read('qingyin.effects_settings'));
    this.#slot = kept['slot'] === 'b' ? 'b' : 'a';
    this.#slots = { a: effectSettings(kept['a']), b: effectSettings(kept['b']) };
    this.#own = ownPresets(store.read('qingyin.effects_presets'));
  }

  get on(): boolean {
    return this.#device.effects;
  }
  set on(on: boolean) {
    this.#device.effects = on;
    void this.apply();
  }

  get slot(): Slot {
    return this.#slot;
  }
  set slot(slot: Slot) {
    this.#slot = slot;
    this.#keep();
  }

  get current(): EffectSettings {
    return this.#slots[this.#slot];
  }

  get own(): readonly OwnPreset[] {
    return this.#own;
  }

  /** Changes some of one effect's settings. */
  change<N extends EffectName>(name: N, to: Partial<EffectSettings[N]>) {
    this.#replace({ ...this.current, [name]: { ...this.current[name], ...to } });
  }

  setBand(band: number, gainDb: number) {
    const gainsDb = this.current.equaliser.gainsDb.map((gain, i) => (i === band ? gainDb : gain));
    this.change('equaliser', { gainsDb });
  }

  choosePreset(gainsDb: readonly number[]) {
    this.change('equaliser', { on: true, gainsDb: [...gainsDb] });
  }

  /** The preset whose gains are set: one of the app's, one of the listener's, or none. */
  get preset(): { kind: 'app'; name: PresetName } | { kind: 'own'; name: string } | null {
    const { gainsDb } = this.current.equaliser;
    const own = this.#own.find((preset) => same(preset.gainsDb, gainsDb));
    if (own) return { kind: 'own', name: own.name };
    const name = matchingPreset(gainsDb);
    return name ? { kind: 'app', name } : null;
  }

  /** Puts the set in use back to what it was at first. */
  reset() {
    this.#replace(DEFAULT_EFFECTS);
  }

  /** Makes the other set the same as the one in use. */
  copyToOther() {
    this.#slots = { a: this.current, b: this.current };
    this.#keep();
  }

  save(name: string) {
    this.#setOwn(savePreset(this.#own, name, this.current.equaliser.gainsDb));
  }
  rename(from: string, to: string) {
    this.#setOwn(renamePreset(this.#own, from, to));
  }
  remove(name: string) {
    this.#setOwn(deletePreset(this.#own, name));
  }
  exported(): string {
    return exportPresets(this.#own);
  }
  /** Takes the presets of a file in and returns how many came; throws a `PresetError`. */
  import(text: string): number {
    const before = this.#own.length;
    this.#setOwn(importPresets(this.#own, text));
    return this.#own.length - before;
  }

  /** Brings the player's sound in line with the settings. */
  async apply(): Promise<void> {
    const insertion = this.#insertion();
    if (!insertion) return;
    insertion.onReduction = (db) => (this.reductionDb = db);
    try {
      await insertion.apply(this.on ? this.current : null);
      this.refused = false;
    } catch {
      this.refused = true;
    }
    if (!this.on || !this.current.limiter.on) this.reductionDb = 0;
  }

  #replace(settings: EffectSettings) {
    this.#slots = { ...this.#slots, [this.#slot]: settings };
    this.#keep();
  }

  #keep() {
    this.#store.write('qingyin.effects_settings', JSON.stringify({ slot: this.#slot, ...this.#slots }));
    void this.apply();
  }

  #setOwn(presets: readonly OwnPreset[]) {
    this.#own = presets;
    this.#store.write('qingyin.effects_presets', presets.length > 0 ? exportPresets(presets) : null);
  }
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What an older or a broken browser kept is not worth an error: the list is then empty. */
function ownPresets(text: string | null): readonly OwnPreset[] {
  try {
    return text === null ? [] : parsePresets(text);
  } catch {
    return [];
  }
}
