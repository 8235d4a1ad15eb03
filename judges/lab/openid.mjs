/** npm's openid-client, a certified relying party, with every check it has; jose verifies the logout token. */
import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { BACK, agree, finish, listen, refuses, register, sendEvent, tries, withFault } from './bench.mjs';

const issuer = new URL('https://oidc.lab.example');
const { address, calls } = await listen();

/** An app that wants its tokens signed in this way, and the provider as its client finds it. */
async function discovered(clientId, alg) {
  await register({ vendor: 'oidc', client_id: clientId, secret: 'oidc-secret', id_token_alg: alg, event_address: address });
  const metadata = { client_secret: 'oidc-secret', id_token_signed_response_alg: alg };
  const config = await client.discovery(issuer, clientId, metadata);
  // The signature counts, although the token came over TLS.
  client.enableNonRepudiationChecks(config);
  return config;
}

const configs = { RS256: await discovered('rsa-app', 'RS256'), ES256: await discovered('ec-app', 'ES256') };

async function signIn(config, person = 'lin', decision = 'agree') {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: BACK,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
  });
  const back = await agree(url, person, decision);
  const tokens = await client.authorizationCodeGrant(config, back, expected);
  const { sub } = tokens.claims();
  return { tokens, sub, back, expected, info: await client.fetchUserInfo(config, tokens.access_token, sub) };
}

for (const [alg, config] of Object.entries(configs)) {
  await tries(`oidc: signs in with ${alg}`, async () => {
    const { info, tokens } = await signIn(config, 'zoe');
    assert.deepEqual([info.nickname, info.preferred_username], ['Zoë 🎧', 'zoe']);
    const again = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.equal(again.claims().sub, info.sub);
  });
}

await tries('oidc: knows the refusal of a used code', async () => {
  const { back, expected } = await signIn(configs.RS256);
  await assert.rejects(client.authorizationCodeGrant(configs.RS256, back, expected), { error: 'invalid_grant' });
});

await tries('oidc: says that somebody refused', () =>
  assert.rejects(signIn(configs.RS256, 'lin', 'refuse'), { error: 'access_denied' }),
);

await tries('oidc: is refused without PKCE', async () => {
  const url = client.buildAuthorizationUrl(configs.RS256, { redirect_uri: BACK, scope: 'openid', state: 's' });
  const answer = await fetch(url, { redirect: 'manual' });
  assert.equal(new URL(answer.headers.get('location')).searchParams.get('error'), 'invalid_request');
});

const faults = [
  'wrong_signature',
  'unsigned_token',
  'confused_algorithm',
  'unknown_kid',
  'other_issuer',
  'wrong_audience',
  'wrong_nonce',
  'wrong_state',
  'wrong_subject',
  'expired_token',
  'error_with_200',
  'fails_once',
];
for (const fault of faults) {
  await tries(`oidc: notices ${fault}`, () => refuses('oidc', fault, () => signIn(configs.RS256)));
}

await tries('oidc: bears unknown and reordered fields', async () => {
  for (const fault of ['extra_fields', 'reordered_fields', 'wrong_content_type']) {
    assert.ok((await withFault('oidc', fault, () => signIn(configs.RS256))).sub);
  }
});

await tries('oidc: verifies a logout token', async () => {
  const { sub, tokens } = await signIn(configs.ES256, 'amu');
  await sendEvent({ vendor: 'oidc', client_id: 'ec-app', person: 'amu', event: 'logout' });
  const token = new URLSearchParams(calls.at(-1).body).get('logout_token');
  const keys = createRemoteJWKSet(new URL(configs.ES256.serverMetadata().jwks_uri));
  const { payload } = await jwtVerify(token, keys, { issuer: issuer.origin, audience: 'ec-app', typ: 'logout+jwt' });
  assert.equal(payload.sub, sub);
  assert.ok('http://schemas.openid.net/event/backchannel-logout' in payload.events && !('nonce' in payload));
  await assert.rejects(client.fetchUserInfo(configs.ES256, tokens.access_token, sub));
});

finish();
