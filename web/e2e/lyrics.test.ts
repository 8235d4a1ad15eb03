import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { App, onMock, type Visitor } from './support';

let app: App;
let visitor: Visitor;

beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());
afterEach(async () => {
  expect(visitor.troubles).toEqual([]);
  await visitor.leave();
});

/** Plays the first track of the invented library, which is a duet with words, and opens it large. */
async function open() {
  await visitor.page.goto('/albums/alb_0');
  await visitor.page.getByRole('button', { name: '播放全部' }).click();
  await visitor.go('/playing');
  await expect.poll(() => lines().count()).toBe(7);
}

const lines = () => visitor.page.locator('button.line');
const shares = () =>
  visitor.page
    .locator('.line.here .word')
    .evaluateAll((words) =>
      words.map((word) => parseFloat((word as HTMLElement).style.getPropertyValue('--sung'))),
    );

describe.runIf(onMock)('lyrics', () => {
  describe('of a duet', () => {
    beforeEach(async () => {
      visitor = await app.visit();
      await open();
    });

    it('are shown with sound and meaning, each of which can be hidden', async () => {
      const first = lines().first();
      await expect.poll(() => first.innerText()).toContain('hǎo yī duǒ');
      expect(await first.innerText()).toContain('What a beautiful jasmine flower');
      await visitor.page.getByRole('button', { name: '显示注音' }).click();
      await expect.poll(() => first.innerText()).not.toContain('hǎo');
      await visitor.page.getByRole('button', { name: '显示翻译' }).click();
      await expect.poll(() => first.innerText()).not.toContain('jasmine');
      expect(await visitor.kept()).toEqual(
        expect.arrayContaining(['qingyin.romanisation', 'qingyin.translation']),
      );
    });

    it('name the singers and put them on two sides', async () => {
      expect(await lines().nth(0).innerText()).toContain('采花人');
      expect(await lines().nth(1).innerText()).toContain('赏花人');
      const sides = await lines().evaluateAll((all) => all.map((line) => getComputedStyle(line).textAlign));
      expect(sides.slice(0, 3)).toEqual(['start', 'end', 'start']);
    });

    it('switch whole words for those who want less motion', async () => {
      await lines().nth(2).click();
      await expect
        .poll(async () => (await shares()).filter((share) => share === 100).length)
        .toBeGreaterThan(1);
      expect((await shares()).every((share) => share === 0 || share === 100)).toBe(true);
    });

    it('are sought by keyboard', async () => {
      await lines().nth(4).focus();
      await visitor.page.keyboard.press('Enter');
      await expect.poll(() => lines().nth(4).getAttribute('aria-current')).toBe('true');
      expect(await visitor.position()).toBeGreaterThanOrEqual(11);
    });

    it('cannot be moved by a guest', async () => {
      expect(await visitor.page.getByRole('button', { name: '歌词时间' }).count()).toBe(0);
      expect(await visitor.page.getByText('读不懂').count()).toBe(0);
    });
  });

  it('fill each word while it is sung', async () => {
    visitor = await app.visit({ reducedMotion: 'no-preference' });
    await open();
    await lines().nth(1).click();
    await expect.poll(async () => (await shares()).some((share) => share > 0 && share < 100)).toBe(true);
  });

  it('are moved by an operator, heard before they are saved, and saved for everyone', async () => {
    visitor = await app.visit();
    const { page } = visitor;
    await page.goto('/');
    await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await open();
    // A member is asked for two consents once music plays; the cards would lie over the page.
    for (const title of ['播放历史', '跨设备续播']) {
      const card = page.getByRole('region', { name: '要开启这个功能吗？' });
      await expect.poll(() => card.getByRole('heading').innerText()).toBe(title);
      await card.getByRole('button', { name: '不用了' }).click();
    }
    await page.getByRole('button', { name: '歌词时间' }).click();
    const editor = page.getByRole('group', { name: '歌词时间' });
    for (let step = 0; step < 3; step += 1) await editor.getByRole('button', { name: '提前 0.1 秒' }).click();
    await expect.poll(() => editor.getByRole('status').innerText()).toBe('提前 0.3 秒');
    expect(await visitor.findings()).toEqual([]);

    // Before it is saved, going to a line goes to where it now begins.
    await lines().nth(4).click();
    await expect.poll(() => visitor.position()).toBeGreaterThanOrEqual(11.1);
    const offset = () =>
      page.evaluate(
        async () => (await (await fetch('/api/v1/tracks/trk_0/lyrics')).json()).offset_ms as number,
      );
    expect(await offset()).toBe(0);
    await editor.getByRole('button', { name: '保存' }).click();
    await expect.poll(offset).toBe(300);
    await expect.poll(() => editor.count()).toBe(0);

    await page.getByRole('button', { name: '歌词时间' }).click();
    await editor.getByRole('button', { name: '还原' }).click();
    await expect.poll(() => editor.getByRole('status').innerText()).toBe('与文件一致');
    await editor.getByRole('button', { name: '保存' }).click();
    await expect.poll(offset).toBe(0);
    await page.getByText('歌词文件有 1 处读不懂').click();
    await expect.poll(() => page.getByText('第 12 行：看不懂这里的时间').isVisible()).toBe(true);
  });
});
