/** Downloading from the menus, and the history that a member may have of it. */
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { type App, eachTestVisits, onMock, settled, type Visitor } from './support';

let app: App;
let visitor: Visitor;

eachTestVisits((fresh, theirs) => {
  app = theirs;
  visitor = fresh;
});

/** Downloads the first album of the home page; returns the bytes that came. */
async function download(quality: string): Promise<number> {
  const { page } = visitor;
  await visitor.go('/');
  await settled(visitor);
  await page.locator('article a').first().click();
  await page.waitForURL(/\/albums\//);
  await settled(visitor);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: `《${title}》的更多操作` }).click();
  await page.getByRole('menuitem', { name: '下载' }).click();
  const dialog = page.getByRole('dialog', { name: `下载“${title}”` });
  await dialog.getByRole('radio', { name: quality }).check();
  expect(await visitor.findings()).toEqual([]);
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '下载', exact: true }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  return statSync(await file.path()).size;
}

describe('a guest', () => {
  it('downloads an album as one file', async () => {
    await visitor.page.goto('/');
    expect(await download('原始')).toBeGreaterThan(10_000);
  });
});

describe('a member', () => {
  it('has a history of downloads only after agreeing to it', async () => {
    const { page } = visitor;
    if (!onMock) await signIn(visitor, newPhone(), '/downloads');
    else {
      await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await page.goto('/downloads');
    }
    await settled(visitor);
    expect(await visitor.findings()).toEqual([]);
    const records = () => page.getByRole('list', { name: '下载记录' }).getByRole('listitem').count();
    const toggle = page.getByRole('switch', { name: '保存下载历史' });
    const before = await records();
    await download('原始');
    await visitor.go('/downloads');
    await settled(visitor);
    expect(await records()).toBe(before);

    await toggle.click();
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
    await download('原始');
    await visitor.go('/downloads');
    await expect.poll(records).toBe(before + 1);
    await page
      .getByRole('button', { name: /^删除 .* 的下载记录$/ })
      .first()
      .click();
    await expect.poll(records).toBe(before);
  });
});
