import type { Problem } from './types';

/** An answer that was not a success, with the server's own words in the listener's language. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }

  /** The stable code, such as `consent.required`; `network` when nothing answered at all. */
  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The server's message for one field of a form, or null. */
  field(name: string): string | null {
    return this.problem.fields?.find((field) => field.name === name)?.message ?? null;
  }
}

/** Makes a problem of whatever an unsuccessful answer carried; a proxy's HTML page included. */
export function problemOf(body: unknown, status: number): ProblemError {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new ProblemError(body as Problem);
  }
  const code = status === 404 ? 'not_found' : status === 0 ? 'network' : 'internal';
  return new ProblemError({ type: `urn:qingyin:problem:${code}`, code, status, title: '' });
}

/** Makes a problem of anything thrown. A failed fetch becomes `network`. */
export function asProblem(thrown: unknown): ProblemError {
  return thrown instanceof ProblemError ? thrown : problemOf(null, 0);
}

/** Whether a request was given up by us. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
