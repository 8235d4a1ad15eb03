/**
 * What the app keeps in this browser, and the only way to it.
 *
 * These are the settings of a device, and what somebody chose to store on it.
 * Of what was heard it keeps only what waits to be sent, where the member had agreed to the history, and what
 * recommending on this device remembers, where somebody switched that on; the latter is never sent.
 * The privacy policy publishes the list, so a new key starts here and in the policy, and `storage.test.ts`
 * holds the two together. `static/boot.js` reads theme and language before the app has loaded.
 */
export const STORAGE_KEYS = [
  'qingyin.language',
  'qingyin.theme',
  'qingyin.quality',
  'qingyin.normalisation',
  'qingyin.gapless',
  'qingyin.speed',
  'qingyin.volume',
  'qingyin.repeat',
  'qingyin.shuffle',
  'qingyin.shortcuts',
  'qingyin.crossfade',
  'qingyin.effects',
  'qingyin.effects_settings',
  'qingyin.effects_presets',
  'qingyin.translation',
  'qingyin.romanisation',
  'qingyin.offline',
  'qingyin.offline_quality',
  'qingyin.offline_listens',
  'qingyin.on_device',
  'qingyin.voice_recipient',
  'qingyin.permission_uses',
  'qingyin.permissions_off',
] as const;

export type StorageKey = (typeof STORAGE_KEYS)[number];

/** What the framework keeps for this tab, in the session storage; the browser drops it with the tab. */
export const TAB_KEYS = ['sveltekit:scroll', 'sveltekit:snapshot'] as const;

/** What lies beside the keys: caches, by the beginning of their names, and the worker that reads them. */
export const CACHES = ['qingyin-shell', 'qingyin-offline', 'service-worker.js'] as const;

/** Databases of the browser's own, made when recommending on this device is switched on. */
export const LISTENING_DATABASE = 'qingyin-listening';
export const RANKING_DATABASE = 'qingyin-ranking';
export const DATABASES = [LISTENING_DATABASE, RANKING_DATABASE] as const;

/** The part of the browser's storage that is used. */
export type Backing = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Reads and writes declared keys; without storage (switched off, full) the app works and forgets. */
export class DeviceStorage {
  constructor(
    private readonly backing: () => Backing | null,
    private readonly tab: () => Backing | null = () => null,
  ) {}

  read(key: StorageKey): string | null {
    try {
      return this.backing()?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  /** Writes a value; null removes the key. */
  write(key: StorageKey, value: string | null): void {
    try {
      if (value === null) this.backing()?.removeItem(key);
      else this.backing()?.setItem(key, value);
    } catch {
      // A refused write loses a preference, nothing else.
    }
  }

  /** How many declared keys hold something, those of this tab included. */
  count(): number {
    const ofDevice = STORAGE_KEYS.filter((key) => this.read(key) !== null);
    try {
      return ofDevice.length + TAB_KEYS.filter((key) => this.tab()?.getItem(key) != null).length;
    } catch {
      return ofDevice.length;
    }
  }

  /** Removes every declared key, those of this tab included. */
  clear(): void {
    for (const key of STORAGE_KEYS) this.write(key, null);
    try {
      for (const key of TAB_KEYS) this.tab()?.removeItem(key);
    } catch {
      // As above.
    }
  }
}

export const storage = new DeviceStorage(
  () => (typeof localStorage === 'undefined' ? null : localStorage),
  () => (typeof sessionStorage === 'undefined' ? null : sessionStorage),
);

/** What of the browser's databases, caches and workers is touched; the latter two are absent without HTTPS. */
export interface Stores {
  databases?: Pick<IDBFactory, 'deleteDatabase'>;
  caches?: Pick<CacheStorage, 'keys' | 'delete'>;
  serviceWorker?: Pick<ServiceWorkerContainer, 'getRegistrations'>;
}

const browserStores = (): Stores => ({
  databases: globalThis.indexedDB,
  caches: globalThis.caches,
  serviceWorker: globalThis.navigator?.serviceWorker,
});

/** Told to the window when stored music was removed. */
export const FORGOTTEN = 'qingyin.forgotten';

/** Removes what recommending on this device remembers, and what it ranks with. */
export function forgetListening(databases = globalThis.indexedDB as Stores['databases']) {
  // Where another tab reads, it is gone once that has closed it, which it does when it is told.
  for (const name of DATABASES) databases?.deleteDatabase(name);
}

/** Removes stored music, the kept shell, the worker, what waits to be sent, and what was remembered here. */
export async function forgetOffline(device = storage, stores: Stores = browserStores()): Promise<void> {
  for (const key of [
    'qingyin.offline',
    'qingyin.offline_quality',
    'qingyin.offline_listens',
    'qingyin.on_device',
  ] as const) {
    device.write(key, null);
  }
  const names: readonly string[] = CACHES;
  for (const key of (await stores.caches?.keys()) ?? []) {
    if (names.some((name) => key === name || key.startsWith(`${name}-`))) await stores.caches!.delete(key);
  }
  for (const worker of (await stores.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  // Whoever is storing at this moment stops, and the worker that ranks ends.
  globalThis.dispatchEvent?.(new Event(FORGOTTEN));
  forgetListening(stores.databases);
}

/** Removes everything that the app keeps in this browser. */
export async function clearDevice(): Promise<void> {
  await forgetOffline();
  storage.clear();
}
