import { describe, expect, it } from 'vitest';
import { dayOf, startOf, trainingDays } from './days';

describe('days of a training', () => {
  const now = new Date(2026, 10, 29, 0, 30);

  it('are the days of this device, whatever the hour', () => {
    expect(dayOf(now)).toBe('2026-11-29');
    expect(dayOf(new Date(2026, 0, 1, 23, 59))).toBe('2026-01-01');
  });

  it('end today and begin less than 365 days ago', () => {
    const { min, max } = trainingDays(now);
    expect([min, max]).toEqual(['2025-11-30', '2026-11-29']);
    expect(new Date(startOf(max)).getTime()).toBeLessThanOrEqual(now.getTime());
    expect(now.getTime() - new Date(startOf(min)).getTime()).toBeLessThan(365 * 86_400_000);
  });
});
