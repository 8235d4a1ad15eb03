/** Puts theme and language on the document's root element, and keeps them there. */
import { settings } from '$lib/features/settings/settings.svelte';
import { i18n } from '$lib/i18n/i18n.svelte';

/** To be called once, while the root layout is set up. */
export function followSettings() {
  $effect(() => {
    const root = document.documentElement;
    if (settings.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = settings.theme;
  });
  $effect(() => {
    document.documentElement.lang = i18n.language;
  });
}
