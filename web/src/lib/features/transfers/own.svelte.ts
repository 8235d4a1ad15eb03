/** What a member is asked about transfers, and what they answered: the strip above every page and the page share it. */
import { api, read } from '$lib/api/client';
import { asProblem, type ProblemError } from '$lib/api/problem';
import type { OwnTransfer } from '$lib/api/types';

class OwnTransfers {
  items = $state.raw<OwnTransfer[] | null>(null);
  problem = $state.raw<ProblemError | null>(null);
  /** The one that waits for an answer. */
  waiting = $derived(this.items?.find((one) => one.standing === 'open' && one.answer === 'none') ?? null);

  load = async (): Promise<void> => {
    try {
      this.items = (await read(api.GET('/api/v1/me/transfers'))).items;
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  };

  /** Agrees to one, by the text that was shown. */
  async agree(one: OwnTransfer): Promise<void> {
    const how = { params: { path: { id: one.id } }, body: { text_hash: one.text_hash } };
    this.#take(await read(api.PUT('/api/v1/me/transfers/{id}/consent', how)));
  }

  /** Says no to one, or takes a yes back. */
  async refuse(one: OwnTransfer): Promise<void> {
    const how = { params: { path: { id: one.id } } };
    this.#take(await read(api.POST('/api/v1/me/transfers/{id}/refusal', how)));
  }

  #take(answered: OwnTransfer) {
    this.items = this.items?.map((one) => (one.id === answered.id ? answered : one)) ?? null;
  }
}

export const ownTransfers = new OwnTransfers();
