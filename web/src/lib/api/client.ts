/**
 * The one way to the server: typed from its own description.
 *
 * ```ts
 * const album = await read(api.GET('/api/v1/albums/{id}', { params: { path: { id } } }));
 * ```
 */
import createClient from 'openapi-fetch';
import { i18n } from '$lib/i18n/i18n.svelte';
import { connection } from './connection.svelte';
import { isAbort, problemOf } from './problem';
import type { paths } from './schema.gen';

export const api = createClient<paths>({
  baseUrl: '',
  credentials: 'same-origin',
  // The global is looked up at each call, so that a test may put its own in place.
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18n.language);
    return request;
  },
  onResponse({ response }) {
    // What came out of the browser's storage says nothing about the service.
    if (!response.headers.has('x-qingyin-stored')) connection.lost = false;
  },
  onError({ error }) {
    if (!isAbort(error)) connection.lost = true;
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Awaits a call and returns its body.
 *
 * # Errors
 * `ProblemError` with the server's problem; code `network` when nothing answered.
 */
export async function read<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const answer = await settle(call);
  return answer.data as NonNullable<T>;
}

/** Like `read`, for calls that may answer 204: then null. */
export async function readOptional<T>(call: Promise<Answer<T>>): Promise<NonNullable<T> | null> {
  const answer = await settle(call);
  return answer.response.status === 204 ? null : (answer.data as NonNullable<T>);
}

async function settle<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw problemOf(null, 0);
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response.status);
  return answer;
}
