/**
 * What the app keeps in this browser, and the only way to it.
 *
 * These are the settings of a device, and what somebody chose to store on it.
 * Of what was heard it keeps only what waits to be sent, and only where the member had agreed to the history.
 * The privacy policy publishes the list, so a new key starts here and in the policy, and `storage.test.ts`
 * holds the two together. `static/boot.js` reads theme and language before the app has loaded.
 */
export const STORAGE_KEYS = {
  'qingyin.language': { zh: '界面语言', en: 'Language of the interface' },
  'qingyin.theme': { zh: '外观：浅色、深色或跟随系统', en: 'Appearance: light, dark or as the system' },
  'qingyin.quality': { zh: '播放音质', en: 'Playback quality' },
  'qingyin.normalisation': { zh: '音量均衡方式', en: 'Volume normalisation' },
  'qingyin.gapless': { zh: '是否无缝播放', en: 'Gapless playback on or off' },
  'qingyin.speed': { zh: '播放速度', en: 'Playback speed' },
  'qingyin.volume': { zh: '音量', en: 'Volume' },
  'qingyin.repeat': { zh: '循环方式', en: 'Repeat mode' },
  'qingyin.shuffle': { zh: '是否随机播放', en: 'Shuffle on or off' },
  'qingyin.shortcuts': { zh: '是否启用单键快捷键', en: 'Single-key shortcuts on or off' },
  'qingyin.crossfade': { zh: '歌曲之间交叉淡化的秒数', en: 'Seconds of crossfade between tracks' },
  'qingyin.effects': { zh: '是否开启音效', en: 'Audio effects on or off' },
  'qingyin.effects_settings': { zh: '音效设置', en: 'Settings of the audio effects' },
  'qingyin.effects_presets': { zh: '自己的均衡预设', en: 'Own equaliser presets' },
  'qingyin.translation': { zh: '是否显示歌词翻译', en: 'Lyric translation shown or not' },
  'qingyin.romanisation': { zh: '是否显示歌词注音', en: 'Lyric romanisation shown or not' },
  'qingyin.offline': { zh: '是否存有离线音乐', en: 'Whether music is stored for offline' },
  'qingyin.offline_quality': { zh: '离线音乐的音质', en: 'Quality of offline music' },
  'qingyin.offline_listens': {
    zh: '断网时的播放记录，恢复后补传',
    en: 'Listens without a connection, sent when it is back',
  },
  'qingyin.permission_uses': { zh: '系统权限最近一次使用的时间', en: 'When each permission was last used' },
} as const;

export type StorageKey = keyof typeof STORAGE_KEYS;

/** What the framework keeps for this tab, in the session storage; the browser drops it with the tab. */
export const TAB_KEYS = {
  'sveltekit:scroll': { zh: '滚动位置', en: 'Scroll position' },
  'sveltekit:snapshot': { zh: '页面状态', en: 'State of a page' },
} as const;

/** What lies beside the keys: caches, by the beginning of their names, and the worker that reads them. */
export const CACHES = {
  'qingyin-shell': { zh: '应用本身的文件', en: 'The files of the app itself' },
  'qingyin-offline': { zh: '离线音乐', en: 'Offline music' },
  'service-worker.js': { zh: '断网时打开应用的后台程序', en: 'The worker that opens the app offline' },
} as const;

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
    const ofDevice = Object.keys(STORAGE_KEYS).filter((key) => this.read(key as StorageKey) !== null);
    try {
      return ofDevice.length + Object.keys(TAB_KEYS).filter((key) => this.tab()?.getItem(key) != null).length;
    } catch {
      return ofDevice.length;
    }
  }

  /** Removes every declared key, those of this tab included. */
  clear(): void {
    for (const key of Object.keys(STORAGE_KEYS)) this.write(key as StorageKey, null);
    try {
      for (const key of Object.keys(TAB_KEYS)) this.tab()?.removeItem(key);
    } catch {
      // As above.
    }
  }
}

export const storage = new DeviceStorage(
  () => (typeof localStorage === 'undefined' ? null : localStorage),
  () => (typeof sessionStorage === 'undefined' ? null : sessionStorage),
);

/** What of the browser's caches and workers is touched; absent where the page did not come over HTTPS. */
export interface Stores {
  caches?: Pick<CacheStorage, 'keys' | 'delete'>;
  serviceWorker?: Pick<ServiceWorkerContainer, 'getRegistrations'>;
}

const browserStores = (): Stores => ({
  caches: globalThis.caches,
  serviceWorker: globalThis.navigator?.serviceWorker,
});

/** Told to the window when stored music was removed. */
export const FORGOTTEN = 'qingyin.forgotten';

/** Removes stored music, the kept shell, the worker, and what waits to be sent. */
export async function forgetOffline(device = storage, stores: Stores = browserStores()): Promise<void> {
  for (const key of ['qingyin.offline', 'qingyin.offline_quality', 'qingyin.offline_listens'] as const) {
    device.write(key, null);
  }
  const names = Object.keys(CACHES);
  for (const key of (await stores.caches?.keys()) ?? []) {
    if (names.some((name) => key === name || key.startsWith(`${name}-`))) await stores.caches!.delete(key);
  }
  for (const worker of (await stores.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  // Whoever is storing at this moment stops.
  globalThis.dispatchEvent?.(new Event(FORGOTTEN));
}

/** Removes everything that the app keeps in this browser. */
export async function clearDevice(): Promise<void> {
  await forgetOffline();
  storage.clear();
}
