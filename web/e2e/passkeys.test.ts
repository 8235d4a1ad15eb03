/**
 * Passkeys in Chromium, with the authenticator that it brings for tests.
 *
 * What browser and authenticator send is judged twice: by the service, and by SimpleWebAuthn, which others wrote.
 */
import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type { CDPSession, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { withOwnService } from './own-service';
import { type App, eachTestVisits, onMock, settled, type Visitor } from './support';

const PARTY = { expectedRPID: 'localhost', requireUserVerification: true };

/** What the page sent to the service and what the service had asked for, in one ceremony. */
interface Sent {
  challenge: string;
  body: Record<string, never> & { answer?: Record<string, string> } & Record<string, string>;
}

/** Watches a page's ceremonies: the last challenge it was given, and the first body it sent to `path` after it. */
function ceremony(visitor: Visitor, path: string): Promise<Sent> {
  return new Promise((done) => {
    let challenge: Promise<string> | undefined;
    const watch = async (request: Request) => {
      const at = new URL(request.url()).pathname;
      if (request.method() !== 'POST') return;
      if (at.endsWith('challenges')) {
        challenge = request
          .response()
          .then((answer) => answer!.json())
          .then((body: { challenge: string }) => body.challenge);
      }
      if (at !== path || !challenge) return;
      visitor.page.off('request', watch);
      done({ challenge: await challenge, body: request.postDataJSON() as Sent['body'] });
    };
    visitor.page.on('request', watch);
  });
}

/** Puts an authenticator into the browser, as a phone or laptop has one. */
async function plugIn(visitor: Visitor): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await visitor.page.context().newCDPSession(visitor.page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

/** The other verifier's word about a registration; hands back the credential as it would keep it. */
async function judgeRegistration(
  sent: Sent,
  credentialId: string,
  origin: string,
): Promise<WebAuthnCredential> {
  const response: RegistrationResponseJSON = {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: sent.body['client_data_json']!,
      attestationObject: sent.body['attestation_object']!,
    },
  };
  const verdict = await verifyRegistrationResponse({
    response,
    expectedChallenge: sent.challenge,
    expectedOrigin: origin,
    ...PARTY,
  });
  expect(verdict.verified).toBe(true);
  return verdict.registrationInfo!.credential;
}

async function judgeAssertion(sent: Sent, credential: WebAuthnCredential, origin: string): Promise<number> {
  const answer = sent.body.answer ?? sent.body;
  const response: AuthenticationResponseJSON = {
    id: answer['credential_id']!,
    rawId: answer['credential_id']!,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: answer['client_data_json']!,
      authenticatorData: answer['authenticator_data']!,
      signature: answer['signature']!,
    },
  };
  const verdict = await verifyAuthenticationResponse({
    response,
    expectedChallenge: sent.challenge,
    expectedOrigin: origin,
    credential,
    ...PARTY,
  });
  expect(verdict.verified).toBe(true);
  return verdict.authenticationInfo.newCounter;
}

describe.skipIf(onMock)('a passkey', () => {
  withOwnService(async (address) => ({ QINGYIN_SERVER_PUBLIC_URL: address }));

  let app: App;
  let visitor: Visitor;
  eachTestVisits((fresh, theirs) => {
    app = theirs;
    visitor = fresh;
  });

  it('is added, signs in without a number, shows that it is still you, and opens nothing once removed', async () => {
    const { page } = visitor;
    const origin = new URL(app.address).origin;
    const { cdp, authenticatorId } = await plugIn(visitor);
    await signIn(visitor, newPhone(), '/account');
    await settled(visitor);

    const registered = ceremony(visitor, '/api/v1/me/passkeys');
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    const registration = await registered;
    const passkeys = page.getByRole('list', { name: '通行密钥' });
    await expect.poll(() => passkeys.getByRole('listitem').count()).toBe(1);
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials.map((one) => [one.rpId, one.isResidentCredential])).toEqual([['localhost', true]]);
    // CDP speaks base64, the API base64url.
    const id = credentials[0]!.credentialId.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const credential = await judgeRegistration(registration, id, origin);
    expect(await visitor.findings()).toEqual([]);

    // The same authenticator is not asked a second time.
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    await expect.poll(() => page.getByText('已经有你的通行密钥了').count()).toBe(1);

    await page.getByRole('button', { name: /^给 .* 改名$/ }).click();
    await page.getByLabel('名称', { exact: true }).fill('书房的电脑');
    await page.getByLabel('名称', { exact: true }).press('Enter');
    await expect.poll(() => passkeys.getByText('书房的电脑').count()).toBe(1);

    // Without a number, a name or a code.
    await page.context().clearCookies();
    await page.goto('/sign-in?next=/account');
    const asserted = ceremony(visitor, '/api/v1/sign_in/passkey');
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    const counter = await judgeAssertion(await asserted, credential, origin);
    expect(counter).toBeGreaterThan(0);
    await page.waitForURL((url) => url.pathname === '/account');
    await expect.poll(() => passkeys.getByText('最近使用').count()).toBe(1);

    // The page offers it where something asks who is there.
    const proof = ceremony(visitor, '/api/v1/me/proof/passkey');
    await page.route('**/api/v1/me/passkeys/challenges', (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        json: { type: 'about:blank', code: 'recent_sign_in.required', status: 403, title: '请重新登录' },
      }),
    );
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    await page.getByRole('button', { name: '用通行密钥确认' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await page.unroute('**/api/v1/me/passkeys/challenges');
    await page.getByRole('button', { name: '用通行密钥确认' }).click();
    await judgeAssertion(await proof, { ...credential, counter }, origin);
    await expect.poll(() => page.getByText('已经有你的通行密钥了').count()).toBe(1);

    await page.getByRole('button', { name: '删除 书房的电脑' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await expect.poll(() => page.getByText('还没有通行密钥').count()).toBe(1);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await expect.poll(() => page.getByText('这个通行密钥没有通过验证').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
  });

  it('of somebody whom the device did not recognise opens nothing', async () => {
    const { page } = visitor;
    const { cdp, authenticatorId } = await plugIn(visitor);
    await signIn(visitor, newPhone(), '/account');
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    await expect.poll(() => page.getByRole('list', { name: '通行密钥' }).count()).toBe(1);
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await expect.poll(() => page.getByText('没有完成验证').count()).toBe(1);
  });

  it('works from the keyboard, and fits a phone', async () => {
    const phone = await app.visit({ phone: true });
    await plugIn(phone);
    await signIn(phone, newPhone(), '/account');
    await settled(phone);
    const add = phone.page.getByRole('button', { name: '添加通行密钥' });
    await add.focus();
    await phone.page.keyboard.press('Enter');
    const passkeys = phone.page.getByRole('list', { name: '通行密钥' });
    await expect.poll(() => passkeys.getByRole('listitem').count()).toBe(1);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    expect(await phone.findings()).toEqual([]);
    expect(phone.troubles).toEqual([]);
    await phone.leave();
  });
});
