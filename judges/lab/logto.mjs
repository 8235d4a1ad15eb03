/** npm's @logto/connector-wechat-web and @logto/connector-qq, made for the real vendors, whose addresses stand in them. */
import assert from 'node:assert/strict';
import qqConnector from '@logto/connector-qq';
import wechatConnector from '@logto/connector-wechat-web';
import { BACK, agree, finish, refuses, register, tries, withFault } from './bench.mjs';

await register({ vendor: 'wechat', client_id: 'wx00000000logto01', secret: 'wechat-secret' });
await register({ vendor: 'qq', client_id: '101000002', secret: 'qq-secret' });

const clients = {
  wechat: await wechatConnector({ getConfig: async () => ({ appId: 'wx00000000logto01', appSecret: 'wechat-secret' }) }),
  qq: await qqConnector({ getConfig: async () => ({ clientId: '101000002', clientSecret: 'qq-secret' }) }),
};

/** What the app is called back with. */
async function calledBack(vendor, person) {
  const asked = { state: 'a state', redirectUri: BACK };
  const back = await agree(await clients[vendor].getAuthorizationUri(asked, async () => {}), person);
  assert.equal(back.searchParams.get('state'), 'a state');
  return { ...Object.fromEntries(back.searchParams), redirectUri: BACK };
}

const userOf = (vendor, data) => clients[vendor].getUserInfo(data, async () => ({ redirectUri: BACK }));
const signIn = async (vendor, person) => userOf(vendor, await calledBack(vendor, person));
const invalidCode = { code: 'social_auth_code_invalid' };

await tries('wechat: signs in', async () => {
  const user = await signIn('wechat', 'zoe');
  assert.equal(user.name, 'Zoë 🎧');
  assert.match(user.id, /^o[\w-]{27}$/);
  assert.equal(user.avatar, 'https://thirdwx.qlogo.cn/lab/pictures/zoe.png');
  assert.equal((await fetch(user.avatar)).headers.get('content-type'), 'image/png');
});

await tries('wechat: knows the refusal of a used code', async () => {
  const data = await calledBack('wechat', 'lin');
  await userOf('wechat', data);
  await assert.rejects(userOf('wechat', data), invalidCode);
});

await tries('wechat: knows a refusal that is HTTP 200', () =>
  refuses('wechat', 'error_with_200', () => signIn('wechat', 'lin'), invalidCode),
);

await tries('wechat: notices an expired token', () =>
  refuses('wechat', 'expired_token', () => signIn('wechat', 'lin'), (error) => error.data.errcode === 42001),
);

await tries('wechat: bears unknown and reordered fields', async () => {
  for (const fault of ['extra_fields', 'reordered_fields', 'wrong_content_type']) {
    assert.equal((await withFault('wechat', fault, () => signIn('wechat', 'lin'))).name, '林晚舟');
  }
});

await tries('wechat: refuses numbers that are strings', () =>
  refuses('wechat', 'numbers_as_strings', () => signIn('wechat', 'lin'), { code: 'invalid_response' }),
);

await tries('qq: signs in', async () => {
  const user = await signIn('qq', 'amu');
  assert.equal(user.name, '阿木 <b>&"木"</b>');
  assert.match(user.id, /^UID_[0-9A-F]{32}$/);
});

await tries('qq: knows the refusal of a used code', async () => {
  const data = await calledBack('qq', 'lin');
  await userOf('qq', data);
  await assert.rejects(userOf('qq', data), { code: 'invalid_response' });
});

await tries('qq: says that somebody refused', async () => {
  const uri = await clients.qq.getAuthorizationUri({ state: 's', redirectUri: BACK }, async () => {});
  const back = await agree(uri, 'lin', 'refuse');
  await assert.rejects(userOf('qq', Object.fromEntries(back.searchParams)), { code: 'general' });
});

finish();
