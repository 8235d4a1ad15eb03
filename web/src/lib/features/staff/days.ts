/** Days as a date field has them, in the time zone of the device. */

/** A moment as `YYYY-MM-DD`. */
export function dayOf(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** When a day began here, for the API; today's beginning never lies in the future. */
export function startOf(day: string): string {
  return new Date(`${day}T00:00`).toISOString();
}

/** The first and the last day of which a training still counts: a year, less the day that is under way. */
export function trainingDays(now: Date): { min: string; max: string } {
  const earliest = new Date(now);
  earliest.setDate(earliest.getDate() - 364);
  return { min: dayOf(earliest), max: dayOf(now) };
}
