/** The compiled module, fetched when somebody first wants a song named. */
import { moduleAt } from '$lib/wasm';
import moduleUrl from './peaks.wasm?url';

export const loadPeakModule = moduleAt(moduleUrl);
