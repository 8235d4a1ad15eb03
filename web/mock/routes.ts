/**
 * Routes of the invented API, held to the description of the real one by the compiler:
 * an address, a status or a body that the server does not have is an error.
 */
import type { paths } from '../src/lib/api/schema.gen.d.ts';
import type { Problem } from '../src/lib/api/types.ts';

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type MethodOf<P extends keyof paths> = {
  [M in Method]: [Operation<P, M>] extends [never] ? never : M;
}[Method];

type Responses<O> = O extends { responses: infer R } ? R : never;
type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Success<R> = {
  [S in keyof R]: S extends 200 | 201 | 202 | 204 ? { status: S; body: BodyOf<R[S]> } : never;
}[keyof R];
export type Failure = { status: 400 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 500 | 503; body: Problem };

/** What an operation may answer. */
export type Reply<O> = Success<Responses<O>> | Failure;

type PathOf<O> = O extends { parameters: { path: infer Path } } ? Path : Record<never, string>;
type QueryOf<O> = O extends { parameters: { query?: infer Query } } ? Query : never;
type SentOf<O> = O extends { requestBody?: { content: { 'application/json': infer Body } } }
  ? Body
  : undefined;

/** What was asked. */
export interface Ask<O> {
  path: PathOf<O>;
  /** One parameter after the question mark. */
  query: (name: keyof NonNullable<QueryOf<O>> & string) => string | null;
  body: Partial<SentOf<O>>;
  /** The body as it came, for what is not JSON. */
  text: string;
  cookies: string;
}

/** One operation, ready to be matched with a request. */
export interface Route {
  method: string;
  pattern: RegExp;
  answer: (asked: Asked, path: Record<string, string>) => { status: number; body: unknown };
}

/** A request, read. */
export interface Asked {
  url: URL;
  body: unknown;
  text: string;
  cookies: string;
}

/** Answers one operation of the API. */
export function on<P extends keyof paths & string, M extends MethodOf<P>>(
  method: M,
  path: P,
  handler: (ask: Ask<Operation<P, M>>) => Reply<Operation<P, M>>,
): Route {
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return {
    method: method.toUpperCase(),
    pattern,
    answer: ({ url, body, text, cookies }, parts) =>
      handler({
        path: parts as PathOf<Operation<P, M>>,
        query: (name) => url.searchParams.get(name),
        body: (body ?? {}) as Partial<SentOf<Operation<P, M>>>,
        text,
        cookies,
      }),
  };
}

/** A body with status 200. */
export const ok = <T>(body: T) => ({ status: 200 as const, body });

/** Done, or taken on, with nothing to tell. */
export const nothing = { status: 204 as const, body: undefined };
export const accepted = { status: 202 as const, body: undefined };

/** A list that fits on one page. */
export const list = <T>(items: T[]) => ok({ items, next: null });

/** A failure with its code and title. */
export function problem(
  status: Failure['status'],
  code: string,
  title: string,
  more: Partial<Problem> = {},
): Failure {
  return { status, body: { type: `urn:qingyin:problem:${code}`, code, status, title, ...more } };
}

/** The body, or that there is no such thing. */
export function found(body: null): Failure;
export function found<T>(body: T | null): Failure | { status: 200; body: T };
export function found<T>(body: T | null): Failure | { status: 200; body: T } {
  return body === null ? problem(404, 'not_found', '没有找到') : ok(body);
}
