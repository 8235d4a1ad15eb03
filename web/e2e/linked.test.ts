/**
 * Signing in with an account elsewhere: going there, deciding, coming back, proving the phone, linking; and a
 * withdrawal over there that withdraws here.
 *
 * The providers are those of the lab, a program that others' clients are held against; without one the invented API
 * answers for the pages.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fillSignIn, newPhone, personalRows } from './member';
import { freePort, withOwnService } from './own-service';
import { App, onMock, type Visitor } from './support';

const SECRET = 'lab-secret-lab-secret';
const TOKEN = 'lab-token';
/** A key of WeChat's settings page: 43 letters. */
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const WEIBO_SECRET = '0123456789abcdef0123456789abcdef';

const HOSTS = {
  wechat: 'open.weixin.qq.com',
  qq: 'graph.qq.com',
  weibo: 'api.weibo.com',
  apple: 'appleid.apple.com',
  oidc: 'oidc.lab.example',
} as const;
const NAMES = { wechat: '微信', qq: 'QQ', weibo: '微博', apple: 'Apple', oidc: '家庭账号' } as const;
type Provider = keyof typeof HOSTS;

let lab: ChildProcess | null = null;
let labAddress = '';
let app: App;
let visitor: Visitor;
const page = () => visitor.page;

const publicKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });

/** Starts the lab with one app of ours at every provider. */
async function startLab(address: string): Promise<void> {
  const back = (provider: Provider) => `${address}/api/v1/sign_in/providers/${provider}/callback`;
  const events = (provider: Provider, secret: string) =>
    `${address}/api/v1/sign_in/providers/${provider}/events/${secret}`;
  const ours = (provider: Provider, event_address: string | null) => ({
    vendor: provider,
    client_id: `qingyin-${provider}`,
    secret: SECRET,
    name: '清音',
    redirect_uris: [back(provider)],
    event_address,
    event_token: provider === 'wechat' ? TOKEN : null,
    encoding_key: provider === 'wechat' ? KEY : null,
  });
  const apps = [
    ours('wechat', events('wechat', '-')),
    ours('qq', null),
    ours('weibo', events('weibo', WEIBO_SECRET)),
    // Apple wants a key for the secret of an app, and this service never uses one.
    { ...ours('apple', events('apple', '-')), team_id: 'TEAM', key_id: 'KEY', public_key: publicKey() },
    ours('oidc', events('oidc', '-')),
  ];
  writeFileSync(join(folder, 'apps.json'), JSON.stringify(apps));
  const port = await freePort();
  labAddress = `http://127.0.0.1:${port}`;
  const program = join(dirname(process.env['QINGYIN_BINARY']!), 'qingyin-lab');
  lab = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--app', join(folder, 'apps.json')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((ready, failed) => {
    lab!.once('exit', (status) => failed(new Error(`the lab ended with ${status}`)));
    lab!.stdout!.on('data', (text: Buffer) => {
      if (text.toString().includes('lab: ready')) ready();
    });
  });
}

const agreed = (section: string) => ({
  [`${section}_AGREEMENT`]: 'A-1',
  [`${section}_AGREEMENT_SIGNED`]: '2026-01-01',
  [`${section}_CHECKED_AT`]: '2026-01-01',
  [`${section}_EXPIRES_AT`]: '2099-12-31',
});

const folder = mkdtempSync(join(tmpdir(), 'qingyin-lab-'));
if (!onMock) {
  withOwnService(async (address) => {
    await startLab(address);
    return {
      QINGYIN_SERVER_PUBLIC_URL: address,
      QINGYIN_SIGN_IN_SIMULATOR: labAddress,
      QINGYIN_SIGN_IN_WECHAT_APP_ID: 'qingyin-wechat',
      QINGYIN_SIGN_IN_WECHAT_APP_SECRET: SECRET,
      QINGYIN_SIGN_IN_WECHAT_EVENTS_TOKEN: TOKEN,
      QINGYIN_SIGN_IN_WECHAT_EVENTS_KEY: KEY,
      ...agreed('QINGYIN_SIGN_IN_WECHAT'),
      QINGYIN_SIGN_IN_QQ_APP_ID: 'qingyin-qq',
      QINGYIN_SIGN_IN_QQ_APP_KEY: SECRET,
      ...agreed('QINGYIN_SIGN_IN_QQ'),
      QINGYIN_SIGN_IN_WEIBO_APP_KEY: 'qingyin-weibo',
      QINGYIN_SIGN_IN_WEIBO_APP_SECRET: SECRET,
      QINGYIN_SIGN_IN_WEIBO_EVENTS_SECRET: WEIBO_SECRET,
      ...agreed('QINGYIN_SIGN_IN_WEIBO'),
      QINGYIN_SIGN_IN_APPLE_SERVICES_ID: 'qingyin-apple',
      QINGYIN_SIGN_IN_OIDC_NAME: NAMES.oidc,
      QINGYIN_SIGN_IN_OIDC_ISSUER: `${labAddress}/${HOSTS.oidc}`,
      QINGYIN_SIGN_IN_OIDC_CLIENT_ID: 'qingyin-oidc',
      QINGYIN_SIGN_IN_OIDC_CLIENT_SECRET: SECRET,
      ...agreed('QINGYIN_SIGN_IN_OIDC'),
    };
  });
}

beforeAll(async () => {
  app = await App.start();
});

afterAll(async () => {
  await app?.stop();
  lab?.removeAllListeners('exit').kill();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  visitor = await app.visit();
});

afterEach(async () => {
  // Going to the provider's page is what these tests are about; nobody else is asked.
  expect(visitor.troubles.filter((trouble) => trouble !== `asked ${labAddress}`)).toEqual([]);
  await visitor.leave();
});

const heading = (name: string) => page().getByRole('heading', { name });
const button = (name: string) => page().getByRole('button', { name, exact: true });

/** Leaves for a provider's page, and answers there as one of its people. */
async function answerThere(provider: Provider, person: string, decision: '同意' | '拒绝') {
  await button(`用${NAMES[provider]}登录`).click();
  await page().waitForURL((url) => url.pathname.startsWith(`/${HOSTS[provider]}/`));
  // Nobody may take it for the real one.
  await page().getByText('模拟').first().waitFor();
  await page().getByLabel(person).check();
  await button(decision).click();
}

/** Takes the newest authorisation back, at the provider. */
async function takeBack(provider: Provider, act: string) {
  await page().goto(`${labAddress}/${HOSTS[provider]}/lab/authorisations?lang=zh-CN`);
  await page().getByRole('button', { name: act, exact: true }).first().click();
  await page().waitForLoadState();
}

async function signOut() {
  await page().context().clearCookies();
}

describe.skipIf(onMock)('with a provider', () => {
  it.each(['wechat', 'qq', 'weibo', 'apple', 'oidc'] as const)(
    '%s: the first time a phone is proved, then it opens the account',
    async (provider) => {
      const phone = newPhone();
      await page().goto('/sign-in?next=/albums');
      await answerThere(provider, '林晚舟', '同意');
      await heading('关联账号').waitFor();
      // Nothing is kept before it is decided.
      const before = personalRows();
      expect(before['linked_identities']).toBe(0);
      expect(await visitor.findings()).toEqual([]);
      await fillSignIn(visitor, phone);
      await button('关联').click();
      await page().waitForURL((url) => url.pathname === '/albums');
      expect(personalRows()['linked_identities']).toBe(1);

      await signOut();
      await page().goto('/sign-in?next=/songs');
      await answerThere(provider, '林晚舟', '同意');
      await page().waitForURL((url) => url.pathname === '/songs');

      // The record of disclosures names each time that they were asked.
      await page().goto('/privacy/disclosures');
      const named = page()
        .locator('main')
        .getByText(
          provider === 'oidc' ? /OpenID/ : new RegExp(`${NAMES[provider]}登录|${NAMES[provider]} 登录`),
        );
      // Apple is told nothing, so there is nothing to record.
      const nothing = page().getByText('没有把你的任何信息提供给任何人');
      await (provider === 'apple' ? nothing : named.first()).waitFor();

      await page().goto('/account');
      await button(`解除${NAMES[provider]}的关联`).click();
      await page().getByRole('dialog').getByRole('button', { name: '解除关联', exact: true }).click();
      await expect.poll(() => personalRows()['linked_identities']).toBe(0);
    },
  );

  it.each([
    ['wechat', '撤销授权'],
    ['weibo', '撤销授权'],
    ['apple', '撤销授权'],
  ] as const)('%s: taken back over there, it is gone here by then', async (provider, act) => {
    await page().goto('/sign-in?next=/albums');
    await answerThere(provider, '林晚舟', '同意');
    await fillSignIn(visitor, newPhone());
    await button('关联').click();
    await page().waitForURL((url) => url.pathname === '/albums');
    await signOut();
    await page().goto('/sign-in?next=/albums');
    await answerThere(provider, '林晚舟', '同意');
    await page().waitForURL((url) => url.pathname === '/albums');
    await takeBack(provider, act);
    // The page over there answers when ours has: there is no moment in between to wait for.
    const me = await page().context().request.get(`${app.address}/api/v1/me`);
    expect(me.status()).toBe(401);
    expect(personalRows()['linked_identities']).toBe(0);
    await page().goto(`${app.address}/account`);
    // The device that came in by it is signed out.
    await page().getByText('请先登录').first().waitFor();
  });

  it('who refuses over there is told, and leaves nothing behind', async () => {
    const before = personalRows();
    await page().goto('/sign-in');
    await answerThere('wechat', '林晚舟', '拒绝');
    await page().getByText('你没有在对方页面上同意').waitFor();
    expect(new URL(page().url()).searchParams.get('problem')).toBe('identity.declined');
    expect(personalRows()).toEqual(before);
    expect(await visitor.findings()).toEqual([]);
  });
});

describe.runIf(onMock)('the pages', () => {
  const member = (more: Record<string, string> = {}) =>
    page()
      .context()
      .addCookies(Object.entries(more).map(([name, value]) => ({ name, value, url: app.address })));

  it('offer what is set up, and say where it leads', async () => {
    await page().goto('/sign-in?problem=identity.declined&provider=wechat');
    await page().getByText('你没有在对方页面上同意').waitFor();
    await button('用微信登录').waitFor();
    await page().getByText('open.weixin.qq.com').waitFor();
    expect(await page().getByText('模拟', { exact: true }).count()).toBe(4);
    expect(await visitor.findings()).toEqual([]);
  });

  it('ask before they link, and go on where one was', async () => {
    await member({ mock_member: '1', mock_waiting: '1' });
    await page().goto('/sign-in/link');
    await heading('微信里的“小鹿”').waitFor();
    expect(await visitor.findings()).toEqual([]);
    await button('关联').click();
    await page().waitForURL((url) => url.pathname === '/albums');
  });

  it('say so when nothing waits', async () => {
    await page().goto('/sign-in/link');
    await heading('没有等待关联的账号').waitFor();
    expect(await visitor.findings()).toEqual([]);
  });

  it('list what is linked, and unlink it', async () => {
    await member({ mock_member: '1' });
    await page().goto('/account');
    await page().getByText('微信里的“小鹿”').waitFor();
    await button('解除微信的关联').click();
    await page().getByRole('dialog').getByRole('button', { name: '解除关联', exact: true }).click();
    await page().getByText('还没有关联任何账号').waitFor();
    await button('关联微信').waitFor();
  });
});
