import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, settled } from './support';

/** Pages that every visitor meets; those of one album and one artist are found on the way. */
const PAGES = [
  '/',
  '/albums',
  '/artists',
  '/songs',
  '/genres',
  '/decades',
  '/folders',
  '/podcasts',
  '/radio',
  '/charts',
  '/charts?show=new',
  '/discover/how',
  '/recognise',
  '/scan',
  '/library',
  '/mine',
  '/search',
  '/search?q=a',
  '/settings',
  '/nowhere',
];

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe.each([
  { phone: true, colorScheme: 'light' as const, locale: 'zh-CN' },
  { phone: false, colorScheme: 'dark' as const, locale: 'en' },
])('phone $phone, $colorScheme, $locale', (how) => {
  it('has nothing that axe objects to, and nothing wider than the window', async () => {
    const visitor = await app.visit(how);
    await visitor.page.goto('/');
    await settled(visitor);
    const album = await visitor.page.locator('article a').first().getAttribute('href');
    await visitor.page.goto(album!);
    await settled(visitor);
    const artist = await visitor.page.locator('.artists a').first().getAttribute('href');
    await visitor.page.locator('button.button.primary').first().click();

    const findings: Record<string, string[]> = {};
    // What does not exist comes last, because the browser then loads the app anew.
    for (const path of ['/playing', album!, artist!, ...PAGES]) {
      await visitor.go(path);
      await settled(visitor);
      const found = await visitor.faults();
      if (found.length > 0) findings[path] = found;
    }
    expect(findings).toEqual({});
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});

describe('the sheets', () => {
  it.each(['q', '?'])('opened by %s have nothing that axe objects to', async (key) => {
    const visitor = await app.visit();
    await visitor.page.goto('/songs');
    await settled(visitor);
    await visitor.page.locator('[data-row="0"] .play').click();
    await visitor.page.locator('h1').click();
    await visitor.page.keyboard.press(key);
    await expect.poll(() => visitor.page.getByRole('dialog').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});

it('the menu of a track is reached and left by keyboard', async () => {
  const visitor = await app.visit();
  await visitor.page.goto('/songs');
  await settled(visitor);
  const button = visitor.page.locator('[data-row="0"] [aria-haspopup="menu"]');
  await button.focus();
  await visitor.page.keyboard.press('Enter');
  await expect.poll(() => visitor.page.getByRole('menuitem').count()).toBeGreaterThan(2);
  expect(await visitor.findings()).toEqual([]);
  await visitor.page.keyboard.press('ArrowDown');
  await visitor.page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  await visitor.leave();
});
