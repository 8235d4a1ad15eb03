import { MediaQuery } from 'svelte/reactivity';
import { settings } from '$lib/features/settings/settings.svelte';

const systemDark = new MediaQuery('(prefers-color-scheme: dark)');

/** Whether the app shows itself light or dark right now; follows the settings and the system. */
export function scheme(): 'light' | 'dark' {
  if (settings.theme !== 'system') return settings.theme;
  return systemDark.current ? 'dark' : 'light';
}
