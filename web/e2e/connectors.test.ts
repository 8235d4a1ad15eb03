/** Setting connectors up in the web app: written into a form, refused at the field, saved, and offered at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock, settled, type Visitor } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function operator(how: Parameters<App['visit']>[0] = {}): Promise<Visitor> {
  const visitor = await app.visit(how);
  await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
  await visitor.page.goto('/operator/providers');
  await settled(visitor);
  return visitor;
}

const card = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('listitem').filter({ has: visitor.page.getByRole('heading', { name, level: 2 }) });

describe.runIf(onMock)('the page of connectors', () => {
  it('sets one up by keyboard: what is missing is told at its field, and what is saved is on at once', async () => {
    const visitor = await operator();
    const { page } = visitor;
    const qq = card(visitor, 'QQ 登录');
    expect(await qq.getByText('未启用').count()).toBe(1);
    await qq.getByRole('button', { name: '填写设置：QQ 登录' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'QQ 登录' });
    await form.getByLabel('应用的 APP ID').fill('101234567');
    await form.getByLabel('应用的 APP ID').press('Enter');
    // The first field that is wrong has the focus, and says what to write.
    await expect.poll(() => form.getByRole('alert').count()).toBeGreaterThan(2);
    const key = form.getByLabel('应用的 APP Key');
    expect(await key.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await key.getAttribute('aria-invalid')).toBe('true');
    expect(await visitor.findings()).toEqual([]);
    await key.fill('nobody-reads-this');
    await form.getByLabel('与对方的约定').fill('开发者协议 2026');
    await form.getByLabel('到期日').fill('2027-12-31');
    await form.getByRole('button', { name: '保存' }).press('Enter');
    await expect.poll(() => qq.getByText('可用').count()).toBe(1);
    // The secret is on no page any more: it can be replaced or removed, and that is all.
    expect(await page.content()).not.toContain('nobody-reads-this');
    expect(await form.getByRole('button', { name: '更换：应用的 APP Key' }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await qq.getByRole('button', { name: '测试QQ 登录' }).click();
    await expect.poll(() => page.getByText('对方有应答').count()).toBe(1);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('replaces and removes a secret, and undoes both', async () => {
    const visitor = await operator();
    const wechat = card(visitor, '微信登录');
    await wechat.getByRole('button', { name: '修改设置：微信登录' }).click();
    const form = visitor.page.getByRole('form', { name: '微信登录' });
    await form.getByRole('button', { name: '删除：网站应用的 AppSecret' }).click();
    await expect.poll(() => form.getByText('保存后删除').count()).toBe(1);
    await form.getByRole('button', { name: '撤销：网站应用的 AppSecret' }).click();
    await form.getByRole('button', { name: '更换：网站应用的 AppSecret' }).click();
    await form.getByLabel('网站应用的 AppSecret', { exact: true }).fill('fresh');
    const sent = visitor.bodies();
    await form.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => sent.length).toBe(1);
    expect(JSON.parse(sent[0]!.body.toString())).toEqual({
      changes: { 'sign_in.wechat.app_secret': 'fresh' },
    });
    await expect.poll(() => form.getByRole('button', { name: '更换：网站应用的 AppSecret' }).count()).toBe(1);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('shows where a setting stands that this page cannot change, and what belongs to a choice alone', async () => {
    const visitor = await operator({ phone: true });
    const { page } = visitor;
    const oidc = card(visitor, '统一登录（OpenID Connect） · 家庭账号');
    expect(await oidc.getByText('约定已到期').count()).toBe(1);
    await oidc.getByRole('button', { name: /^修改设置/ }).click();
    await expect.poll(() => oidc.getByText('写在 QINGYIN_SIGN_IN_OIDC_CLIENT_SECRET').count()).toBe(1);
    expect(await oidc.getByText('家庭账号', { exact: true }).count()).toBe(1);
    const sms = card(visitor, '短信验证码');
    await sms.getByRole('button', { name: '修改设置：短信验证码' }).click();
    const form = page.getByRole('form', { name: '短信验证码' });
    expect(await form.getByText('阿里云短信服务').count()).toBe(0);
    await form.getByLabel('验证码怎样发送').selectOption('aliyun');
    await expect.poll(() => form.getByText('阿里云短信服务').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    // Nothing is wider than the phone.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});
