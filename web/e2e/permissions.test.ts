/** Taking a permission back: one switch each, and only the function concerned stops. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock, type Visitor } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
afterAll(() => app.stop());

async function visit(phone: boolean): Promise<Visitor> {
  const visitor = await app.visit({ phone, permissions: ['microphone'] });
  if (onMock) {
    await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await visitor.page.goto('/');
  } else {
    await signIn(visitor, newPhone());
  }
  await visitor.go('/privacy/permissions');
  return visitor;
}

const toggle = ({ page }: Visitor, name: string) => page.getByRole('switch', { name, exact: true });
const isOn = (visitor: Visitor, name: string) => toggle(visitor, name).getAttribute('aria-checked');
const off = ({ page }: Visitor, title: string) => page.getByText(`你停用了「${title}」，这里没有使用它`);

describe('the switches of permissions', () => {
  it('are there for each permission that is used, by keyboard too, and hold after a reload', async () => {
    const visitor = await visit(true);
    const { page } = visitor;
    for (const name of ['麦克风', '相册与文件', '存储', '读取剪贴板', '写入剪贴板']) {
      expect(await isOn(visitor, name), name).toBe('true');
    }
    await toggle(visitor, '麦克风').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => isOn(visitor, '麦克风')).toBe('false');
    expect(await visitor.findings()).toEqual([]);
    await page.reload();
    await expect.poll(() => isOn(visitor, '麦克风')).toBe('false');
    await page.getByRole('button', { name: '全部停用' }).click();
    await expect.poll(() => isOn(visitor, '写入剪贴板')).toBe('false');
    await page.getByRole('button', { name: '全部恢复' }).click();
    await expect.poll(() => isOn(visitor, '麦克风')).toBe('true');
    await visitor.leave();
  });

  it('close the microphone that is open, in whatever tab, and it is refused within a second', async () => {
    const visitor = await visit(false);
    const { page } = visitor;
    await page.addInitScript(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        Object.assign(window, { track: stream.getTracks()[0] });
        return stream;
      };
    });
    await page.goto('/recognise');
    const start = page.getByRole('button', { name: '开始听' });
    await start.click();
    const notice = page.getByRole('dialog', { name: '即将使用：麦克风' });
    await notice.getByRole('button', { name: '继续' }).click();
    const track = () =>
      page.evaluate(() => (window as unknown as { track?: MediaStreamTrack }).track?.readyState);
    await expect.poll(track).toBe('live');

    const other = await page.context().newPage();
    await other.goto('/privacy/permissions');
    await other.getByRole('switch', { name: '麦克风', exact: true }).click();
    await expect.poll(track, { timeout: 1_000, interval: 50 }).toBe('ended');
    await other.close();

    await page.goto('/recognise');
    await start.click();
    await expect.poll(() => off(visitor, '麦克风').count(), { timeout: 1_000 }).toBe(1);
    expect(await notice.count()).toBe(0);
    expect(await track()).toBeUndefined();
    await visitor.leave();
  });

  it('stop choosing and uploading alone where files are off', { timeout: 300_000 }, async () => {
    const visitor = await visit(false);
    const { page } = visitor;
    let pickers = 0;
    page.on('filechooser', () => (pickers += 1));
    await toggle(visitor, '相册与文件').click();
    await expect.poll(() => isOn(visitor, '相册与文件')).toBe('false');
    for (const path of [
      '/',
      '/albums',
      '/artists',
      '/songs',
      '/search?q=a',
      '/discover',
      '/charts',
      '/my-music',
      '/playlists',
      '/recognise',
      '/local',
      '/offline',
      '/downloads',
      '/statistics',
      '/settings',
      '/account',
      '/privacy/data',
      '/privacy/export',
    ]) {
      await visitor.go(path);
      const head = page.getByRole('heading', { level: 1 });
      await expect.poll(() => head.count(), { message: path }).toBeGreaterThan(0);
      await expect.poll(() => page.locator('[aria-busy="true"]').count(), { message: path }).toBe(0);
      expect(await page.getByRole('alert').count(), path).toBe(0);
    }
    await visitor.go('/account');
    await page.getByRole('button', { name: '更换头像' }).click();
    await expect.poll(() => off(visitor, '相册与文件').count()).toBe(1);
    expect(pickers).toBe(0);
    // The music plays as ever.
    await visitor.go('/');
    await page.locator('article a').first().click();
    await page.getByRole('button', { name: '播放全部' }).click();
    await expect.poll(() => visitor.position(), { timeout: 20_000 }).toBeGreaterThan(0.5);
    await visitor.leave();
  });
});
