import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Settings } from '$lib/features/settings/settings.svelte';
import { CACHES, DATABASES, DeviceStorage, forgetOffline, STORAGE_KEYS, TAB_KEYS } from './storage';

function memory() {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

describe('what this browser keeps', () => {
  it('is written under declared keys only', () => {
    const backing = memory();
    const settings = new Settings(new DeviceStorage(() => backing));
    settings.theme = 'dark';
    settings.quality = 'low';
    settings.normalisation = 'album';
    settings.gapless = false;
    settings.crossfadeS = 6;
    settings.effects = true;
    settings.speed = 1.5;
    settings.volume = 0.3;
    settings.repeat = 'one';
    settings.shuffle = true;
    settings.translation = false;
    settings.shortcuts = false;
    expect(STORAGE_KEYS).toEqual(expect.arrayContaining([...backing.map.keys()]));
    const again = new Settings(new DeviceStorage(() => backing));
    expect(again).toMatchObject({
      theme: 'dark',
      quality: 'low',
      normalisation: 'album',
      gapless: false,
      crossfadeS: 6,
      effects: true,
      speed: 1.5,
      volume: 0.3,
      repeat: 'one',
      shuffle: true,
      translation: false,
      shortcuts: false,
    });
  });

  it('is what the privacy policy lists, key for key', () => {
    const policy = readFileSync('../policy/storage.toml', 'utf8');
    const listed = [...policy.matchAll(/^name = "([^"]+)"$/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...STORAGE_KEYS, ...TAB_KEYS, ...CACHES, ...DATABASES].sort());
  });

  it('is cleared whole', () => {
    const backing = memory();
    const tab = memory();
    const storage = new DeviceStorage(
      () => backing,
      () => tab,
    );
    for (const key of STORAGE_KEYS) storage.write(key, 'x');
    for (const key of TAB_KEYS) tab.setItem(key, 'x');
    expect(storage.count()).toBe(STORAGE_KEYS.length + TAB_KEYS.length);
    storage.clear();
    expect(storage.count()).toBe(0);
    expect(backing.map.size).toBe(0);
    expect(tab.map.size).toBe(0);
  });

  it('gives up offline music and what was remembered, and leaves what others keep', async () => {
    const backing = memory();
    const device = new DeviceStorage(() => backing);
    device.write('qingyin.offline', 'on');
    device.write('qingyin.offline_listens', '[]');
    device.write('qingyin.on_device', '7');
    device.write('qingyin.theme', 'dark');
    const kept = new Set(['qingyin-offline', 'qingyin-shell-17', 'another']);
    let unregistered = 0;
    const databases = new Set<string>([...DATABASES, 'another']);
    const deleteDatabase = (name: string) => {
      databases.delete(name);
      return {} as IDBOpenDBRequest;
    };
    const unregister = async () => (unregistered += 1) > 0;
    await forgetOffline(device, {
      databases: { deleteDatabase },
      caches: { keys: async () => [...kept], delete: async (name) => kept.delete(name) },
      serviceWorker: {
        getRegistrations: async () => [{ unregister } as unknown as ServiceWorkerRegistration],
      },
    });
    expect([...kept]).toEqual(['another']);
    expect([...databases]).toEqual(['another']);
    expect([...backing.map.keys()]).toEqual(['qingyin.theme']);
    expect(unregistered).toBe(1);
  });

  it('has nothing to give up where the browser has neither caches nor databases', async () => {
    await expect(forgetOffline(new DeviceStorage(() => memory()), {})).resolves.toBeUndefined();
  });

  it('never breaks the app when the browser refuses it', () => {
    const storage = new DeviceStorage(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    expect(storage.read('qingyin.theme')).toBeNull();
    expect(() => storage.write('qingyin.theme', 'dark')).not.toThrow();
  });

  it('is not believed when it holds nonsense', () => {
    const backing = memory();
    backing.map.set('qingyin.theme', 'pink').set('qingyin.speed', '99').set('qingyin.volume', 'loud');
    expect(new Settings(new DeviceStorage(() => backing))).toMatchObject({
      theme: 'system',
      speed: 1,
      volume: 1,
    });
  });

  it('is read before the app only under declared keys', () => {
    const boot = readFileSync('static/boot.js', 'utf8');
    for (const [, key] of boot.matchAll(/getItem\('([^']+)'\)/g)) expect(STORAGE_KEYS).toContain(key);
  });
});
