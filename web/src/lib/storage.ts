/**
 * What the app keeps in this browser, and the only way to it.
 *
 * Nothing here tells who listens to what: these are the settings of a device.
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
  'qingyin.permission_uses': { zh: '系统权限最近一次使用的时间', en: 'When each permission was last used' },
} as const;

export type StorageKey = keyof typeof STORAGE_KEYS;

/** What the framework keeps for this tab, in the session storage; the browser drops it with the tab. */
export const TAB_KEYS = {
  'sveltekit:scroll': { zh: '滚动位置', en: 'Scroll position' },
  'sveltekit:snapshot': { zh: '页面状态', en: 'State of a page' },
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
