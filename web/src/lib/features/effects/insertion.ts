/**
 * Puts the effects between the sum of the voices and the loudspeaker, and takes them out again.
 *
 * Without effects the sum is connected to the loudspeaker directly: no node of ours is in the way.
 * A change of what is in the way is a short crossfade between the old way and the new one, so nothing clicks.
 */
import { buildEffects, loadEffects, type EffectGraph } from './graph';
import { anyOn, shapeOf, type EffectSettings } from './settings';

/** The player's side: the node where its voices meet, whose gain is the volume while nothing is inserted. */
export interface Outlet {
  readonly context: AudioContext;
  readonly sum: GainNode;
  readonly volume: number;
  /** Who applies the volume while something is inserted; null gives it back to `sum`. */
  takeVolume(taker: ((amplitude: number) => void) | null): void;
}

const SWAP_S = 0.04;

export class Insertion {
  readonly #outlet: Outlet;
  #graph: EffectGraph | null = null;
  #fader: GainNode | null = null;
  #shape = '';
  #turn = 0;
  #swaps = 0;
  #watched: AnalyserNode | null = null;
  /** Hears the limiter's reduction in decibels. */
  onReduction: (reductionDb: number) => void = () => {};

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Lets an analyser listen behind the effects, before the volume where there are any; null sends it away. */
  watch(analyser: AnalyserNode | null) {
    if (this.#watched) this.#tap.disconnect(this.#watched);
    this.#watched = analyser;
    if (analyser) this.#tap.connect(analyser);
  }

  get context(): AudioContext {
    return this.#outlet.context;
  }

  get #tap(): AudioNode {
    return this.#graph?.tap ?? this.#outlet.sum;
  }

  /** Makes the way as the settings say; null, or settings with everything off, makes it direct. */
  async apply(settings: EffectSettings | null): Promise<void> {
    const turn = ++this.#turn;
    const wanted = settings && anyOn(settings) ? settings : null;
    if (wanted && this.#graph && shapeOf(wanted) === this.#shape) return this.#graph.update(wanted);
    if (!wanted && !this.#graph) return;
    if (wanted) await loadEffects(this.#outlet.context, wanted);
    if (turn === this.#turn) this.#swap(wanted);
  }

  #swap(settings: EffectSettings | null) {
    const { context, sum, volume } = this.#outlet;
    const oldGraph = this.#graph;
    const oldFader = this.#fader ?? new GainNode(context, { gain: 1 });
    const fader = new GainNode(context, { gain: 0 });
    const now = context.currentTime;
    const swap = ++this.#swaps;
    const watched = this.#watched;
    this.watch(null);

    // The old way, through a fader of its own. A direct way had the volume in the sum; its fader takes it on.
    if (!oldGraph && !this.#fader) {
      sum.disconnect();
      sum.connect(oldFader).connect(context.destination);
    }
    const oldLevel = oldGraph ? 1 : volume;
    oldFader.gain.setValueAtTime(oldLevel, now);
    oldFader.gain.linearRampToValueAtTime(0, now + SWAP_S);
    sum.gain.setValueAtTime(1, now);

    const graph = settings ? buildEffects(context, settings, volume) : null;
    if (graph) {
      graph.onReduction((db) => this.onReduction(db));
      sum.connect(graph.input);
      graph.output.connect(fader).connect(context.destination);
    } else {
      sum.connect(fader).connect(context.destination);
    }
    fader.gain.setValueAtTime(0, now);
    fader.gain.linearRampToValueAtTime(graph ? 1 : volume, now + SWAP_S);

    this.#graph = graph;
    this.#fader = fader;
    this.#shape = settings ? shapeOf(settings) : '';
    this.watch(watched);
    this.#outlet.takeVolume((amplitude) => {
      if (graph) graph.setVolume(amplitude);
      else fader.gain.setValueAtTime(amplitude, context.currentTime + SWAP_S);
    });
    setTimeout(() => {
      if (oldGraph) {
        sum.disconnect(oldGraph.input);
        oldGraph.dispose();
      } else {
        sum.disconnect(oldFader);
      }
      oldFader.disconnect();
      if (!graph && swap === this.#swaps) this.#direct(fader);
    }, SWAP_S * 2_000);
  }

  /** The last step out: the sum goes to the loudspeaker by itself again. */
  #direct(fader: GainNode) {
    const { context, sum } = this.#outlet;
    sum.disconnect(fader);
    fader.disconnect();
    this.#fader = null;
    sum.connect(context.destination);
    this.#outlet.takeVolume(null);
  }
}
