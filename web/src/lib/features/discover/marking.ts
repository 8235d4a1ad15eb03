/** Marks of songs that a listener does not want: each place keeps its own, under its own consent. */
import { api, readOptional } from '$lib/api/client';

export interface Marking {
  mark(id: string): Promise<unknown>;
  unmark(id: string): Promise<unknown>;
}

const of = (id: string) => ({ params: { path: { id } } });

/** Kept out of everything that is recommended by listening. */
export const NOT_INTERESTED: Marking = {
  mark: (id) => readOptional(api.PUT('/api/v1/recommendations/not_interested/{id}', of(id))),
  unmark: (id) => readOptional(api.DELETE('/api/v1/recommendations/not_interested/{id}', of(id))),
};

/** Kept out of what is suggested beside the likes. */
export const UNWANTED: Marking = {
  mark: (id) => readOptional(api.PUT('/api/v1/recommendations/from_likes/unwanted/{id}', of(id))),
  unmark: (id) => readOptional(api.DELETE('/api/v1/recommendations/from_likes/unwanted/{id}', of(id))),
};
