/**
 * The member's consents as the server holds them: the one copy in the app.
 *
 * Whoever changes a consent does so here, so that the player stops sending what is no longer agreed to.
 */
import { api, read } from '$lib/api/client';
import type { Consent } from '$lib/api/types';
import { i18n } from '$lib/i18n/i18n.svelte';

class Consents {
  #items = $state.raw<Consent[]>([]);
  loaded = $state(false);

  get items(): readonly Consent[] {
    return this.#items;
  }

  /** Loads all purposes in the language of the interface. */
  async refresh(): Promise<void> {
    const page = await read(
      api.GET('/api/v1/me/consents', { params: { query: { language: i18n.language } } }),
    );
    this.#items = page.items;
    this.loaded = true;
  }

  /** Forgets everything, after signing out. */
  clear() {
    this.#items = [];
    this.loaded = false;
  }

  of(purpose: string): Consent | null {
    return this.#items.find((consent) => consent.purpose === purpose) ?? null;
  }

  /** Whether the member has agreed; never true for a guest. */
  granted(purpose: string): boolean {
    return this.of(purpose)?.state === 'granted';
  }

  /** Agrees to the text that was shown. */
  async grant(consent: Consent): Promise<void> {
    this.#replace(
      await read(
        api.PUT('/api/v1/me/consents/{purpose}', {
          params: { path: { purpose: consent.purpose } },
          body: { text_hash: consent.text_hash },
        }),
      ),
    );
  }

  /** Takes consent back; returns how many rows were erased with it. */
  async withdraw(purpose: string): Promise<number> {
    const { erased_rows, ...consent } = await read(
      api.DELETE('/api/v1/me/consents/{purpose}', { params: { path: { purpose } } }),
    );
    this.#replace(consent);
    return erased_rows ?? 0;
  }

  /** Says no, so that the question is not asked again. */
  async refuse(purpose: string): Promise<void> {
    this.#replace(
      await read(api.POST('/api/v1/me/consents/{purpose}/refusal', { params: { path: { purpose } } })),
    );
  }

  #replace(changed: Consent) {
    this.#items = this.#items.map((consent) => (consent.purpose === changed.purpose ? changed : consent));
  }
}

export const consents = new Consents();
