import { describe, expect, it } from 'vitest';
import { partsOf } from './marks';

const shown = (name: string, places: number[][] | undefined) =>
  partsOf(name, places)
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');

describe('marks in a name', () => {
  it('leave a name without any as it is', () => {
    expect(shown('青花瓷', undefined)).toBe('青花瓷');
    expect(shown('青花瓷', [])).toBe('青花瓷');
  });

  it('stand where they were counted, in code points', () => {
    expect(shown('青花瓷', [[0, 2]])).toBe('[青花]瓷');
    expect(shown('🎵𠮷 Blue Moon', [[8, 12]])).toBe('🎵𠮷 Blue [Moon]');
    expect(
      shown('Blue Moon (Björk)', [
        [5, 9],
        [11, 16],
      ]),
    ).toBe('Blue [Moon] ([Björk])');
  });
});
