import { describe, expect, it } from 'vitest';
import { asksNotToBeTracked } from './signals';

describe('what a browser says about tracking', () => {
  it('is a wish when it says so in either way', () => {
    expect(asksNotToBeTracked({ globalPrivacyControl: true })).toBe(true);
    expect(asksNotToBeTracked({ doNotTrack: '1' })).toBe(true);
    expect(asksNotToBeTracked({ globalPrivacyControl: false, doNotTrack: '1' })).toBe(true);
  });

  it('is none when it says nothing or the opposite', () => {
    for (const silent of [{}, { globalPrivacyControl: false }, { doNotTrack: null }, { doNotTrack: '0' }]) {
      expect(asksNotToBeTracked(silent)).toBe(false);
    }
  });
});
