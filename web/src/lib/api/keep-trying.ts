import { asProblem } from './problem';

/** The first wait after a failure; each one after it is twice as long. */
const WAIT_MS = 2_000;
const WAIT_MS_MAX = 60_000;

/**
 * Whether the same request may succeed later: nothing answered, the service was busy or about to start.
 *
 * What it refuses for good it says with another code of the four hundreds.
 */
export function mayPass(thrown: unknown): boolean {
  const { status } = asProblem(thrown);
  return status === 429 || status < 400 || status >= 500;
}

/** Attempts at once, and again after each failure that may pass; returns how to give up. */
export function keepTrying(attempt: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let given = false;
  let waitMs = WAIT_MS;
  const again = () => {
    attempt().catch((thrown: unknown) => {
      if (given || !mayPass(thrown)) return;
      timer = setTimeout(again, waitMs);
      waitMs = Math.min(2 * waitMs, WAIT_MS_MAX);
    });
  };
  again();
  return () => {
    given = true;
    clearTimeout(timer);
  };
}
