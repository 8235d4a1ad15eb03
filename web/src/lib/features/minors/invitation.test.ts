import { describe, expect, it } from 'vitest';
import { addressOf, invitation } from './invitation.svelte';

describe('the link to a guardian', () => {
  it('carries its secret behind the #, which browsers send to nobody', () => {
    const address = new URL(addressOf('secret', 'https://music.example'));
    expect(address.pathname + address.search).toBe('/guardian');
    expect(invitation.take(address.hash)).toBe(true);
    expect(invitation.token).toBe('secret');
  });

  it('takes nothing from an address without one', () => {
    invitation.token = null;
    expect(invitation.take('')).toBe(false);
    expect(invitation.token).toBeNull();
  });
});
