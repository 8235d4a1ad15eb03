/** The compiled module, fetched when somebody first chooses songs on this device. */
import { moduleAt } from '$lib/wasm';
import moduleUrl from './fingerprint.wasm?url';

export const loadFingerprintModule = moduleAt(moduleUrl);
