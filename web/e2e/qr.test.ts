/**
 * Signing in by QR code, in Chromium, on the service: a desktop shows the code, a phone that is signed in lets it in.
 *
 * The code is read off a picture of the page by jsQR, which others wrote and which draws nothing here.
 */
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { eachTestVisits, onMock, settled, type App, type Visitor } from './support';

/** Pixels of a picture, by the browser's own decoder. */
export async function pixelsOf(
  visitor: Visitor,
  png: Buffer,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const { pixels, width, height } = await visitor.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height);
    let text = '';
    for (let at = 0; at < data.length; at += 0x8000)
      text += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return { pixels: btoa(text), width, height };
  }, png.toString('base64'));
  return { data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')), width, height };
}

/** Opens the tab with the code and reads it off the screen. */
async function codeOn(screen: Visitor): Promise<string> {
  await screen.page.goto('/sign-in?next=/my-music');
  await screen.page.getByRole('radio', { name: '扫码' }).check();
  return readCode(screen);
}

async function readCode(screen: Visitor): Promise<string> {
  const code = screen.page.getByRole('img', { name: '登录二维码' });
  await code.waitFor();
  const { data, width, height } = await pixelsOf(screen, await code.screenshot());
  const read = jsQR(data, width, height)?.data;
  expect(read, 'a decoder that others wrote reads the code').toBeDefined();
  return read!;
}

/** The number that the screen shows. */
const numberOn = (screen: Visitor) => screen.page.locator('.number').textContent();

describe.skipIf(onMock)('a code', () => {
  let app: App;
  let screen: Visitor;
  eachTestVisits((fresh, theirs) => {
    app = theirs;
    screen = fresh;
  });

  it('lets the screen in that shows it, once the phone chose the number on it', async () => {
    const phone = await app.visit({ phone: true });
    await signIn(phone, newPhone());
    const address = new URL(await codeOn(screen));
    expect(address.origin).toBe(new URL(app.address).origin);
    expect(address.pathname).toMatch(/^\/q\/[\w-]{22}$/);
    const number = (await numberOn(screen))!;
    expect(number).toMatch(/^\d{2}$/);
    expect(address.href).not.toContain(number);

    await phone.page.goto(address.href);
    await phone.page.getByText('有一台设备要登录你的账号').waitFor();
    expect(await phone.page.getByRole('radio').count()).toBe(3);
    expect(await phone.page.getByRole('button', { name: '确认登录' }).isDisabled()).toBe(true);
    expect(await phone.findings()).toEqual([]);
    // The screen hears of it within a second, and shows the number large.
    await screen.page.getByText('请在手机上选这个数字', { exact: true }).waitFor();
    expect(await numberOn(screen)).toBe(number);
    expect(await screen.findings()).toEqual([]);

    await phone.page.getByRole('radio', { name: number }).check();
    await phone.page.getByRole('button', { name: '确认登录' }).click();
    await phone.page.getByRole('heading', { name: '已确认' }).waitFor();
    await screen.page.waitForURL((url) => url.pathname === '/my-music');
    await settled(screen);
    const cookies = await screen.page.context().cookies();
    expect(cookies.map(({ name }) => name)).toEqual(['qingyin_session']);

    // A new device, of which the phone is told.
    await phone.page.goto('/account/devices');
    await settled(phone);
    await expect.poll(() => phone.page.getByText('Chrome · Linux').count()).toBeGreaterThan(0);
    const session = (await (await phone.page.request.get('/api/v1/session')).json()) as {
      unknown_devices: number;
    };
    expect(session.unknown_devices).toBe(1);

    // Once: the same code opens nothing more.
    await phone.page.goto(address.href);
    await phone.page.getByText('已经被扫过了').waitFor();
    expect(phone.troubles).toEqual([]);
    await phone.leave();
  });

  it('takes somebody who is not signed in on the phone back to it', async () => {
    const phone = await app.visit({ phone: true });
    const address = await codeOn(screen);
    await phone.page.goto(address);
    await phone.page.getByRole('heading', { name: '先登录，再确认' }).waitFor();
    expect(await phone.findings()).toEqual([]);
    const { pathname } = new URL(address);
    await phone.page.locator('main').getByRole('link', { name: '登录', exact: true }).click();
    await phone.page.waitForURL((url) => url.searchParams.get('next') === pathname);
    await signIn(phone, newPhone(), pathname);
    await phone.page.getByText('有一台设备要登录你的账号').waitFor();
    await phone.page.getByRole('button', { name: '拒绝' }).click();
    await phone.page.getByRole('heading', { name: '没有登录' }).waitFor();
    await screen.page.getByText('手机上拒绝了这次登录').first().waitFor();
    await screen.page.getByRole('button', { name: '刷新二维码' }).click();
    await expect.poll(() => screen.page.getByRole('img', { name: '登录二维码' }).count()).toBe(1);
    expect(await readCode(screen)).not.toBe(address);
    await phone.leave();
  });

  it('is void after one wrong number', async () => {
    const phone = await app.visit({ phone: true });
    await signIn(phone, newPhone());
    const address = await codeOn(screen);
    const number = await numberOn(screen);
    await phone.page.goto(address);
    await phone.page.getByRole('radio').first().waitFor();
    const choices = await phone.page.locator('.choices label').allTextContents();
    const wrong = choices.map((one) => one.trim()).find((one) => one !== number)!;
    await phone.page.getByRole('radio', { name: wrong }).check();
    await phone.page.getByRole('button', { name: '确认登录' }).click();
    await phone.page.getByText('与屏幕上的不一致').waitFor();
    await screen.page.getByText('手机上拒绝了这次登录').first().waitFor();
    expect(await screen.kept()).not.toContain('qingyin_session');
    await phone.leave();
  });
});
