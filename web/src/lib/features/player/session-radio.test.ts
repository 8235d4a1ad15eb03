import { describe, expect, it } from 'vitest';
import type { RadioSession, RecommendedTrack, Track } from '$lib/api/types';
import { SessionRadio, type Deck } from './session-radio.svelte';

const song = (id: string): RecommendedTrack => ({
  track: { id, title: id, duration_ms: 100_000 } as Track,
  reason: 'chance',
  because: null,
});

/** A deck that plays what it is given, and a service that answers from a list of pages. */
function radioWith(pages: (string[] | Error)[]) {
  const queue: Track[] = [];
  let index = 0;
  const asked: RadioSession[] = [];
  const deck: Deck = {
    get track() {
      return queue[index] ?? null;
    },
    get upcoming() {
      return queue.length - index - 1;
    },
    play: (tracks) => {
      queue.splice(0, queue.length, ...tracks);
      index = 0;
    },
    append: (tracks) => queue.push(...tracks),
    clearUpcoming: () => queue.splice(index + 1),
    next: () => {
      index += 1;
    },
  };
  const radio = new SessionRadio(deck, async (session) => {
    asked.push(session);
    const page = pages[asked.length - 1] ?? [];
    if (page instanceof Error) throw page;
    return { personalised: 'on', until: null, items: page.map(song) };
  });
  const hear = async (positionMs: number) => {
    radio.observe(deck.track, 0);
    radio.observe(deck.track, positionMs);
    deck.next();
    radio.observe(deck.track, 0);
    await new Promise((done) => queueMicrotask(() => done(null)));
    await Promise.resolve();
  };
  return { radio, deck, asked, hear, titles: () => queue.slice(index).map((track) => track.id) };
}

describe('a radio that goes on by itself', () => {
  it('plays what comes, and asks for more before it ends', async () => {
    const { radio, asked, hear, titles } = radioWith([
      ['a', 'b', 'c', 'd'],
      ['e', 'f'],
    ]);
    await radio.start();
    expect([radio.status, titles()]).toEqual(['on', ['a', 'b', 'c', 'd']]);
    await hear(60_000);
    expect(titles()).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(asked).toEqual([
      { heard: [] },
      {
        heard: [
          { track_id: 'a', outcome: 'played' },
          { track_id: 'b', outcome: 'played' },
        ],
      },
    ]);
    expect(radio.song('e')?.reason).toBe('chance');
  });

  it('learns from a skip at once: what was to come is chosen anew', async () => {
    const { radio, asked, hear, titles } = radioWith([
      ['a', 'b', 'c', 'd'],
      ['x', 'y'],
    ]);
    await radio.start();
    await hear(10_000);
    expect(asked[1]?.heard[0]).toEqual({ track_id: 'a', outcome: 'skipped' });
    expect(titles()).toEqual(['b', 'x', 'y']);
  });

  it('goes on from a disliked song to one that was chosen knowing it', async () => {
    const { radio, deck, asked, titles } = radioWith([
      ['a', 'b', 'c'],
      ['x', 'y', 'z'],
    ]);
    await radio.start();
    radio.observe(deck.track, 5_000);
    await radio.dislike();
    expect(asked[1]).toEqual({ heard: [{ track_id: 'a', outcome: 'disliked' }] });
    expect(titles()).toEqual(['x', 'y', 'z']);
    radio.observe(deck.track, 0);
    expect(radio.heard).toEqual([{ track_id: 'a', outcome: 'disliked' }]);
  });

  it('goes on also when the service does not answer', async () => {
    const { radio, deck, titles } = radioWith([['a', 'b'], new Error('network')]);
    await radio.start();
    radio.observe(deck.track, 0);
    await radio.dislike();
    expect([radio.status, titles()]).toEqual(['on', ['b']]);
  });

  it('says when there is nothing to begin with', async () => {
    for (const page of [[], new Error('network')]) {
      const { radio } = radioWith([page]);
      await radio.start();
      expect(radio.status).toBe('failed');
    }
  });

  it('is over when something else plays', async () => {
    const { radio, deck } = radioWith([['a', 'b']]);
    await radio.start();
    deck.play([song('other').track]);
    radio.observe(deck.track, 0);
    expect(radio.status).toBe('off');
  });

  it('ends when another one begins, even with the same song', async () => {
    const [one, other] = [radioWith([['a', 'b']]), radioWith([['a', 'c']])];
    await one.radio.start();
    await other.radio.start();
    expect([one.radio.status, other.radio.status]).toEqual(['off', 'on']);
  });

  it('chooses anew what is to come when it is asked to', async () => {
    const { radio, titles } = radioWith([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
    await radio.chooseAnew();
    await radio.start();
    await radio.chooseAnew();
    expect(titles()).toEqual(['a', 'x', 'y']);
  });
});
