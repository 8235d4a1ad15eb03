/** Finding music as people type it, and a history of searches by consent alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe('the search', () => {
  it.runIf(!onMock)('finds a song by three initials and in spite of a wrong character', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    for (const typed of ['mlh', '茉莉画']) {
      await page.goto('/search');
      await page.getByLabel('搜索歌曲、歌手、专辑、歌词、歌单和用户').last().fill(typed);
      const songs = page.getByRole('list', { name: '歌曲', exact: true });
      await expect.poll(() => songs.getByText('茉莉花').count(), { message: typed }).toBeGreaterThan(0);
      await expect
        .poll(() => songs.locator('mark', { hasText: '茉莉花' }).count(), { message: typed })
        .toBeGreaterThan(0);
      expect(await guest.findings()).toEqual([]);
    }
    await guest.leave();
  });

  it('shows groups in the box, and goes through them by keyboard', async () => {
    const guest = await app.visit();
    const { page } = guest;
    await page.goto('/');
    const box = page.getByRole('combobox');
    await box.fill('茉莉');
    const songs = page.getByRole('group', { name: '歌曲', exact: true });
    await songs.getByRole('option').first().waitFor();
    await expect.poll(() => songs.locator('mark', { hasText: '茉莉' }).count()).toBeGreaterThan(0);
    expect(await guest.findings()).toEqual([]);
    await page.keyboard.press('ArrowUp');
    const last = page.getByRole('option', { name: '查看“茉莉”的全部结果' });
    expect(await last.getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await last.getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/search' && url.searchParams.get('q') === '茉莉');
    await guest.leave();
  });

  it('finds a song by a part of a line, and plays it from there', async () => {
    // The demo library is asked in Traditional characters, and without the comma; the invented one folds nothing.
    const asked = onMock ? '美丽满枝' : '滿園花開賽也';
    const line = onMock ? '芬芳美丽满枝桠' : '满园花开赛也赛不过它';
    const startS = onMock ? 6.2 : 19.17;
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto(`/search?q=${encodeURIComponent(asked)}`);
    const lines = page.getByRole('list', { name: '歌词', exact: true });
    const first = lines.getByRole('button', { name: `从“${line}` }).first();
    await first.waitFor();
    await expect
      .poll(() => lines.locator('mark').first().innerText())
      .toBe(line.slice(onMock ? 2 : 0).slice(0, asked.length));
    await expect.poll(() => first.innerText()).toContain(onMock ? '0:06' : '0:19');
    await expect.poll(() => page.getByText('这样搜能找到').count()).toBe(0);
    expect(await guest.findings()).toEqual([]);
    await first.click();
    await guest.go('/playing');
    await expect.poll(() => guest.position()).toBeGreaterThanOrEqual(startS);
    expect(await guest.position()).toBeLessThan(startS + 25);
    // The box offers it too, and the keyboard plays it.
    const desk = await app.visit();
    await desk.page.goto('/');
    await desk.page.getByRole('combobox').fill(asked);
    const hit = desk.page.getByRole('group', { name: '歌词', exact: true }).getByRole('option').first();
    await hit.waitFor();
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(() => hit.getAttribute('aria-selected')).toBe('true');
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => desk.position()).toBeGreaterThanOrEqual(startS);
    expect([...guest.troubles, ...desk.troubles]).toEqual([]);
    await guest.leave();
    await desk.leave();
  });

  it.runIf(onMock)('finds people by the name they show, with their playlists', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto(`/search?q=${encodeURIComponent('听泉')}`);
    const people = page.getByRole('list', { name: '用户', exact: true });
    await people.waitFor();
    await expect.poll(() => people.getByRole('heading', { name: /听泉人/ }).count()).toBe(1);
    await expect.poll(() => people.locator('mark').first().innerText()).toBe('听泉');
    await expect.poll(() => people.getByRole('link').count()).toBeGreaterThan(0);
    expect(await guest.findings()).toEqual([]);
    expect(guest.troubles).toEqual([]);
    await guest.leave();
  });

  it.runIf(onMock)('offers what many look for, and says what that is', async () => {
    const guest = await app.visit();
    const { page } = guest;
    await page.goto('/search');
    const many = page.getByRole('list', { name: '大家在搜', exact: true });
    await many.waitFor();
    await expect.poll(() => page.getByText('至少有 20 位成员搜过').count()).toBe(1);
    expect(await guest.findings()).toEqual([]);
    const box = page.getByRole('combobox');
    await box.focus();
    const group = page.getByRole('group', { name: '大家在搜', exact: true });
    await expect.poll(() => group.getByRole('option').allInnerTexts()).toEqual(['茉莉花', '送别', '听泉']);
    expect(await guest.findings()).toEqual([]);
    await box.fill('茉');
    await expect.poll(() => group.getByRole('option').allInnerTexts()).toEqual(['茉莉花']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '茉莉花');
    expect(guest.troubles).toEqual([]);
    await guest.leave();
  });

  it('offers parts of a query that found nothing', async () => {
    const guest = await app.visit({ phone: true });
    const { page } = guest;
    await page.goto(`/search?q=${encodeURIComponent('茉莉花开满天下')}`);
    await expect.poll(() => page.getByText('这样搜能找到').count()).toBe(1);
    expect(await guest.findings()).toEqual([]);
    await page.getByRole('link', { name: /^茉莉/ }).first().click();
    await expect.poll(() => page.getByRole('list', { name: '歌曲', exact: true }).count()).toBe(1);
    await guest.leave();
  });

  it('keeps what a member looked for only while they agree, and shows and forgets it', async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    const history = page.getByRole('list', { name: '搜索历史', exact: true });
    if (onMock) {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/search');
    } else {
      await signIn(visitor, newPhone());
      await visitor.go('/search');
    }
    const field = page.getByRole('main').getByRole('searchbox');
    const consent = page.getByRole('switch', { name: /保存搜索历史/ });
    await consent.waitFor();
    if (!onMock) {
      await field.fill('青花');
      await field.press('Enter');
      await field.fill('');
      await expect.poll(() => history.count()).toBe(0);
      await consent.click();
      await expect.poll(() => page.getByText('还没有搜过什么').count()).toBe(1);
    } else if (!(await consent.isChecked())) {
      await consent.click();
      await expect.poll(() => consent.isChecked()).toBe(true);
    }
    await field.fill('茉莉花');
    await field.press('Enter');
    await expect.poll(() => page.getByRole('list', { name: '歌曲', exact: true }).count()).toBe(1);
    await field.fill('');
    await expect.poll(() => history.getByRole('link', { name: '茉莉花', exact: true }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '删除“茉莉花”' }).click();
    await expect.poll(() => history.getByRole('link', { name: '茉莉花', exact: true }).count()).toBe(0);
    if (!onMock) {
      await field.fill('sld');
      await field.press('Enter');
      await field.fill('');
      await expect.poll(() => history.getByRole('link', { name: 'sld', exact: true }).count()).toBe(1);
      await consent.click();
      await page.getByRole('dialog').getByRole('button', { name: '撤回并删除' }).click();
      await expect.poll(() => history.count()).toBe(0);
      const kept = await page.evaluate(async () => (await (await fetch('/api/v1/me/searches')).json()).items);
      expect(kept).toEqual([]);
    }
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
