/**
 * Language of the interface: Chinese is written first, English has exactly the same keys by type.
 *
 * Messages live beside the feature that speaks them, in a `messages.ts`:
 *
 * ```ts
 * export const t = defineMessages({ tracks: (n: number) => `${n} 首` }, { tracks: (n) => `${n} tracks` });
 * ```
 *
 * and are read in a component as `{t().tracks(3)}`, which follows the language when it changes.
 */
import { storage } from '$lib/storage';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A message is a text, or a function from its parameters to a text; messages may be grouped. */
export interface MessageTree {
  // Parameters differ from message to message; `Same` below keeps them equal between languages.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [key: string]: string | ((...parameters: any[]) => string) | MessageTree;
}

/** The shape that a translation of `M` has to have: the same keys, the same parameters. */
export type Same<M> = {
  readonly [K in keyof M]: M[K] extends string
    ? string
    : M[K] extends (...parameters: infer P) => string
      ? (...parameters: P) => string
      : Same<M[K]>;
};

/** The language a browser asks for: Chinese of any script is answered in zh-CN, all else in English. */
export function languageOf(browserLanguage: string | undefined): Language {
  return /^zh\b/i.test(browserLanguage ?? 'zh') ? 'zh-CN' : 'en';
}

function parse(value: string | null): Language | null {
  return LANGUAGES.find((language) => language === value) ?? null;
}

class I18n {
  /** What the listener chose, or null to follow the browser. */
  chosen = $state<Language | null>(parse(storage.read('qingyin.language')));

  /** The language in use. */
  language: Language = $derived(
    this.chosen ?? languageOf(typeof navigator === 'undefined' ? undefined : navigator.language),
  );

  /** Chooses a language for this device; null follows the browser again. */
  choose(language: Language | null) {
    this.chosen = language;
    storage.write('qingyin.language', language);
  }
}

export const i18n = new I18n();

/**
 * Declares the messages of one feature in both languages.
 *
 * Returns a function, because the language may change while the page is open.
 */
export function defineMessages<const M extends MessageTree>(chinese: M, english: Same<M>): () => Same<M> {
  return () => (i18n.language === 'en' ? english : (chinese as unknown as Same<M>));
}
