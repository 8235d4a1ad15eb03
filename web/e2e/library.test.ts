/** The member's collection, on the invented service: what is liked is found again, and playlists are made and changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock, settled, type Visitor } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function member(how: Parameters<App['visit']>[0] = {}): Promise<Visitor> {
  const visitor = await app.visit(how);
  await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
  return visitor;
}

async function open(visitor: Visitor, path: string) {
  await visitor.page.goto(path);
  await settled(visitor);
}

/** Titles of a list's rows, in the order in which they are seen; read at one moment, because rows come and go. */
async function titles({ page }: Visitor): Promise<string[]> {
  const rows = await page.locator('[data-row]').evaluateAll((all) =>
    all.map((row) => ({
      at: Number(row.getAttribute('data-row')),
      title: row.querySelector('.title')?.textContent ?? '',
    })),
  );
  return rows.sort((a, b) => a.at - b.at).map((row) => row.title);
}

/** Makes a playlist of its own for a test and returns its address. */
async function made(visitor: Visitor, name: string, tracks: string[]): Promise<string> {
  const answer = await visitor.page.request.post('/api/v1/playlists', { data: { name, tracks } });
  return `/playlists/${((await answer.json()) as { id: string }).id}`;
}

describe.runIf(onMock)('the collection', () => {
  it('has what was liked, and lets it be taken back', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/songs');
    const heart = page.locator('[data-row="0"]').getByRole('button', { name: '喜欢《茉莉花》' });
    await heart.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true');
    await visitor.go('/my-music');
    await expect.poll(() => titles(visitor)).toEqual(['茉莉花']);

    const again = page.getByRole('button', { name: '喜欢《茉莉花》' }).first();
    await expect.poll(() => again.getAttribute('aria-pressed')).toBe('true');
    await again.click();
    await expect.poll(() => again.getAttribute('aria-pressed')).toBe('false');
    const toast = page.locator('.toasts p', { hasText: '已取消喜欢' });
    await toast.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => again.getAttribute('aria-pressed')).toBe('true');
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('follows artists and rates albums', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/artists/art_3');
    const follow = page.getByRole('button', { name: '关注白露' });
    await follow.click();
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('true');
    await visitor.go('/my-music?show=follows');
    await expect.poll(() => page.getByRole('link', { name: '白露' }).count()).toBe(1);

    await open(visitor, '/albums/alb_5');
    await page.getByRole('radio', { name: '3 星' }).check({ force: true });
    await visitor.go('/my-music?show=ratings');
    await page.getByRole('radio', { name: '专辑' }).check({ force: true });
    await expect.poll(() => page.getByRole('radio', { name: '3 星' }).isChecked()).toBe(true);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('offers a guest to sign in, and shows the square', async () => {
    const visitor = await app.visit();
    const { page } = visitor;
    await open(visitor, '/square');
    await page.getByRole('link', { name: '雨天听的民谣' }).click();
    await expect.poll(() => titles(visitor).then((all) => all.length)).toBeGreaterThan(5);
    await page.locator('[data-row="0"]').getByRole('button', { name: /^喜欢/ }).click();
    await page.locator('.toasts').getByRole('link', { name: '登录' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    for (const path of ['/my-music', '/playlists', '/playlists/smart', '/playlists/import']) {
      await open(visitor, path);
      await expect.poll(() => page.locator('main').getByRole('link', { name: '登录' }).count()).toBe(1);
    }
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});

describe.runIf(onMock)('a playlist', () => {
  it('is made, filled, put in order by keyboard, and emptied again', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/playlists');
    await page.getByRole('button', { name: '新建歌单' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('晚风');
    await dialog.getByRole('button', { name: '新建歌单' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('晚风');
    const address = new URL(page.url()).pathname;

    await visitor.go('/songs');
    for (const row of [0, 1, 2]) {
      await page.locator(`[data-row="${row}"] [aria-haspopup="menu"]`).click();
      await page.getByRole('menuitem', { name: '加入歌单…' }).click();
      await dialog.getByRole('button', { name: /^晚风/ }).click();
      await expect.poll(() => dialog.count()).toBe(0);
    }
    await visitor.go(address);
    await expect.poll(() => titles(visitor)).toEqual(['茉莉花', '渔舟唱晚', '彩云追月']);

    await page.getByRole('button', { name: /^移动《茉莉花》/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => titles(visitor)).toEqual(['渔舟唱晚', '彩云追月', '茉莉花']);
    // The handle keeps the focus, so that the arrows go on moving the same song.
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => titles(visitor)).toEqual(['渔舟唱晚', '茉莉花', '彩云追月']);
    await page.locator('[data-row="2"] [aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name: '移到…' }).click();
    await dialog.getByLabel(/第几首/).fill('1');
    await dialog.getByRole('button', { name: '移动' }).click();
    await expect.poll(() => titles(visitor)).toEqual(['彩云追月', '渔舟唱晚', '茉莉花']);

    await page.locator('[data-row="1"] [aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name: '从歌单移除' }).click();
    await expect.poll(() => titles(visitor)).toEqual(['彩云追月', '茉莉花']);
    await page.locator('.toasts').getByRole('button', { name: '撤销' }).last().click();
    await expect.poll(() => titles(visitor)).toEqual(['彩云追月', '渔舟唱晚', '茉莉花']);
    await page.reload();
    await expect.poll(() => titles(visitor)).toEqual(['彩云追月', '渔舟唱晚', '茉莉花']);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('is put in order by dragging', async () => {
    const visitor = await member();
    const { page } = visitor;
    await visitor.page.goto('/');
    await open(visitor, await made(visitor, '拖一拖', ['trk_0', 'trk_1', 'trk_2']));
    const from = (await page.locator('[data-row="0"] .handle').boundingBox())!;
    const to = (await page.locator('[data-row="2"] .handle').boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => titles(visitor)).toEqual(['渔舟唱晚', '彩云追月', '茉莉花']);
    await visitor.leave();
  });

  it('that was changed elsewhere is read again, and the listener is told', async () => {
    const visitor = await member();
    const { page } = visitor;
    await page.goto('/');
    const address = await made(visitor, '两个人的歌单', ['trk_0', 'trk_1']);
    await open(visitor, address);
    await page.request.post(`/api/v1${address}/items`, { data: { tracks: ['trk_2'] } });
    await page.getByRole('button', { name: /^移动《茉莉花》/ }).focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.toasts').innerText()).toContain('已重新读取');
    await expect.poll(() => titles(visitor)).toEqual(['茉莉花', '渔舟唱晚', '彩云追月']);
    await visitor.leave();
  });

  it('takes several songs that were chosen together', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/songs');
    await page.locator('[data-row="0"] [aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name: '多选' }).click();
    await page.getByRole('checkbox', { name: '选择《平湖秋月》' }).first().check();
    await page.getByRole('button', { name: '加入歌单…' }).click();
    const dialog = page.getByRole('dialog', { name: '把 2 首歌加入歌单' });
    await dialog.getByLabel('新歌单').fill('一起选的');
    await dialog.getByRole('button', { name: '新建并加入' }).click();
    await page.locator('.toasts').getByRole('link', { name: '打开歌单' }).click();
    await expect.poll(() => titles(visitor)).toEqual(['茉莉花', '平湖秋月']);
    await visitor.leave();
  });

  it('goes to the square only after its owner agreed, there and then', async () => {
    const visitor = await member();
    const { page } = visitor;
    await page.goto('/');
    await open(visitor, await made(visitor, '给大家听', ['trk_3', 'trk_4']));
    await page.getByRole('button', { name: '谁能看到' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /公开到歌单广场/ }).check();
    await expect.poll(() => dialog.getByRole('button', { name: '同意并公开' }).count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await dialog.getByRole('button', { name: '先不公开' }).click();
    await expect.poll(() => dialog.getByRole('radio', { name: /仅自己/ }).isChecked()).toBe(true);
    await dialog.getByRole('radio', { name: /公开到歌单广场/ }).check();
    await dialog.getByRole('button', { name: '同意并公开' }).click();
    await expect.poll(() => page.locator('.toasts').innerText()).toContain('已公开到歌单广场');
    await page.keyboard.press('Escape');
    await visitor.go('/square');
    await expect.poll(() => page.getByRole('link', { name: '给大家听' }).count()).toBe(1);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('by invitation is joined from a link whose secret leaves the address bar', async () => {
    const visitor = await member();
    const { page } = visitor;
    await page.goto('/playlists/join#mockMOCKmockMOCKmockMOCKmockMOCK');
    await expect.poll(() => page.getByText('有人邀请你一起编辑《夏夜乘凉》').count()).toBe(1);
    await expect.poll(() => new URL(page.url()).hash).toBe('');
    await page.getByRole('button', { name: '加入歌单', exact: true }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('夏夜乘凉');
    await visitor.leave();
  });
});

describe.runIf(onMock)('rules', () => {
  it('show what they choose, and what is wrong at the rule itself', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/playlists/smart');
    await page.getByLabel('名称').fill('老茉莉');
    const first = page.getByRole('group', { name: '第 1 条' }).first();
    await first.getByLabel('依据').selectOption('title');
    await first.getByLabel('值').fill('茉莉花');
    const counted = page.locator('aside [role="status"]').first();
    await expect.poll(() => counted.innerText()).toMatch(/^\d+ 首/);
    const before = await counted.innerText();

    await page.getByRole('button', { name: '添加条件' }).click();
    const second = page.getByRole('group', { name: '第 2 条' });
    await second.getByLabel('依据').selectOption('year');
    await second.getByLabel('值').fill('很久');
    await expect.poll(() => second.getByRole('alert').count()).toBe(1);
    expect(await first.getByRole('alert').count()).toBe(0);
    await second.getByLabel('比较').selectOption('at_most');
    await second.getByLabel('值').fill('1975');
    await expect.poll(() => second.getByRole('alert').count()).toBe(0);
    await expect.poll(() => counted.innerText()).toMatch(/^\d+ 首/);
    await expect.poll(() => counted.innerText()).not.toBe(before);
    expect(await visitor.findings()).toEqual([]);

    await page.getByRole('button', { name: '建立歌单' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('老茉莉');
    await expect
      .poll(() => titles(visitor).then((all) => all.every((one) => one.startsWith('茉莉花'))))
      .toBe(true);
    expect(await page.getByRole('button', { name: /^移动/ }).count()).toBe(0);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('are read again to be changed, groups and all', async () => {
    const visitor = await member();
    const { page } = visitor;
    await page.goto('/');
    const rules = {
      match: {
        all: [
          { field: 'genre', operator: 'is', value: '民谣' },
          { any: [{ field: 'year', operator: 'between', value: [1970, 1990] }] },
        ],
      },
    };
    const answer = await page.request.post('/api/v1/playlists', { data: { name: '成组的', rules } });
    const { id } = (await answer.json()) as { id: string };
    await open(visitor, `/playlists/${id}/rules`);
    await expect.poll(() => page.getByRole('group', { name: '一组条件' }).count()).toBe(1);
    await page.getByRole('button', { name: '删除这一组' }).click();
    await page.getByRole('button', { name: '保存规则' }).click();
    await page.waitForURL((url) => url.pathname === `/playlists/${id}`);
    const kept = (await (await page.request.get(`/api/v1/playlists/${id}`)).json()) as { rules: unknown };
    expect(kept.rules).toEqual({ match: { all: [{ field: 'genre', operator: 'is', value: '民谣' }] } });
    await visitor.leave();
  });
});

describe.runIf(onMock)('a file', () => {
  it('becomes a playlist, and what was not found is told with its line', async () => {
    const visitor = await member();
    const { page } = visitor;
    await open(visitor, '/playlists/import');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择歌单文件' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
    const text = [
      '#EXTM3U',
      '#PLAYLIST:老磁带',
      '音乐/茉莉花.flac',
      '音乐/没有这首.flac',
      '音乐/送别.mp3',
      '',
    ];
    await (
      await chooser
    ).setFiles({
      name: 'tape.m3u8',
      mimeType: 'audio/x-mpegurl',
      buffer: Buffer.from(text.join('\n')),
    });
    const row = page.getByRole('table').getByRole('row').nth(1);
    await expect.poll(() => row.innerText()).toMatch(/4\s+音乐\/没有这首\.flac\s+曲库里没有这首歌/);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('link', { name: '打开歌单' }).click();
    await expect.poll(() => titles(visitor)).toEqual(['茉莉花', '送别']);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('老磁带');
    await visitor.leave();
  });
});

describe.runIf(onMock).each([
  { phone: true, locale: 'zh-CN' },
  { phone: true, locale: 'en' },
  { phone: false, colorScheme: 'dark' as const, locale: 'en' },
])('the pages, phone $phone, $locale', (how) => {
  it('give axe nothing to object to, and are no wider than the window', async () => {
    const visitor = await member(how);
    const { page } = visitor;
    await page.goto('/');
    await page.request.put('/api/v1/me/bookmarks/trk_7', { data: { position_ms: 9_000 } });
    await page.request.put('/api/v1/me/likes/alb_2');
    const own = await made(visitor, '走一走', ['trk_0', 'trk_1', 'trk_96']);
    const shows = ['albums', 'artists', 'playlists', 'follows', 'ratings', 'bookmarks'];
    const findings: Record<string, string[]> = {};
    for (const path of [
      '/my-music',
      ...shows.map((show) => `/my-music?show=${show}`),
      '/playlists',
      '/playlists?scope=shared',
      '/playlists?scope=members',
      own,
      '/playlists/smart',
      '/playlists/import',
      '/playlists/join',
      '/square',
      '/albums/alb_2',
    ]) {
      await visitor.go(path);
      await settled(visitor);
      const found = await visitor.faults();
      if (found.length > 0) findings[path] = found;
    }
    await page.locator('button.button.primary').first().click();
    await visitor.go('/playing');
    await settled(visitor);
    expect(await visitor.findings()).toEqual([]);
    expect(findings).toEqual({});
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});
