import { describe, expect, it } from 'vitest';
import { fieldOf, momentOf } from './moments';

describe('moments in fields', () => {
  it('come back to the minute', () => {
    const moment = new Date(2026, 10, 3, 4, 5);
    expect(fieldOf(moment)).toBe('2026-11-03T04:05');
    expect(momentOf(fieldOf(moment))).toBe(moment.toISOString());
    expect(momentOf('')).toBeNull();
  });
});
