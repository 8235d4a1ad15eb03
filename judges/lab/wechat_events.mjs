/**
 * npm's wechat-crypto and @wecom/crypto, which know nothing of each other: each opens the events that WeChat pushes.
 *
 * Usage: wechat_events.mjs PACKAGE
 */
import assert from 'node:assert/strict';
import { BACK, agree, finish, listen, register, sendEvent, tries, withFault } from './bench.mjs';

const app = {
  client_id: 'wx000000000events',
  event_token: 'a token of the app',
  encoding_key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};
const { address, calls } = await listen();
await register({ vendor: 'wechat', secret: 'wechat-secret', event_address: address, ...app });

/** Both packages behind one face. */
const packages = {
  async 'wechat-crypto'() {
    const { default: Crypt } = await import('wechat-crypto');
    const crypt = new Crypt(app.event_token, app.encoding_key, app.client_id);
    return { sign: (...parts) => crypt.getSignature(...parts), open: (sealed) => crypt.decrypt(sealed) };
  },
  async '@wecom/crypto'() {
    const { decrypt, getSignature } = await import('@wecom/crypto');
    const sign = (...parts) => getSignature(app.event_token, ...parts);
    return { sign, open: (sealed) => decrypt(app.encoding_key, sealed) };
  },
};
const { sign, open } = await packages[process.argv[2]]();

const part = (xml, name) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(xml)?.[1];

/** Sends an event, and returns what arrived. */
async function told(event) {
  await sendEvent({ vendor: 'wechat', client_id: app.client_id, person: 'lin', event });
  const { url, body } = calls.at(-1);
  const of = (name) => url.searchParams.get(name);
  const sealed = part(body, 'Encrypt');
  const fits = sealed !== undefined && of('msg_signature') === sign(of('timestamp'), of('nonce'), sealed);
  return { of, sealed, fits };
}

async function signIn() {
  const asked = { appid: app.client_id, redirect_uri: BACK, response_type: 'code', scope: 'snsapi_login', state: 's' };
  await agree(`https://open.weixin.qq.com/connect/qrconnect?${new URLSearchParams(asked)}`);
}

for (const event of ['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation']) {
  await tries(`wechat: opens ${event}`, async () => {
    await signIn();
    const { fits, sealed, of } = await told(event);
    assert.ok(fits);
    assert.equal(of('encrypt_type'), 'aes');
    const { message, id } = open(sealed);
    assert.deepEqual([id, part(message, 'Event'), part(message, 'AppID')], [app.client_id, event, app.client_id]);
    assert.equal(part(message, 'OpenID'), part(message, 'FromUserName'));
  });
}

await tries('wechat: notices an event that is none', async () => {
  await signIn();
  const wrong = await withFault('wechat', 'wrong_signature', () => told('user_info_modified'));
  assert.ok(!wrong.fits);
  const unsigned = await withFault('wechat', 'unsigned_token', () => told('user_info_modified'));
  assert.ok(!unsigned.fits && unsigned.sealed === undefined);
  const other = await withFault('wechat', 'wrong_audience', () => told('user_info_modified'));
  assert.ok(other.fits && open(other.sealed).id !== app.client_id);
});

finish();
