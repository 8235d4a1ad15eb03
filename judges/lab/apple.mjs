/** npm's apple-signin-auth: makes the client secret, buys tokens, and verifies them and the notifications. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import apple from 'apple-signin-auth';
import { BACK, agree, finish, listen, refuses, register, rotateKeys, sendEvent, tries, withFault } from './bench.mjs';

const clientID = 'example.music.web';
const { address, calls } = await listen();
const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } };
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem });
const named = { team_id: 'TEAM000001', key_id: 'KEY0000001' };
await register({ vendor: 'apple', client_id: clientID, public_key: publicKey, event_address: address, ...named });

const secretOf = (key) =>
  apple.getClientSecret({ clientID, teamID: named.team_id, keyIdentifier: named.key_id, privateKey: key });
const options = { clientID, redirectUri: BACK, clientSecret: secretOf(privateKey) };
const verified = { audience: clientID, nonce: 'a nonce' };

async function calledBack(person) {
  const url = apple.getAuthorizationUrl({ clientID, redirectUri: BACK, scope: 'name email', state: 'a state' });
  const back = await agree(`${url}&nonce=a+nonce`, person);
  assert.equal(back.searchParams.get('state'), 'a state');
  return back.searchParams;
}

async function signIn(person) {
  const tokens = await apple.getAuthorizationToken((await calledBack(person)).get('code'), options);
  return { tokens, claims: await apple.verifyIdToken(tokens.id_token, verified) };
}

/** Sends an event, and verifies what arrives. */
async function told(event) {
  const before = calls.length;
  await sendEvent({ vendor: 'apple', client_id: clientID, person: 'zoe', event });
  const payloads = calls.slice(before).map((call) => JSON.parse(call.body).payload);
  return Promise.all(payloads.map((payload) => apple.verifyWebhookToken(payload, { audience: clientID })));
}

await tries('apple: signs in', async () => {
  const form = await calledBack('zoe');
  assert.deepEqual(JSON.parse(form.get('user')).name, { firstName: 'Zoë', lastName: 'Bell' });
  const { tokens, claims } = await signIn('zoe');
  assert.match(claims.email, /@privaterelay\.appleid\.com$/);
  assert.match(claims.sub, /^\d{6}\.[0-9a-f]{32}\.\d{4}$/);
  const again = await apple.refreshAuthorizationToken(tokens.refresh_token, options);
  assert.equal((await apple.verifyIdToken(again.id_token, { audience: clientID })).sub, claims.sub);
});

await tries('apple: its secret is refused when another key made it', async () => {
  const { privateKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem });
  const code = (await calledBack('lin')).get('code');
  const answer = await apple.getAuthorizationToken(code, { ...options, clientSecret: secretOf(other) });
  assert.equal(answer.error, 'invalid_client');
});

await tries('apple: knows the refusal of a used code', async () => {
  const code = (await calledBack('lin')).get('code');
  await apple.getAuthorizationToken(code, options);
  assert.deepEqual(await apple.getAuthorizationToken(code, options), { error: 'invalid_grant' });
});

const faults = {
  wrong_signature: /invalid signature/,
  unsigned_token: /signature is required/,
  confused_algorithm: /invalid algorithm|secretOrPublicKey|invalid signature/,
  unknown_kid: /Invalid id token public key id/,
  other_issuer: /issuer invalid/,
  wrong_audience: /audience invalid/,
  wrong_nonce: /nonce invalid/,
  expired_token: /jwt expired/,
};
for (const [fault, why] of Object.entries(faults)) {
  await tries(`apple: notices ${fault}`, () => refuses('apple', fault, () => signIn('lin'), why));
}

await tries('apple: takes a new key up', async () => {
  await rotateKeys('apple');
  assert.ok((await signIn('lin')).claims.sub);
});

await tries('apple: verifies a notification', async () => {
  const [event] = await told('email_disabled');
  assert.deepEqual([event.events.type, event.events.is_private_email], ['email-disabled', 'true']);
});

await tries('apple: notices a notification that is none', async () => {
  for (const fault of ['wrong_signature', 'unsigned_token', 'other_issuer', 'wrong_audience', 'expired_token']) {
    await refuses('apple', fault, () => told('email_enabled'));
  }
});

await tries('apple: gets a notification twice with one jti', async () => {
  const [first, second] = await withFault('apple', 'duplicate_notify', () => told('email_enabled'));
  assert.equal(first.jti, second.jti);
});

await tries('apple: revokes', async () => {
  const { tokens } = await signIn('amu');
  await apple.revokeAuthorizationToken(tokens.refresh_token, { ...options, tokenTypeHint: 'refresh_token' });
  assert.equal((await apple.refreshAuthorizationToken(tokens.refresh_token, options)).error, 'invalid_grant');
});

finish();
