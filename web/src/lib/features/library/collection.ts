/** The member's marks and what is done with them from buttons and menus: each change says what it did and offers to undo it. */
import { api, read, readOptional } from '$lib/api/client';
import type { Track } from '$lib/api/types';
import { session } from '$lib/features/session/session.svelte';
import { clock, count } from '$lib/i18n/format';
import { toasts } from '$lib/ui/toasts.svelte';
import { Marks } from './marks.svelte';
import { t } from './messages';
import { tell } from './tell';

export const marks = new Marks({
  annotations: async (ids) =>
    (await read(api.GET('/api/v1/me/annotations', { params: { query: { ids: ids.join(',') } } }))).items,
  like: async (id, liked) => {
    const at = { params: { path: { id } } };
    if (liked) await read(api.PUT('/api/v1/me/likes/{id}', at));
    else await readOptional(api.DELETE('/api/v1/me/likes/{id}', at));
  },
  rate: async (id, stars) => {
    const at = { params: { path: { id } } };
    if (stars === null) await readOptional(api.DELETE('/api/v1/me/ratings/{id}', at));
    else await readOptional(api.PUT('/api/v1/me/ratings/{id}', { ...at, body: { stars } }));
  },
  follows: (cursor, limit) => read(api.GET('/api/v1/me/follows', { params: { query: { cursor, limit } } })),
  follow: async (id, followed) => {
    const at = { params: { path: { id } } };
    if (followed) await read(api.PUT('/api/v1/me/follows/{id}', at));
    else await readOptional(api.DELETE('/api/v1/me/follows/{id}', at));
  },
  later: (run, ms) => void setTimeout(run, ms),
});

/** Whether a member is here to collect for; a guest is offered to sign in. */
export function canCollect(): boolean {
  if (session.member) return true;
  const next = encodeURIComponent(location.pathname + location.search);
  toasts.show(t().signInToCollect, 'plain', { label: t().signIn, href: `/sign-in?next=${next}` });
  return false;
}

/** Likes or unlikes one thing. */
export async function like(id: string, liked: boolean, undoable = true): Promise<void> {
  if (!canCollect()) return;
  try {
    await marks.like(id, liked);
    const undo = { label: t().undo, run: () => void like(id, !liked, false) };
    toasts.show(liked ? t().liked : t().unliked, 'plain', undoable ? undo : null);
  } catch (thrown) {
    tell(thrown);
  }
}

/** Likes many tracks, one after the other, and says how many. */
export async function likeAll(tracks: readonly Track[]): Promise<void> {
  if (!canCollect()) return;
  try {
    for (const track of tracks) await marks.like(track.id, true);
    toasts.show(t().likedMany(count(tracks.length)));
  } catch (thrown) {
    tell(thrown);
  }
}

export async function rate(id: string, stars: number | null): Promise<void> {
  if (!canCollect()) return;
  await marks.rate(id, stars).catch(tell);
}

export async function follow(artist: { id: string; name: string }, followed: boolean, undoable = true) {
  if (!canCollect()) return;
  try {
    await marks.follow(artist.id, followed);
    const undo = { label: t().undo, run: () => void follow(artist, !followed, false) };
    const text = followed ? t().followed(artist.name) : t().unfollowed(artist.name);
    toasts.show(text, 'plain', undoable ? undo : null);
  } catch (thrown) {
    tell(thrown);
  }
}

/** Sets a bookmark at a place of a track, in milliseconds. */
export async function bookmark(track: Track, positionMs: number): Promise<void> {
  if (!canCollect()) return;
  const position_ms = Math.max(0, Math.round(positionMs));
  try {
    await read(
      api.PUT('/api/v1/me/bookmarks/{id}', { params: { path: { id: track.id } }, body: { position_ms } }),
    );
    toasts.show(t().bookmarked(clock(position_ms)));
  } catch (thrown) {
    tell(thrown);
  }
}
