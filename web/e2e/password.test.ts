/** Signing in by phone and by password: setting one, a wrong one, and setting another by a code. */
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { eachTestVisits, onMock, type Visitor } from './support';

const FIRST = '榕树下听雨 1987';
const WRONG = '榕树下听雨 1988';

let visitor: Visitor;
const page = () => visitor.page;
const main = () => page().locator('main');

eachTestVisits((who) => {
  visitor = who;
});

async function fillPassword(phone: string, password: string) {
  await page().goto('/sign-in?next=%2Falbums');
  await page().getByRole('radio', { name: '密码' }).check();
  await page().getByLabel('手机号').fill(phone);
  await page().getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page().getByLabel('我已阅读并同意').check();
  await main().getByRole('button', { name: '登录', exact: true }).click();
}

describe.skipIf(onMock)('a password', () => {
  it('is set by whoever is signed in, opens the account, and a wrong one does not', async () => {
    const phone = newPhone();
    await signIn(visitor, phone, '/account');
    await page().getByRole('button', { name: '设置密码' }).click();
    await page().getByLabel('新密码').fill(FIRST);
    await page().getByRole('button', { name: '保存', exact: true }).click();
    await page().getByText('密码已更新').waitFor();

    await page().context().clearCookies();
    await fillPassword(phone, WRONG);
    await main().getByText('手机号或密码不正确').waitFor();
    expect(await visitor.findings()).toEqual([]);
    expect((await page().context().request.get('/api/v1/me')).status()).toBe(401);

    await fillPassword(phone, FIRST);
    await page().waitForURL((url) => url.pathname === '/albums');
    expect((await page().context().request.get('/api/v1/me')).status()).toBe(200);
  });
});
