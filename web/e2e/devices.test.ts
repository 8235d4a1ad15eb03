/** Signed-in devices: hearing of a new one, knowing it, naming it, signing it out. */
import { describe, expect, it } from 'vitest';
import { fillSignIn, newPhone, signIn } from './member';
import { type App, eachTestVisits, onMock, settled, type Visitor } from './support';

let app: App;
let visitor: Visitor;

eachTestVisits((fresh, theirs) => {
  app = theirs;
  visitor = fresh;
});

/** Somebody who signs in with this number, with a browser that says so of itself. */
async function signedIn(phone: string, userAgent?: string): Promise<Visitor> {
  const one = await app.visit(userAgent ? { userAgent } : {});
  await signIn(one, phone);
  return one;
}

const rows = (one: Visitor) => one.page.getByRole('list', { name: '已登录的设备' }).getByRole('listitem');
const notice = (one: Visitor) => one.page.getByText('新设备登录了你的账号');

describe.runIf(onMock)('the page of devices', () => {
  it('has nothing that axe objects to, and fits a phone', async () => {
    const phone = await app.visit({ phone: true });
    const cookie = (name: string) => ({ name, value: '1', url: app.address });
    await phone.page.context().addCookies([cookie('mock_member'), cookie('mock_new_device')]);
    await phone.page.goto('/');
    await expect.poll(() => notice(phone).count()).toBe(1);
    expect(await phone.findings()).toEqual([]);
    await phone.page.getByRole('link', { name: '去看看' }).click();
    await expect.poll(() => rows(phone).count()).toBe(2);
    expect(await notice(phone).count()).toBe(0);
    expect(await phone.findings()).toEqual([]);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    expect(phone.troubles).toEqual([]);
    await phone.leave();
  });
});

describe.skipIf(onMock)('a device', () => {
  it('is told of on the others until one of them knows it', async () => {
    const phone = newPhone();
    await signIn(visitor, phone);
    expect(await notice(visitor).count()).toBe(0);
    const other = await signedIn(phone, 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko Firefox/140.0');
    expect(await notice(other).count()).toBe(0);

    await visitor.page.reload();
    await notice(visitor).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.page.getByRole('link', { name: '去看看' }).click();
    await settled(visitor);
    await visitor.page.getByRole('button', { name: '是我登录的 Firefox · Windows' }).click();
    await expect.poll(() => visitor.page.getByText('新登录，还没确认').count()).toBe(0);
    await visitor.go('/');
    await settled(visitor);
    expect(await notice(visitor).count()).toBe(0);
    await other.leave();
  });

  it('is named, and signed out alone or with all others', async () => {
    const phone = newPhone();
    await signIn(visitor, phone, '/account');
    const others = [await signedIn(phone), await signedIn(phone)];
    const { page } = visitor;
    await page.getByRole('link', { name: '管理登录设备' }).click();
    await expect.poll(() => rows(visitor).count()).toBe(3);
    const own = rows(visitor).filter({ hasText: '本机' });
    await own.getByRole('button', { name: /^给 .* 改名$/ }).click();
    await page.getByLabel('设备名称').fill('书房');
    await page.getByLabel('设备名称').press('Enter');
    await expect.poll(() => own.getByText('书房').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);

    await rows(visitor).filter({ hasNotText: '本机' }).first().getByRole('button', { name: /退出$/ }).click();
    await expect.poll(() => rows(visitor).count()).toBe(2);
    await page.getByRole('button', { name: '退出其他所有设备' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退出其他所有设备' }).click();
    await expect.poll(() => rows(visitor).count()).toBe(1);
    for (const other of others) {
      await other.page.goto('/account/devices');
      await expect.poll(() => other.page.getByText('请先登录').count()).toBeGreaterThan(0);
      await other.leave();
    }

    // Signing in again in the same browser is the same device, under its own name.
    await page.goto('/sign-in?again&next=/account/devices');
    await fillSignIn(visitor, phone);
    await page.waitForURL((url) => url.pathname === '/account/devices');
    await expect.poll(() => rows(visitor).filter({ hasText: '书房' }).count()).toBe(1);
    expect(await rows(visitor).count()).toBe(1);
  });
});
