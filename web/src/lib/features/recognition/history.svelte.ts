/** Which songs were named to the member, kept only while they agree to it. */
import { api, read, readOptional } from '$lib/api/client';
import { consents } from '$lib/features/consent/consents.svelte';
import { session } from '$lib/features/session/session.svelte';
import type { Heard } from './recogniser.svelte';

class RecognitionHistory {
  /** Grows with every entry, so that a list that is shown comes anew. */
  round = $state(0);

  /** Whether named songs are kept. */
  get kept(): boolean {
    return session.member !== null && consents.granted('recognition_history');
  }

  /** Keeps a song that was named, for a member who agreed; what comes of it, the song was named. */
  async keep({ track, positionMs }: Heard): Promise<void> {
    if (session.member === null) return;
    if (!consents.loaded) await consents.refresh().catch(() => {});
    if (!this.kept) return;
    const body = { track_id: track.id, position_ms: Math.round(positionMs) };
    await readOptional(api.POST('/api/v1/recognised_songs', { body })).catch(() => null);
    this.round += 1;
  }

  async remove(id: string): Promise<void> {
    await readOptional(api.DELETE('/api/v1/me/recognitions/{id}', { params: { path: { id } } }));
    this.round += 1;
  }

  /** Removes all; returns how many there were. */
  async clear(): Promise<number> {
    const { erased } = await read(api.DELETE('/api/v1/me/recognitions'));
    this.round += 1;
    return erased;
  }
}

export const recognitionHistory = new RecognitionHistory();
