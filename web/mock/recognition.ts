/** Invented recognition: whatever has a melody is one song after three seconds, and what has none is nothing. */
import type { Track } from '../src/lib/api/types.ts';
import { number, track } from './library.ts';
import { list, nothing, ok, on } from './routes.ts';

/** Frames of 16 ms after which the song is named, and after which it never will be. */
const NAMED_AT = 188;
const GIVEN_UP_AT = 750;

type Entry = { id: string; track: Track | null; position_ms: number; recognised_at: string };
const AT = '2026-11-20T08:30:00.000Z';
let entries: Entry[] = [12, 40, 77].map((number) => ({
  id: `rcg_${number}`,
  track: track(number),
  position_ms: number * 1_000,
  recognised_at: AT,
}));

export const recognitionRoutes = [
  on('post', '/api/v1/recognised_songs', ({ body }) => {
    const entry = {
      id: `rcg_${entries.length + 100}`,
      track: track(number(body.track_id ?? '')),
      position_ms: body.position_ms ?? 0,
      recognised_at: AT,
    };
    entries = [entry, ...entries];
    return { status: 201, body: entry };
  }),
  on('get', '/api/v1/me/recognitions', () => list(entries)),
  on('delete', '/api/v1/me/recognitions', () => {
    const erased = entries.length;
    entries = [];
    return ok({ erased });
  }),
  on('delete', '/api/v1/me/recognitions/{id}', ({ path }) => {
    entries = entries.filter((entry) => entry.id !== path.id);
    return nothing;
  }),
  // Whatever has a fingerprint is one song of the library.
  on('post', '/api/v1/recordings/match', ({ body }) =>
    ok({
      song:
        (body.fingerprint ?? '').length > 400
          ? { track: track(7)!, offset_ms: 0, similarity_permille: 985 }
          : null,
    }),
  ),
  on('post', '/api/v1/recognitions', ({ body }) => {
    const { peaks = '', frames = 0 } = body;
    if (peaks.length > 40 && frames >= NAMED_AT) {
      const startMs = 4_000;
      return ok({
        state: 'found' as const,
        song: { track: track(7)!, start_ms: startMs, end_ms: startMs + frames * 16 },
      });
    }
    return ok({ state: frames >= GIVEN_UP_AT ? ('not_found' as const) : ('listening' as const), song: null });
  }),
];
