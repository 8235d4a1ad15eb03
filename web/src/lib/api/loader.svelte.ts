import { asProblem, isAbort, type ProblemError } from './problem';

/**
 * Loads one thing for a page: its value, that it is on its way, or what went wrong.
 *
 * What the function reads of reactive state before its first `await` is followed; an answer that
 * came too late for a changed question is dropped, and its request given up.
 * To be made while a component is set up.
 */
export class Loader<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<ProblemError | null>(null);
  loading = $state(true);
  #again = $state(0);

  constructor(load: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void this.#again;
      const abort = new AbortController();
      const promise = load(abort.signal);
      if (promise === null) {
        this.loading = false;
        return;
      }
      this.loading = true;
      this.problem = null;
      promise.then(
        (value) => {
          if (abort.signal.aborted) return;
          this.value = value;
          this.loading = false;
        },
        (thrown: unknown) => {
          if (abort.signal.aborted || isAbort(thrown)) return;
          this.problem = asProblem(thrown);
          this.loading = false;
        },
      );
      return () => abort.abort();
    });
  }

  /** Asks again, keeping the old value on the page until the new one is there. */
  reload = () => {
    this.#again += 1;
  };
}
