/** Takes the pictures of the README from the running service with the demo library: `cargo xtask pictures`. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPhone, signIn } from '../e2e/member';
import { App, settled, type Visitor } from '../e2e/support';

const folder = process.env['QINGYIN_PICTURES']!;
/** How finely JPEG keeps them, of 100. */
const QUALITY = 85;

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

/** Waits for fonts and pictures, and keeps what the window shows. */
async function take(visitor: Visitor, name: string) {
  const { page } = visitor;
  await settled(visitor);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      [...document.images].filter(({ src }) => src).map((image) => image.decode().catch(() => null)),
    );
  });
  await page.screenshot({
    path: join(folder, `${name}.jpg`),
    type: 'jpeg',
    quality: QUALITY,
    animations: 'disabled',
  });
  expect(visitor.troubles).toEqual([]);
}

const desktop = () => app.visit();
const phone = () => app.visit({ phone: true, deviceScaleFactor: 2 });

it('home', async () => {
  const visitor = await desktop();
  await visitor.page.goto('/');
  await take(visitor, 'home-desktop');
  await visitor.leave();
});

it.each([
  ['search-desktop', 'mlh'],
  ['lyrics-search-desktop', '好一朵'],
])('%s', async (name, asked) => {
  const visitor = await desktop();
  const { page } = visitor;
  await page.goto('/');
  await settled(visitor);
  await page.getByRole('combobox').fill(asked);
  await page.getByRole('option').first().waitFor();
  await take(visitor, name);
  await visitor.leave();
});

it('what is playing', async () => {
  const visitor = await app.visit({ colorScheme: 'dark' });
  const { page } = visitor;
  await page.goto('/songs');
  await settled(visitor);
  const { tracks } = (await (await page.request.get('/api/v1/search?q=茉莉花')).json()) as {
    tracks: { title: string; album: { id: string } }[];
  };
  await visitor.go(`/albums/${tracks[0]!.album.id}`);
  await page.getByRole('button', { name: '播放全部' }).click();
  await visitor.go('/playing');
  await page.locator('button.line').nth(3).click();
  await expect.poll(() => page.locator('.line.here').count()).toBe(1);
  await take(visitor, 'playing-desktop-dark');
  await visitor.leave();
});

it('an album', async () => {
  const visitor = await phone();
  const { page } = visitor;
  await page.goto('/albums');
  await settled(visitor);
  await page.locator('article a').first().click();
  await page.waitForURL(/\/albums\/./);
  await take(visitor, 'album-phone');
  await visitor.leave();
});

it('the privacy centre', async () => {
  const wide = await desktop();
  await signIn(wide, newPhone(), '/privacy');
  await wide.page.reload();
  await take(wide, 'privacy-desktop');
  const narrow = await phone();
  await signIn(narrow, newPhone(), '/privacy');
  await narrow.page.reload();
  await take(narrow, 'privacy-phone');
  await narrow.go('/account/devices');
  await take(narrow, 'devices-phone');
  await wide.leave();
  await narrow.leave();
});

it('recommendations with their reasons', async () => {
  const wide = await desktop();
  await wide.page.goto('/discover');
  await take(wide, 'discover-desktop');
  await wide.leave();
});
