/** Whether somebody has said what they wanted to say: heard by how loud it is, against how loud the room is. */
import { RATE_HZ } from './downsample';

const FRAME = RATE_HZ / 50;
/** After so long a silence the words are over. */
const PAUSE_FRAMES = 60;
/** Where nobody says anything for so long, nobody will. */
const WAIT_FRAMES = 250;
/** So many frames in a row are a word and no click. */
const WORD_FRAMES = 5;
/** What is kept before the first word and behind the last. */
const MARGIN_FRAMES = 15;
/** Below this nothing is a word, however silent the room; of full scale. */
const LOUD_MIN = 0.006;
const ABOVE_ROOM = 2.5;
/** How fast a room may become louder and still count as silent: by a sixth in a second. */
const ROOM_GROWS = 1.003;

export class Ending {
  #rest = new Int16Array(0);
  #room = Infinity;
  #frames = 0;
  #loud = 0;
  #first = -1;
  #last = -1;

  /** Hears on; true as soon as the words are over, or none came. */
  push(samples: Int16Array): boolean {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    let at = 0;
    for (; at + FRAME <= all.length; at += FRAME) this.#hear(all.subarray(at, at + FRAME));
    this.#rest = all.slice(at);
    return this.spoke ? this.#frames - this.#last > PAUSE_FRAMES : this.#frames >= WAIT_FRAMES;
  }

  /** Whether anything was said. */
  get spoke(): boolean {
    return this.#first >= 0;
  }

  /** Where the words are, in samples, with a little around them; everything where none were told apart. */
  span(length: number): [from: number, to: number] {
    if (!this.spoke) return [0, length];
    const from = Math.max(0, this.#first - MARGIN_FRAMES) * FRAME;
    return [from, Math.min(length, (this.#last + MARGIN_FRAMES) * FRAME)];
  }

  #hear(frame: Int16Array) {
    let power = 0;
    for (const sample of frame) power += (sample / 32_768) ** 2;
    const loudness = Math.sqrt(power / FRAME);
    this.#room = Math.min(this.#room * ROOM_GROWS, loudness);
    this.#frames += 1;
    if (loudness < Math.max(LOUD_MIN, this.#room * ABOVE_ROOM)) {
      this.#loud = 0;
      return;
    }
    this.#loud += 1;
    if (this.#loud < WORD_FRAMES) return;
    if (!this.spoke) this.#first = this.#frames - WORD_FRAMES;
    this.#last = this.#frames;
  }
}
