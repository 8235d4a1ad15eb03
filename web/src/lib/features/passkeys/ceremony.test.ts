import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PasskeyOrder, PasskeyQuestion } from '$lib/api/types';
import { askPasskey, bytesOf, hasPasskeys, makePasskey, textOf } from './ceremony';

const ORDER: PasskeyOrder = {
  challenge: 'AAH_',
  expires_in_seconds: 300,
  rp_id: 'music.example',
  user_id: '-_8',
  user_name: '138****8000',
  user_display_name: '听雨',
  algorithms: [-8, -7, -257],
  exclude: ['AQ'],
};
const QUESTION: PasskeyQuestion = {
  challenge: 'AAH_',
  expires_in_seconds: 300,
  rp_id: 'music.example',
  allow: [],
};
const bytes = (...numbers: number[]) => Uint8Array.from(numbers).buffer;

/** A browser whose authenticator answers so. */
function browser(answer: () => unknown) {
  const calls: { publicKey: Record<string, unknown> }[] = [];
  const ask = (options: { publicKey: Record<string, unknown> }) => {
    calls.push(options);
    return Promise.resolve().then(answer);
  };
  vi.stubGlobal('navigator', { credentials: { create: ask, get: ask } });
  return calls;
}

afterEach(() => vi.unstubAllGlobals());

describe('bytes', () => {
  it('go through base64url and back, whatever they are', () => {
    for (let length = 0; length < 70; length += 1) {
      const given = Uint8Array.from({ length }, (_, at) => (at * 151 + length * 31) % 256);
      const text = textOf(given.buffer);
      expect(text).toMatch(/^[\w-]*$/);
      expect(bytesOf(text)).toEqual(given);
    }
  });
});

describe('making a passkey', () => {
  it('asks for one that is found without a name, by somebody whom the device knows, and for no statement about the device', async () => {
    const calls = browser(() => ({
      response: { clientDataJSON: bytes(1, 2), attestationObject: bytes(255) },
    }));
    expect(await makePasskey(ORDER)).toEqual({
      answer: { client_data_json: 'AQI', attestation_object: '_w' },
    });
    expect(calls[0]!.publicKey).toEqual({
      challenge: Uint8Array.from([0, 1, 255]),
      timeout: 300_000,
      rp: { id: 'music.example', name: '清音' },
      user: { id: Uint8Array.from([251, 255]), name: '138****8000', displayName: '听雨' },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: [{ type: 'public-key', id: Uint8Array.from([1]) }],
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    });
  });

  it.each([
    ['InvalidStateError', 'known'],
    ['SecurityError', 'elsewhere'],
    ['NotAllowedError', 'given_up'],
    ['AbortError', 'given_up'],
  ])('that ends with %s is %s', async (name, none) => {
    browser(() => {
      throw new DOMException('', name);
    });
    expect(await makePasskey(ORDER)).toEqual({ none });
  });

  it('that gives nothing was given up', async () => {
    browser(() => null);
    expect(await makePasskey(ORDER)).toEqual({ none: 'given_up' });
  });
});

describe('asking a passkey', () => {
  it('sends on what it answered, and nothing else of it', async () => {
    const response = {
      clientDataJSON: bytes(1),
      authenticatorData: bytes(2),
      signature: bytes(3),
      userHandle: bytes(4),
    };
    const calls = browser(() => ({ rawId: bytes(9), authenticatorAttachment: 'platform', response }));
    const answer = {
      credential_id: 'CQ',
      client_data_json: 'AQ',
      authenticator_data: 'Ag',
      signature: 'Aw',
      user_handle: 'BA',
    };
    expect(await askPasskey(QUESTION)).toEqual({ answer });
    expect(calls[0]!.publicKey).toMatchObject({
      rpId: 'music.example',
      allowCredentials: [],
      userVerification: 'required',
    });
    browser(() => ({ rawId: bytes(9), response: { ...response, userHandle: null } }));
    const { user_handle, ...without } = answer;
    expect(user_handle).toBe('BA');
    expect(await askPasskey(QUESTION)).toEqual({ answer: without });
  });
});

it('is offered where the browser has it', () => {
  expect(hasPasskeys()).toBe(false);
  vi.stubGlobal('PublicKeyCredential', class {});
  expect(hasPasskeys()).toBe(true);
});
