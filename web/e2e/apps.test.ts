/** Signing another app in from the web app, and out again. */
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { type App, eachTestVisits, onMock, settled, type Visitor } from './support';

let app: App;
let visitor: Visitor;

eachTestVisits((fresh, theirs) => {
  app = theirs;
  visitor = fresh;
});

async function open() {
  if (!onMock) await signIn(visitor, newPhone(), '/settings/apps');
  else {
    await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await visitor.page.goto('/settings/apps');
  }
  await settled(visitor);
}

/** Makes one of the kind that is chosen; returns what is shown this once. */
async function make(name: string, button: string, secret: string): Promise<string> {
  const { page } = visitor;
  await page.getByLabel('给它起个名称').fill(name);
  await page.getByRole('button', { name: button }).click();
  return page.getByRole('textbox', { name: secret, exact: true }).inputValue();
}

async function revoke(name: string) {
  const { page } = visitor;
  await page.getByRole('button', { name: `撤销 ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click();
  await expect.poll(() => page.getByRole('button', { name: `撤销 ${name}` }).count()).toBe(0);
}

/** What the protocol answers an app: 0 for ok, otherwise the error's code. */
async function ping(query: Record<string, string>): Promise<number> {
  const asked = new URLSearchParams({ v: '1.16.1', c: 'e2e', f: 'json', ...query });
  const answer = (await (await fetch(`${app.address}/rest/ping?${asked}`)).json()) as {
    'subsonic-response': { status: string; error?: { code: number } };
  };
  const { status, error } = answer['subsonic-response'];
  return status === 'ok' ? 0 : error!.code;
}

describe('other apps', () => {
  it('get a key that is shown once, and lose it when it is revoked', async () => {
    await open();
    const { page } = visitor;
    const key = await make('手机', '创建密钥', 'API 密钥');
    expect(key.length).toBeGreaterThan(6);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '我已填好' }).click();
    await page.reload();
    await settled(visitor);
    await expect.poll(() => page.getByRole('button', { name: '撤销 手机' }).count()).toBe(1);
    expect(await page.content()).not.toContain(key);
    expect(await visitor.findings()).toEqual([]);
    await revoke('手机');
  });

  it('are told what to type, ready to be copied', async () => {
    await open();
    const { page } = visitor;
    await page
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write'])
      .catch(() => undefined);
    await page.getByRole('radio', { name: '用户名和密码' }).check();
    const password = await make('电视', '创建应用密码', '应用密码');
    expect(password).not.toBe('');
    expect(await page.getByRole('textbox', { name: '用户名', exact: true }).inputValue()).not.toBe('');
    await page.getByRole('button', { name: '复制应用密码' }).click();
    await expect.poll(() => page.getByText('已复制应用密码').count()).toBe(1);
    await revoke('电视');
    await expect.poll(() => page.getByRole('textbox', { name: '应用密码', exact: true }).count()).toBe(0);
  });
});

describe.skipIf(onMock)('an app with a key made in the web app', () => {
  it('is in, and out at the next request once the key is revoked there', async () => {
    await open();
    const apiKey = await make('手机', '创建密钥', 'API 密钥');
    expect(await ping({ apiKey })).toBe(0);
    await visitor.page.getByRole('button', { name: '我已填好' }).click();
    await revoke('手机');
    expect(await ping({ apiKey })).toBe(44);
  });

  it('or with an app password is in and out likewise', async () => {
    await open();
    await visitor.page.getByRole('radio', { name: '用户名和密码' }).check();
    const p = await make('电视', '创建应用密码', '应用密码');
    const u = await visitor.page.getByRole('textbox', { name: '用户名', exact: true }).inputValue();
    expect(await ping({ u, p })).toBe(0);
    await revoke('电视');
    expect(await ping({ u, p })).toBe(40);
  });
});
