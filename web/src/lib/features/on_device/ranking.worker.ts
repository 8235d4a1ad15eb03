/** The worker in which lists are made: it fetches files that are the same for everybody, and answers the page. */
/// <reference lib="webworker" />
import { Desk, type Question } from './desk';
import { BrowserFiles, BrowserListening } from './memory';

/** What the page says: a question, with the number under which the answer goes back. */
export interface Asked {
  id: number;
  seed: number;
  question: Question;
}

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
let desk: Desk | null = null;

const deskOf = (seed: number) =>
  (desk ??= new Desk({
    listening: new BrowserListening(),
    files: new BrowserFiles(),
    fetch: (address, init) => fetch(address, init),
    now: () => Date.now(),
    seed,
    progress: (received, total) => scope.postMessage({ received, total }),
  }));

scope.onmessage = ({ data }: MessageEvent<Asked>) => {
  deskOf(data.seed)
    .answer(data.question)
    .then(
      (answer) => scope.postMessage({ id: data.id, answer }),
      (thrown: unknown) => scope.postMessage({ id: data.id, failed: String(thrown) }),
    );
};
