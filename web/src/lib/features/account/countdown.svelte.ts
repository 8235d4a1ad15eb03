/** The time of day in milliseconds, as an argument so that tests move it. */
export type Now = () => number;

/**
 * Whole seconds left until a moment; counts down while someone looks.
 *
 * `tick` is called by whoever owns the timer, so the class itself never waits.
 */
export class Countdown {
  #endsAtMs = $state<number | null>(null);
  #nowMs = $state(0);

  constructor(private readonly now: Now = Date.now) {
    this.#nowMs = now();
  }

  /** Seconds left, rounded up; 0 when it has run out or was never started. */
  get secondsLeft(): number {
    if (this.#endsAtMs === null) return 0;
    return Math.max(0, Math.ceil((this.#endsAtMs - this.#nowMs) / 1000));
  }

  get running(): boolean {
    return this.secondsLeft > 0;
  }

  /** Whether it was started and has run out. */
  get over(): boolean {
    return this.#endsAtMs !== null && !this.running;
  }

  start(seconds: number) {
    this.#nowMs = this.now();
    this.#endsAtMs = this.#nowMs + seconds * 1000;
  }

  stop() {
    this.#endsAtMs = null;
  }

  tick = () => {
    this.#nowMs = this.now();
  };
}
