/** What rules choose, asked for a moment after each change, and what the server finds wrong with them. */
import { asProblem, isAbort } from '$lib/api/problem';
import type { RulesPreview } from '$lib/api/types';
import { isWhole, placed, write, type Draft } from './rules';

/** How long a person may go on typing before the server is asked, in milliseconds. */
const WAIT_MS = 350;

export class Preview {
  value = $state.raw<RulesPreview | null>(null);
  busy = $state(false);
  errors = $state.raw<ReadonlyMap<number, string>>(new Map());
  /** What is wrong beside the tree: its order, its limit, or the connection. */
  other = $state.raw<readonly string[]>([]);
  readonly #ask: (rules: unknown, signal: AbortSignal) => Promise<RulesPreview>;

  constructor(ask: (rules: unknown, signal: AbortSignal) => Promise<RulesPreview>) {
    this.#ask = ask;
  }

  /** Asks for these rules soon; returns what gives up on it. */
  follow(draft: Draft): () => void {
    const abort = new AbortController();
    if (!isWhole(draft.root)) {
      this.value = null;
      this.busy = false;
      return () => abort.abort();
    }
    this.busy = true;
    const timer = setTimeout(() => void this.#run(draft, abort.signal), WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }

  /** Shows a refusal at the rules that it is about. */
  refused(thrown: unknown, draft: Draft) {
    const { problem } = asProblem(thrown);
    const said = placed(
      (problem.fields ?? []).filter((field) => field.name.startsWith('rules')),
      write(draft).places,
    );
    this.errors = said.at;
    this.other = said.other;
  }

  async #run(draft: Draft, signal: AbortSignal) {
    try {
      const value = await this.#ask(write(draft).json, signal);
      if (signal.aborted) return;
      this.value = value;
      this.errors = new Map();
      this.other = [];
    } catch (thrown) {
      if (isAbort(thrown) || signal.aborted) return;
      this.value = null;
      this.refused(thrown, draft);
    }
    this.busy = false;
  }
}
