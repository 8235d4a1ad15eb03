/** Moments as a field for date and time has them, in the time zone of the device. */
import { dayOf } from '$lib/features/staff/days';

/** A moment as `YYYY-MM-DDTHH:MM`. */
export function fieldOf(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${dayOf(moment)}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** What a field says, for the API; null while it is empty. */
export function momentOf(field: string): string | null {
  return field === '' ? null : new Date(field).toISOString();
}
