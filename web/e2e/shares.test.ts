/** Music shared by a link: opened by a guest with its password, and not any more once it is revoked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

describe('a link', () => {
  it('is made with a password, opens for a guest by it alone, and opens nothing once revoked', async () => {
    const owner = await app.visit({ phone: true });
    if (onMock) {
      await owner.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
      await owner.page.goto('/songs');
    } else {
      await signIn(owner, newPhone());
      await owner.go('/songs');
    }
    await owner.page
      .getByRole('button', { name: /的更多操作$/ })
      .first()
      .click();
    await owner.page.getByRole('menuitem', { name: '分享链接' }).click();
    const dialog = owner.page.getByRole('dialog');
    await dialog.getByLabel('说一句话（可不填）').fill('听听这首');
    await dialog.getByLabel('密码（可不填）').fill('sesame');
    expect(await owner.findings()).toEqual([]);
    await dialog.getByRole('button', { name: '生成链接' }).click();
    const link = await dialog.getByLabel('链接', { exact: true }).inputValue();
    const path = new URL(link).pathname;
    expect(path).toMatch(/^\/share\/.+/);

    const guest = await app.visit({ phone: true });
    await guest.page.goto(path);
    const password = guest.page.getByLabel('密码', { exact: true });
    await password.fill('wrong one');
    await guest.page.getByRole('button', { name: '打开', exact: true }).click();
    await expect.poll(() => guest.page.getByRole('alert').count()).toBeGreaterThan(0);
    await password.fill('sesame');
    await guest.page.getByRole('button', { name: '打开', exact: true }).click();
    await expect.poll(() => guest.page.getByText('听听这首').count()).toBe(1);
    await guest.page.getByRole('button', { name: /^播放/ }).first().waitFor();
    expect(await guest.findings()).toEqual([]);
    expect(await guest.page.context().cookies()).toEqual([]);

    await dialog.getByRole('link', { name: '管理我的分享' }).click();
    await expect.poll(() => owner.page.getByText(/打开 1 次/).count()).toBe(1);
    expect(await owner.findings()).toEqual([]);
    await owner.page.getByRole('button', { name: /^撤销“/ }).click();
    await expect.poll(() => owner.page.getByText('还没有分享').count()).toBe(1);
    await guest.page.reload();
    await expect.poll(() => guest.page.getByText('这个分享打不开了').count()).toBe(1);
    await guest.page.context().close();
    await owner.leave();
  });
});
