/** What the privacy policy promises, tried from outside by people with a browser, on the real service. */
import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillSignIn, newPhone, operatorLink, personalRows, signIn } from './member';
import { eachTestVisits, onMock, type App, type Visitor } from './support';

/** Half of the longest demo piece at double speed, with room for a slow machine. */
const LISTEN_MS_MAX = 50_000;

let visitor: Visitor;
let app: App;

eachTestVisits((fresh, running) => {
  visitor = fresh;
  app = running;
});

/** Plays the first album of the home page until it is heard. */
async function play() {
  await visitor.go('/');
  await visitor.page.locator('article a').first().click();
  await visitor.page.getByRole('button', { name: '播放全部' }).click();
  await expect.poll(() => visitor.position()).toBeGreaterThan(0.5);
}

/** The music moves on from where it is. */
async function playsOn() {
  const before = await visitor.position();
  await expect.poll(() => visitor.position()).toBeGreaterThan(before);
}

const question = () => visitor.page.getByRole('region', { name: '要开启这个功能吗？' });

async function listens(): Promise<number> {
  const answer = await visitor.page.request.get('/api/v1/me/listens');
  return ((await answer.json()) as { items: unknown[] }).items.length;
}

const toggle = (name: string) => visitor.page.getByRole('switch', { name });

describe.skipIf(onMock)('a guest', () => {
  it('plays a song and leaves no personal row', async () => {
    const before = personalRows();
    await visitor.page.goto('/');
    await play();
    await playsOn();
    await visitor.go('/privacy');
    await expect.poll(() => visitor.page.getByText('关于你，我们什么都没有').count()).toBe(1);
    expect(personalRows()).toEqual(before);
    expect(await visitor.page.context().cookies()).toEqual([]);
  });

  it('finds nothing under the addresses of operators', async () => {
    await visitor.page.goto('/operator/members');
    await expect.poll(() => visitor.page.getByText('这里没有内容').count()).toBeGreaterThan(0);
  });
});

describe.skipIf(onMock)('a member', () => {
  it('refuses the history and still plays, and nothing is recorded', async () => {
    await signIn(visitor, newPhone());
    await play();
    // Two purposes are asked about while music plays, one after the other.
    const heading = async () =>
      (await question().count()) === 0 ? '' : question().getByRole('heading').innerText();
    for (let asked = 0; asked < 2; asked += 1) {
      await expect.poll(heading).not.toBe('');
      const before = await heading();
      await question().getByRole('button', { name: '不用了' }).click();
      await expect.poll(heading).not.toBe(before);
    }
    await playsOn();
    expect(await listens()).toBe(0);
    await visitor.go('/privacy/consents');
    await expect.poll(() => toggle('保存播放历史').getAttribute('aria-checked')).toBe('false');
    await playsOn();
  });

  it('accepts, sees the listen, withdraws, and the row is gone', async () => {
    await visitor.page.addInitScript(() => localStorage.setItem('qingyin.speed', '2'));
    await signIn(visitor, newPhone(), '/privacy/consents');
    const before = personalRows()['listens'];
    await toggle('保存播放历史').click();
    await expect.poll(() => toggle('保存播放历史').getAttribute('aria-checked')).toBe('true');
    await play();
    await expect.poll(listens, { timeout: LISTEN_MS_MAX }).toBeGreaterThan(0);
    expect(personalRows()['listens']).toBeGreaterThan(before!);

    await visitor.go('/privacy/consents');
    await toggle('保存播放历史').click();
    await visitor.page.getByRole('button', { name: '撤回并删除' }).click();
    await expect.poll(() => toggle('保存播放历史').getAttribute('aria-checked')).toBe('false');
    expect(await listens()).toBe(0);
    expect(personalRows()['listens']).toBe(before);
    await expect.poll(() => visitor.page.getByText('撤回', { exact: true }).count()).toBeGreaterThan(0);
    await playsOn();
  });

  it('fills in a detail only after agreeing to its own notice', async () => {
    await signIn(visitor, newPhone(), '/account');
    const { page } = visitor;
    await page.getByRole('button', { name: '填写个性签名' }).click();
    await page.getByRole('textbox', { name: '个性签名' }).fill('听雨');
    await page.getByRole('button', { name: '不保存' }).click();
    const me = async () =>
      (await (await page.request.get('/api/v1/me')).json()) as { signature: string | null };
    expect((await me()).signature).toBeNull();
    await page.getByRole('button', { name: '填写个性签名' }).click();
    await page.getByRole('textbox', { name: '个性签名' }).fill('听雨');
    await page.getByRole('button', { name: '同意并保存' }).click();
    await expect.poll(async () => (await me()).signature).toBe('听雨');
  });

  it('exports, closes the account, and receives the certificate', async () => {
    const phone = newPhone();
    await signIn(visitor, phone, '/privacy/export');
    const { page } = visitor;
    const before = personalRows()['accounts']!;
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载我的数据' }).click();
    const file = JSON.parse(readFileSync(await (await waiting).path(), 'utf8')) as object;
    expect(JSON.stringify(file)).toContain(phone);

    await visitor.go('/privacy/close');
    const close = page.getByRole('button', { name: '注销账号' });
    expect(await close.isDisabled()).toBe(true);
    await page.getByLabel('输入「注销」以确认').fill('注销');
    await close.click();
    await expect.poll(() => page.getByRole('heading', { name: '删除凭证' }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    const number = await page.locator('article code').first().innerText();

    expect(personalRows()['accounts']).toBe(before - 1);
    await expect.poll(() => page.getByRole('link', { name: '登录', exact: true }).count()).toBeGreaterThan(0);
    await page.goto(`/certificates/${number}`);
    await expect.poll(() => page.getByText(number).count()).toBeGreaterThan(0);
  });

  it('ends the agreement and goes on as a guest', async () => {
    await signIn(visitor, newPhone(), '/privacy/consents');
    await toggle('保存播放历史').click();
    await expect.poll(() => toggle('保存播放历史').getAttribute('aria-checked')).toBe('true');
    await visitor.go('/privacy/end');
    await visitor.page.getByRole('button', { name: '我明白，终止协议' }).click();
    await expect.poll(() => visitor.page.getByText('协议已终止').count()).toBe(1);
    const session = (await (await visitor.page.request.get('/api/v1/session')).json()) as { guest: boolean };
    expect(session.guest).toBe(true);
    await play();
  });

  it('is told how many attempts a wrong code leaves', async () => {
    const { page } = visitor;
    await page.goto('/sign-in');
    await page.getByLabel('手机号').fill(newPhone());
    await page.getByRole('button', { name: '获取验证码' }).click();
    await page.getByLabel('验证码', { exact: true }).fill('000000');
    const submit = page.locator('main').getByRole('button', { name: '登录', exact: true });
    await submit.click();
    await expect.poll(() => page.getByText('请先阅读并勾选隐私政策。').count()).toBe(1);
    await page.getByLabel('我已阅读并同意').check();
    await submit.click();
    await expect.poll(() => page.getByText(/还可以再试 \d 次/).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
  });
});

describe.skipIf(onMock)('the first operator', () => {
  it('claims the one-time link and sees the service', async () => {
    const link = operatorLink();
    expect(link).not.toBeNull();
    const { page } = visitor;
    await page.goto(link!);
    await fillSignIn(visitor, newPhone());
    await page.getByRole('button', { name: '成为管理员' }).click();
    await expect.poll(() => page.getByText('你已是管理员').count()).toBe(1);
    const findings: Record<string, string[]> = {};
    for (const path of [
      '',
      '/scan',
      '/problems',
      '/members',
      '/requests',
      '/accesses',
      '/inspections',
      '/jobs',
      '/policy',
    ]) {
      await visitor.go(`/operator${path}`);
      await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
      const found = await visitor.findings();
      if (found.length > 0) findings[path] = found;
    }
    expect(findings).toEqual({});
    await visitor.go('/operator/scan');
    await expect.poll(() => page.getByText('实时', { exact: true }).count()).toBe(1);
    expect(await page.content()).not.toMatch(/138\d{8}/);

    // The safety of data was inspected at the start, and the report is verified by another implementation.
    await visitor.go('/operator/inspections');
    await expect.poll(() => page.getByRole('heading', { name: '11 项全部正常' }).count()).toBe(1);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载第 1 份签名报告' }).click();
    const saved = await (await saving).path();
    const { text, signature, public_key } = JSON.parse(await readFile(saved, 'utf8')) as Record<
      string,
      string
    >;
    const key = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(public_key!, 'hex').toString('base64url') };
    const isSigned = (report: string) =>
      verify(
        null,
        Buffer.from(report),
        createPublicKey({ key, format: 'jwk' }),
        Buffer.from(signature!, 'hex'),
      );
    expect(isSigned(text!)).toBe(true);
    expect(isSigned(text!.replace('"fault_count": 0', '"fault_count": 1'))).toBe(false);

    // A request opens after training, and the person reads who opened it and why.
    const person = await app.visit({ phone: true });
    await signIn(person, newPhone(), '/privacy/requests');
    await person.page.getByLabel('具体说明').fill('你们存了我什么？');
    await person.page.getByRole('button', { name: '提出请求' }).click();
    await expect.poll(() => person.page.getByText('你们存了我什么？').count()).toBeGreaterThan(0);
    await person.go('/privacy/accesses');
    await expect.poll(() => person.page.getByText('没有工作人员看过你的资料').count()).toBe(1);
    await visitor.go('/operator/requests');
    const due = page.locator('section').filter({ hasText: '先登记数据安全培训' });
    await due.getByRole('button', { name: '登记培训' }).click();
    await expect.poll(() => due.count()).toBe(0);
    const request = page.getByRole('listitem').filter({ hasText: '查阅' }).last();
    await request.getByRole('button').click();
    await expect.poll(() => page.getByRole('dialog').getByText('你们存了我什么？').count()).toBe(1);
    await visitor.go('/operator/accesses');
    await expect.poll(() => page.getByText('链条完整').count()).toBe(1);
    await person.go('/privacy');
    await person.go('/privacy/accesses');
    const entry = person.page.getByRole('listitem').filter({ hasText: '办理并答复您提出的请求' });
    await expect.poll(() => entry.count()).toBe(1);
    expect(await entry.textContent()).toContain('个人信息保护负责人');
    await person.leave();
  });
});
