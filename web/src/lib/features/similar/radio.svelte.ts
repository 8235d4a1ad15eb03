/** The app's one radio that began with a song or an artist; it plays on when the page is left. */
import { api, read } from '$lib/api/client';
import type { RadioSession, RecommendedList, Track } from '$lib/api/types';
import { deck } from '$lib/features/player/deck';
import { player } from '$lib/features/player/instance';
import { SessionRadio } from '$lib/features/player/session-radio.svelte';
import { toasts } from '$lib/ui/toasts.svelte';
import { t } from './messages';
import { anchorOf, because, chosen, type Seed } from './seed-radio';

/** Songs that are looked at for the next ones. */
const CANDIDATES = 200;

class SeedRadio {
  seed = $state.raw<Seed | null>(null);
  /** How far it may go from where it began, 0 to 100. */
  reach = $state(30);
  /** The song it begins with, where it begins with one. */
  #first: Track | null = null;
  readonly #session: SessionRadio = new SessionRadio(deck, ({ heard }) => this.#next(heard));

  /** Whether it plays. */
  get on(): boolean {
    return this.#session.status === 'on';
  }

  /** Why a song is in the queue; null for what the radio did not bring. */
  reasonOf(trackId: string): string | null {
    const song = this.on ? this.#session.song(trackId) : null;
    if (!song || !this.seed) return null;
    if (!song.because) return t().radio.opening;
    const isArtist = this.seed.kind === 'artist' && song.because.id === this.seed.id;
    return isArtist ? t().radio.ofArtist(this.seed.name) : t().radio.soundsLike(song.because.title);
  }

  /** Begins anew with a song. */
  startWithSong(track: Track): Promise<void> {
    return this.#start({ kind: 'track', id: track.id, name: track.title }, track);
  }

  /** Begins anew with an artist. */
  startWithArtist(artist: { id: string; name: string }): Promise<void> {
    return this.#start({ kind: 'artist', ...artist }, null);
  }

  /** Turns the dial: what is to come is chosen anew. */
  async turn(reach: number): Promise<void> {
    this.reach = reach;
    await this.#session.chooseAnew();
  }

  /** It is over; what is in the queue stays there. */
  stop() {
    this.#session.stop();
  }

  observe(track: Track | null, positionMs: number) {
    this.#session.observe(track, positionMs);
  }

  async #start(seed: Seed, first: Track | null): Promise<void> {
    this.seed = seed;
    this.#first = first;
    await this.#session.start();
    if (!this.on) toasts.show(t().notHeardYet);
    else toasts.show(t().radio.started(seed.name));
  }

  async #next(heard: RadioSession['heard']): Promise<RecommendedList> {
    const seed = this.seed ?? { kind: 'track', id: '', name: '' };
    const artistsOf = (id: string) => this.#session.song(id)?.track.artists ?? [];
    let anchor = anchorOf(seed, heard, this.reach, (id) => this.#session.song(id)?.track.title ?? null);
    let following = chosen(await this.#near(anchor), heard, artistsOf, this.reach);
    if (following.length === 0 && anchor !== seed) {
      // Where nothing is left around a song, the radio goes back to its beginning.
      anchor = seed;
      following = chosen(await this.#near(seed), heard, artistsOf, 0);
    }
    const first = this.#first;
    const list = because(
      following.filter((track) => track.id !== first?.id),
      anchor,
    );
    if (heard.length > 0 || !first?.playable) return list;
    return { ...list, items: [{ track: first, reason: 'sounds_like', because: null }, ...list.items] };
  }

  async #near({ kind, id }: Seed): Promise<Track[]> {
    const params = { path: { id }, query: { limit: CANDIDATES } };
    const list =
      kind === 'track'
        ? await read(api.GET('/api/v1/tracks/{id}/similar', { params }))
        : await read(api.GET('/api/v1/artists/{id}/radio', { params }));
    return list.items;
  }
}

export const seedRadio = new SeedRadio();

$effect.root(() => {
  $effect(() => seedRadio.observe(player.track, player.positionMs));
});
