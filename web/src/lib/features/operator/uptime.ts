/** Splits seconds into whole days, hours and minutes. */
export function uptime(seconds: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
