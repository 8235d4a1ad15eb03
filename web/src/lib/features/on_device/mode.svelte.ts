/**
 * Whether recommendations are made in this browser alone.
 *
 * While it is on, nothing that was heard is told to the service: no listen, no place in a queue, no session of a radio.
 * The first page knows this much; what is done with it (`work.ts`) is loaded when it is first used.
 */
import type { Track } from '$lib/api/types';
import { FORGOTTEN, storage } from '$lib/storage';

export const KEY = 'qingyin.on_device';

type Work = typeof import('./work');

export class OnDevice {
  /** The number that chance is drawn from in this browser; 0 while it is off. */
  seed = $state(0);
  /** Grows whenever lists could come out differently; who shows one reads it. */
  round = $state(0);
  /** How far the files are, while they come. */
  download = $state.raw<{ received: number; total: number } | null>(null);

  constructor(
    readonly store: Pick<typeof storage, 'read' | 'write'>,
    private readonly work: () => Promise<Pick<Work, 'remember' | 'forget'>> = () => import('./work'),
  ) {
    this.follow();
  }

  get on(): boolean {
    return this.seed > 0;
  }

  /** Reads whether it is on: at the start, and when another tab or the clearing of the device changed it. */
  follow() {
    const kept = Number(this.store.read(KEY));
    const seed = Number.isInteger(kept) && kept > 0 ? kept : 0;
    if (seed === this.seed) return;
    this.seed = seed;
    this.round += 1;
    // What a worker was about to keep at that moment goes as well.
    if (!seed) void this.work().then((work) => work.forget(this));
  }

  /** Remembers a hearing here, and nowhere else. */
  async heard(track: Track, atMs: number) {
    if (this.on) await (await this.work()).remember(this, track, atMs);
  }
}

export const onDevice = new OnDevice(storage);

for (const event of [FORGOTTEN, 'storage']) globalThis.addEventListener?.(event, () => onDevice.follow());
