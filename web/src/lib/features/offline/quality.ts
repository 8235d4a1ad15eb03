import { QUALITIES, type Quality } from '$lib/features/settings/settings.svelte';
import type { DeviceStorage } from '$lib/storage';

/** In which quality music is stored on this device: good, and a third of a lossless original. */
export function offlineQuality(store: Pick<DeviceStorage, 'read'>): Quality {
  const chosen = store.read('qingyin.offline_quality');
  return QUALITIES.find((quality) => quality === chosen) ?? 'high';
}
