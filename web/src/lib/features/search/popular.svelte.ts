/** What many look for, as the service counts it at this moment; nothing of it is kept here. */
import { api, read } from '$lib/api/client';

class PopularSearches {
  #items = $state.raw<readonly string[]>([]);
  #peopleMin = $state(0);

  /** The most popular first; the same for everybody. */
  get items(): readonly string[] {
    return this.#items;
  }

  /** How many people at least stand behind each. */
  get peopleMin(): number {
    return this.#peopleMin;
  }

  /** Asks anew, since what has too few people now must not stay; without an answer nothing is offered. */
  async load(): Promise<void> {
    const answer = await read(api.GET('/api/v1/search/popular')).catch(() => null);
    this.#items = answer?.searches ?? [];
    if (answer) this.#peopleMin = answer.people_min;
  }
}

export const popularSearches = new PopularSearches();
