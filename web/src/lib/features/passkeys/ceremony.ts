/**
 * Passkeys in the browser: what the service asks for goes in, what the authenticator gives comes out.
 *
 * The service speaks base64url, the browser speaks bytes; nothing else is done with them here.
 */
import type { PasskeyAnswer, PasskeyOrder, PasskeyQuestion } from '$lib/api/types';

/** Why there is no answer: the person gave up, the passkey is there already, or the page is open at another address. */
export type NoAnswer = 'given_up' | 'known' | 'elsewhere';

export type Outcome<T> = { answer: T } | { none: NoAnswer };

/** Whether this browser has passkeys, at this address: not over plain HTTP. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function';
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const known = (id: string) => ({ type: 'public-key', id: bytesOf(id) }) as const;

/** Has the browser make a passkey that its owner can be found by, and is asked for finger, face or code with. */
export function makePasskey(
  order: PasskeyOrder,
): Promise<Outcome<{ client_data_json: string; attestation_object: string }>> {
  return attempt(async () => {
    const made = (await navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(order.challenge),
        timeout: order.expires_in_seconds * 1000,
        rp: { id: order.rp_id, name: '清音' },
        user: {
          id: bytesOf(order.user_id),
          name: order.user_name,
          displayName: order.user_display_name,
        },
        pubKeyCredParams: order.algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: order.exclude.map(known),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
      },
    })) as PublicKeyCredential | null;
    if (!made) return null;
    const response = made.response as AuthenticatorAttestationResponse;
    return {
      client_data_json: textOf(response.clientDataJSON),
      attestation_object: textOf(response.attestationObject),
    };
  });
}

/** Has one of the person's passkeys answer. */
export function askPasskey(question: PasskeyQuestion): Promise<Outcome<PasskeyAnswer>> {
  return attempt(async () => {
    const found = (await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(question.challenge),
        timeout: question.expires_in_seconds * 1000,
        rpId: question.rp_id,
        allowCredentials: question.allow.map(known),
        userVerification: 'required',
      },
    })) as PublicKeyCredential | null;
    if (!found) return null;
    const response = found.response as AuthenticatorAssertionResponse;
    return {
      credential_id: textOf(found.rawId),
      client_data_json: textOf(response.clientDataJSON),
      authenticator_data: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle ? { user_handle: textOf(response.userHandle) } : {}),
    };
  });
}

/** Browsers say little about why there is no answer, so that pages learn nothing about people: mostly that it was not allowed. */
async function attempt<T>(ceremony: () => Promise<T | null>): Promise<Outcome<T>> {
  try {
    const answer = await ceremony();
    return answer === null ? { none: 'given_up' } : { answer };
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : '';
    if (name === 'InvalidStateError') return { none: 'known' };
    return { none: name === 'SecurityError' ? 'elsewhere' : 'given_up' };
  }
}
