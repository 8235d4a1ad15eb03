/** The scanner with a camera that sees a film: what it opens, what it only shows, and what it never does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bitmap, film, seen } from './camera';
import { App, settled, type Visitor } from './support';

const TICKET = 'AbCdEfGhIjKlMnOpQrStUv';
const folder = mkdtempSync(join(tmpdir(), 'qingyin-camera-'));
const camera = join(folder, 'camera.y4m');

let app: App;
let visitor: Visitor;
beforeAll(async () => {
  app = await App.start([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
  ]);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  visitor = await app.visit({ phone: true });
});
afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

/** What the camera sees from now on. */
const show = (text: string, degrees = 0) => writeFileSync(camera, film(seen(text, degrees)));

/** Presses the button, and goes on after the notice. */
async function open() {
  await visitor.page.getByRole('button', { name: '打开相机' }).click();
  await visitor.page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
}

/** How many tracks of the camera are live on the page. */
const live = () =>
  visitor.page.evaluate(
    () =>
      [...document.querySelectorAll('video')]
        .flatMap((video) => (video.srcObject as MediaStream | null)?.getTracks() ?? [])
        .filter((track) => track.readyState === 'live').length,
  );

describe('the scanner', () => {
  it('is found on the page of a listener, asks before the camera opens, and fits a phone', async () => {
    await visitor.page.goto('/mine');
    await visitor.page.getByRole('link', { name: '扫一扫' }).click();
    await visitor.page.waitForURL((url) => url.pathname === '/scan');
    await settled(visitor);
    expect(await visitor.findings()).toEqual([]);
    await visitor.page.getByRole('button', { name: '打开相机' }).click();
    await visitor.page.getByRole('dialog').getByText('画面只在您的设备上识别').waitFor();
    expect(await visitor.page.locator('video').count()).toBe(0);
    await visitor.page.getByRole('button', { name: '暂不使用' }).click();
    await expect.poll(() => visitor.page.getByRole('button', { name: '打开相机' }).count()).toBe(1);
    expect(await visitor.page.locator('video').count()).toBe(0);
  });

  it('opens the code of a screen, turned and noisy as cameras see it', async () => {
    show(`${new URL(app.address).origin}/q/${TICKET}`, 17);
    await visitor.page.goto('/scan');
    await settled(visitor);
    await open();
    await visitor.page.waitForURL((url) => url.pathname === `/q/${TICKET}`);
    await settled(visitor);
    expect(await live()).toBe(0);
  });

  it('shows any other text and opens nothing, sends nothing, and closes the camera', async () => {
    const foreign = `https://evil.example/q/${TICKET}`;
    show(foreign);
    await visitor.page.goto('/scan');
    await settled(visitor);
    const asked: string[] = [];
    visitor.page.on('request', (request) =>
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    );
    const bodies = visitor.bodies();
    await open();
    await visitor.page.getByText(foreign).waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe('/scan');
    expect(await visitor.page.locator('video').count()).toBe(0);
    expect(await visitor.page.locator('main a').filter({ hasText: 'evil' }).count()).toBe(0);
    // The reader comes from this service, and is all that was asked for.
    expect(asked.filter((one) => !/^GET \/_app\/immutable\//.test(one))).toEqual([]);
    expect(asked.some((one) => /zxing_reader.*\.wasm$/.test(one))).toBe(true);
    expect(bodies).toEqual([]);
    expect(await visitor.findings()).toEqual([]);

    // And goes on; the browser has its answer by now, so nothing is asked a second time.
    show(`${new URL(app.address).origin}/`);
    await visitor.page.getByRole('button', { name: '继续扫码' }).click();
    await visitor.page.waitForURL((url) => url.pathname === '/');
  });

  it('closes the camera when it is told to, and when the page is left', async () => {
    writeFileSync(camera, film(new Uint8Array(640 * 480).fill(120)));
    await visitor.page.goto('/scan');
    await settled(visitor);
    await open();
    await expect.poll(live).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    const track = await visitor.page.evaluateHandle(
      () => (document.querySelector('video')!.srcObject as MediaStream).getTracks()[0]!,
    );
    await visitor.page.getByRole('button', { name: '关闭相机' }).click();
    await expect.poll(() => track.evaluate((one) => one.readyState)).toBe('ended');
    await visitor.page.getByRole('button', { name: '打开相机' }).click();
    await expect.poll(live).toBe(1);
    const again = await visitor.page.evaluateHandle(
      () => (document.querySelector('video')!.srcObject as MediaStream).getTracks()[0]!,
    );
    await visitor.go('/albums');
    await expect.poll(() => again.evaluate((one) => one.readyState)).toBe('ended');
  });

  it('reads a picture that was chosen, and says when there is no code in it', async () => {
    await visitor.page.goto('/scan');
    await settled(visitor);
    const choose = async (grey: Uint8Array) => {
      const chooser = visitor.page.waitForEvent('filechooser');
      await visitor.page.getByRole('button', { name: '从图片识别' }).click();
      await visitor.page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
      await (await chooser).setFiles({ name: 'code.bmp', mimeType: 'image/bmp', buffer: bitmap(grey) });
    };
    await choose(new Uint8Array(640 * 480).fill(120));
    await visitor.page.getByText('图片里没有找到二维码').waitFor();
    expect(await visitor.findings()).toEqual([]);
    await choose(seen(`${new URL(app.address).origin}/q/${TICKET}`, 8));
    await visitor.page.waitForURL((url) => url.pathname === `/q/${TICKET}`);
  });
});
