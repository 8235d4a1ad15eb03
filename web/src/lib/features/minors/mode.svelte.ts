/**
 * Minors' mode of the member: the one copy in the app.
 *
 * The service counts and refuses; here it is only asked how much is left, so that the page can say so in time.
 */
import { api, read } from '$lib/api/client';
import type { MinorsMode, MinorsModeChanges } from '$lib/api/types';
import { session } from '$lib/features/session/session.svelte';

class Mode {
  value = $state.raw<MinorsMode | null>(null);

  get isOn(): boolean {
    return this.value !== null && this.value.state !== 'off';
  }

  /** Whether there may be no sound now. */
  get isResting(): boolean {
    return this.value?.state === 'time_over' || this.value?.state === 'pause';
  }

  /** Asks again; guests have no account that could be in it. */
  async refresh(signal?: AbortSignal): Promise<MinorsMode | null> {
    this.value = session.member === null ? null : await read(api.GET('/api/v1/me/minors_mode', { signal }));
    return this.value;
  }

  async turnOn(password: string | null): Promise<void> {
    this.value = await read(api.PUT('/api/v1/me/minors_mode', { body: { password } }));
  }

  async turnOff(password: string | null): Promise<void> {
    this.value = await read(api.POST('/api/v1/me/minors_mode/end', { body: { password } }));
  }

  async change(changes: MinorsModeChanges, password: string | null): Promise<void> {
    const body = { ...changes, password };
    this.value = await read(api.PATCH('/api/v1/me/minors_mode', { body }));
  }
}

export const mode = new Mode();

/** Which rest it is that `played` milliseconds ask for: 0 before the first, 1 after so much listening, and so on. */
export function restOf(playedMs: number, everyMs: number): number {
  return everyMs > 0 ? Math.floor(playedMs / everyMs) : 0;
}

/** A minute of the day as a form writes it, such as `22:00`. */
export function timeOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The minute of the day that a form wrote; null for what is no time. */
export function minuteOf(time: string): number | null {
  const parts = /^(\d{2}):(\d{2})/.exec(time);
  if (!parts) return null;
  const minute = Number(parts[1]) * 60 + Number(parts[2]);
  return minute < 24 * 60 ? minute : null;
}
