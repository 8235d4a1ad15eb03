/** Minors and guardians: the banner and the link of a minor, a guardian's yes, and the choices for a child. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function invented(cookies: string[], how: Parameters<App['visit']>[0] = {}) {
  const visitor = await app.visit(how);
  const set = cookies.map((name) => ({ name, value: '1', url: app.address }));
  await visitor.page.context().addCookies(set);
  await visitor.page.goto('/');
  return visitor;
}

describe.runIf(onMock)('minors', () => {
  for (const phone of [true, false]) {
    it(`a minor is told what is needed, and makes a link for the guardian (phone: ${phone})`, async () => {
      const visitor = await invented(['mock_member', 'mock_unguarded'], { phone });
      const { page } = visitor;
      const banner = page.getByRole('complementary', { name: '请监护人同意' });
      await expect.poll(() => banner.count()).toBe(1);
      expect(await visitor.findings()).toEqual([]);
      await banner.getByRole('link', { name: '怎么做' }).click();
      await page.getByRole('heading', { name: '请监护人同意' }).waitFor();
      expect(await banner.count()).toBe(0);
      await page.getByRole('button', { name: /生成/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: '给监护人的二维码' }).waitFor();
      expect(await page.getByRole('textbox', { name: '给监护人的链接' }).inputValue()).toContain(
        '/guardian#',
      );
      expect(await visitor.findings()).toEqual([]);
      await visitor.leave();
    });

    it(`a guardian reads the statement before they can agree (phone: ${phone})`, async () => {
      const visitor = await invented(['mock_member', 'mock_guardian'], { phone });
      const { page } = visitor;
      await page.goto('/guardian#q3t6w9z2b5e8h1k4n7r0u3x6A9C2F5I8');
      await page.getByRole('heading', { name: '“小竹”请你作为监护人同意' }).waitFor();
      await expect.poll(() => page.url()).not.toContain('#');
      const agree = page.getByRole('button', { name: '同意', exact: true });
      expect(await agree.isDisabled()).toBe(true);
      await page.getByRole('checkbox').check();
      expect(await visitor.findings()).toEqual([]);
      await agree.click();
      await page.getByRole('heading', { level: 1, name: '小竹' }).waitFor();
      const history = page.getByRole('switch', { name: '播放历史', exact: true });
      await history.click();
      await expect.poll(() => history.getAttribute('aria-checked')).toBe('true');
      expect(await visitor.findings()).toEqual([]);
      await history.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: '撤回' }).click();
      await expect.poll(() => history.getAttribute('aria-checked')).toBe('false');
      await visitor.go('/privacy/minors');
      await page.getByRole('heading', { name: '我是监护人' }).waitFor();
      expect(await page.getByText('十五至十七周岁').count()).toBe(1);
      expect(await visitor.findings()).toEqual([]);
      await visitor.leave();
    });
  }

  it('a link that opens nothing says so, and the statement is there for everybody', async () => {
    const visitor = await invented(['mock_member']);
    const { page } = visitor;
    await page.goto('/guardian#gone');
    await page.getByRole('heading', { name: '这个链接不能用了' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/policy/minors');
    await page.getByRole('heading', { name: '我们如何处理未成年人的个人信息' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/privacy/minors');
    await page.getByRole('heading', { name: '不需要监护人' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
