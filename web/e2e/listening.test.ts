import { beforeEach, describe, expect, it } from 'vitest';
import { STORAGE_KEYS, TAB_KEYS } from '../src/lib/storage';
import { type App, eachTestVisits, onMock, settled, type Visitor } from './support';

/** How many windows of rows the scrolling test goes through. */
const STEPS = 60;

let app: App;
let guest: Visitor;

eachTestVisits(async (fresh, theirs) => {
  app = theirs;
  guest = fresh;
  await guest.page.goto('/');
});

/** Opens the first album of the home page with several tracks, and plays it. */
async function playFirstAlbum() {
  const { page } = guest;
  await page.locator('article a').first().waitFor();
  const albums = await page
    .locator('article a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  // The first list has the album's own tracks; what sounds like them may follow in another.
  const rows = page.getByRole('list').and(page.locator('ol')).first().locator('> li');
  let tracks = 0;
  for (const album of albums) {
    await page.goto(album);
    await settled(guest);
    await page.getByRole('button', { name: '播放全部' }).waitFor();
    tracks = await rows.count();
    if (tracks > 2) break;
  }
  expect(tracks).toBeGreaterThan(2);
  await guest.page.getByRole('button', { name: '播放全部' }).click();
  await expect.poll(() => guest.position()).toBeGreaterThan(0.5);
}

const bar = () => guest.page.getByRole('region', { name: '播放器' });
const current = () => bar().locator('.title').innerText();

describe('a guest', () => {
  it('plays an album from the home page, and leaves nothing but device settings', async () => {
    await playFirstAlbum();
    await expect.poll(() => bar().getByRole('button', { name: '暂停' }).count()).toBe(1);
    expect([...STORAGE_KEYS, ...TAB_KEYS]).toEqual(expect.arrayContaining(await guest.kept()));
    expect(await guest.page.context().cookies()).toEqual([]);
  });

  it('hears the music on while going from page to page', async () => {
    await playFirstAlbum();
    const before = await guest.position();
    for (const path of ['/artists', '/songs', '/settings', '/']) await guest.go(path);
    await expect.poll(() => guest.position()).toBeGreaterThan(before);
  });

  it('pauses, seeks and skips by keyboard', async () => {
    await playFirstAlbum();
    await guest.page.locator('h1').first().click();
    await guest.page.keyboard.press('k');
    await expect.poll(() => bar().getByRole('button', { name: '播放', exact: true }).count()).toBe(1);
    const before = await guest.position();
    await guest.page.keyboard.press('ArrowRight');
    await expect.poll(() => guest.position()).toBeGreaterThanOrEqual(Math.floor(before) + 4);
    const title = await current();
    await guest.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(current).not.toBe(title);
  });

  it('goes on to the next track when one ends', async () => {
    await playFirstAlbum();
    const title = await current();
    const slider = guest.page.getByRole('slider', { name: '播放进度' });
    const end = Number(await slider.getAttribute('max'));
    await slider.fill(String(Math.floor((end - 3_000) / 1000) * 1000));
    await expect.poll(current).not.toBe(title);
    await expect.poll(() => guest.position()).toBeGreaterThan(0.3);
  });

  it('reorders the queue by keyboard', async () => {
    await playFirstAlbum();
    await guest.page.keyboard.press('q');
    const sheet = guest.page.getByRole('dialog', { name: '播放队列' });
    const titles = () => sheet.locator('.title').allInnerTexts();
    await expect.poll(async () => (await titles()).length).toBeGreaterThan(1);
    const [first, second] = await titles();
    await sheet.locator('.handle').first().focus();
    await guest.page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual([second, first]);
    await expect.poll(() => guest.page.evaluate(() => document.activeElement?.className)).toContain('handle');
    await guest.page.keyboard.press('Escape');
    await expect.poll(() => sheet.count()).toBe(0);
  });

  it('reorders the queue by dragging', async () => {
    await playFirstAlbum();
    await bar().getByRole('button', { name: '播放队列' }).click();
    const sheet = guest.page.getByRole('dialog', { name: '播放队列' });
    const titles = () => sheet.locator('.title').allInnerTexts();
    await expect.poll(async () => (await titles()).length).toBeGreaterThan(2);
    const before = await titles();
    const handles = sheet.locator('.handle');
    // Hovering waits until the sheet has slid in; places read before that are elsewhere afterwards.
    await handles.nth(0).hover();
    const to = (await handles.nth(2).boundingBox())!;
    await guest.page.mouse.down();
    await guest.page.mouse.move(to.x + 10, to.y + 20, { steps: 5 });
    await guest.page.mouse.up();
    await expect.poll(async () => (await titles()).slice(0, 3)).toEqual([before[1], before[2], before[0]]);
  });

  it('finds something as they type, and goes there by keyboard', async () => {
    const title = (await guest.page.locator('article .title').first().innerText()).trim();
    await guest.page.keyboard.press('/');
    const box = guest.page.getByRole('combobox');
    await box.pressSequentially(title.slice(0, 2), { delay: 20 });
    const options = guest.page.getByRole('option');
    await expect.poll(() => options.count()).toBeGreaterThan(0);
    await guest.page.keyboard.press('ArrowDown');
    expect(await options.first().getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
    await guest.page.keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    await guest.page.keyboard.press('Enter');
    await guest.page.waitForURL(/\/search\?q=/);
    await expect.poll(() => guest.page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(0);
  });

  it('changes language and theme at once, and finds them again', async () => {
    await guest.go('/settings');
    await guest.page.getByRole('radio', { name: 'English' }).check();
    await expect.poll(() => guest.page.getByRole('heading', { level: 1 }).innerText()).toBe('Settings');
    expect(await guest.page.evaluate(() => document.documentElement.lang)).toBe('en');
    await guest.page.getByRole('radio', { name: 'Dark' }).check();
    await guest.page.reload();
    await expect.poll(() => guest.page.getByRole('heading', { level: 1 }).innerText()).toBe('Settings');
    const paper = await guest.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(paper).toBe('rgb(17, 22, 24)');
  });
});

describe('now playing', () => {
  it('shows the track, and its lyrics when there are any', async () => {
    await playFirstAlbum();
    await guest.go('/playing');
    await expect.poll(() => guest.page.getByRole('heading', { level: 1 }).innerText()).not.toBe('');
    await guest.page.keyboard.press('f');
    await expect.poll(() => new URL(guest.page.url()).pathname).not.toBe('/playing');
  });

  it.runIf(onMock)('follows synced lyrics, and seeks by a line', async () => {
    await guest.page.goto('/albums/alb_0');
    await guest.page.getByRole('button', { name: '播放全部' }).click();
    await guest.go('/playing');
    const lines = guest.page.locator('button.line');
    await lines.nth(4).click();
    await expect.poll(() => lines.nth(4).getAttribute('aria-current')).toBe('true');
    expect(await guest.position()).toBeGreaterThanOrEqual(11);
    await expect.poll(() => guest.page.locator('.word').count()).toBeGreaterThan(2);
  });
});

describe.runIf(onMock)('a hundred thousand songs', () => {
  it('are scrolled through with few rows in the page', async () => {
    await guest.go('/songs');
    await expect.poll(() => guest.page.getByRole('listitem').count()).toBeGreaterThan(10);
    const rows = await guest.page.evaluate(async (steps) => {
      let most = 0;
      for (let step = 0; step < steps; step += 1) {
        scrollBy(0, 900);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        most = Math.max(most, document.querySelectorAll('[data-row]').length);
      }
      return most;
    }, STEPS);
    expect(rows).toBeLessThan(60);
  });

  it('are reached at the far end too', async () => {
    await guest.go('/songs');
    await expect.poll(() => guest.page.getByRole('listitem').count()).toBeGreaterThan(10);
    // The app may still be on its way to the top of the new page, so one scroll need not be the last.
    const atTheEnd = async () => {
      await guest.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return guest.page.locator('[data-row="99999"] .title').count();
    };
    await expect.poll(atTheEnd, { timeout: 160_000 }).toBe(1);
  });
});

describe.runIf(onMock)('a member', () => {
  beforeEach(async () => {
    await guest.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await guest.page.reload();
  });

  it('is asked once music plays, refuses, and the music plays on', async () => {
    expect(await guest.page.getByRole('button', { name: '不用了' }).count()).toBe(0);
    await playFirstAlbum();
    for (const title of ['播放历史', '跨设备续播']) {
      const card = guest.page.getByRole('region', { name: '要开启这个功能吗？' });
      await expect.poll(() => card.getByRole('heading').innerText()).toBe(title);
      const before = await guest.position();
      await card.getByRole('button', { name: '不用了' }).click();
      await expect.poll(() => guest.position()).toBeGreaterThan(before);
    }
    await expect.poll(() => guest.page.getByRole('button', { name: '不用了' }).count()).toBe(0);
  });
});
