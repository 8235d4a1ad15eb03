import { MediaQuery } from 'svelte/reactivity';
import { session } from '$lib/features/session/session.svelte';

/** Where the header shows its search box, as its styles have it; in narrower windows the search page has the microphone. */
export const headerSearches = new MediaQuery('width >= 900px');

/** Few browsers recognise speech at all, and only members may have it done elsewhere; nobody else loads what asks. */
export const mayHear = () => 'SpeechRecognition' in globalThis || session.member !== null;
