/** Mail: adding and proving an address, the letter's own switch, and unsubscribing without signing in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function member(how: Parameters<App['visit']>[0] = {}, more: string[] = []) {
  const visitor = await app.visit(how);
  const cookies = ['mock_member', ...more].map((name) => ({ name, value: '1', url: app.address }));
  await visitor.page.context().addCookies(cookies);
  await visitor.page.goto('/settings');
  return visitor;
}

describe.runIf(onMock)('mail', () => {
  it('tells a member that their post office takes nothing', async () => {
    const visitor = await member({ phone: true }, ['mock_mail', 'mock_unreached']);
    const { page } = visitor;
    await page.goto('/settings/mail');
    await page.getByText(/对方邮局说收不到/).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  for (const phone of [true, false]) {
    it(`adds, proves and takes away an address, and subscribes by a switch (phone: ${phone})`, async () => {
      const visitor = await member({ phone });
      const { page } = visitor;
      await page.getByRole('link', { name: '邮箱与来信' }).click();
      await page.getByRole('heading', { level: 1, name: '邮件' }).waitFor();
      await page.getByText('先验证一个邮箱').waitFor();
      expect(await visitor.findings()).toEqual([]);
      await page.getByRole('textbox', { name: '邮箱地址' }).fill('lin@music.example');
      await page.keyboard.press('Enter');
      const code = page.getByRole('textbox', { name: '验证码' });
      await code.fill('000000');
      await page.keyboard.press('Enter');
      await page.getByText('验证码不正确').waitFor();
      expect(await visitor.findings()).toEqual([]);
      await code.fill('123456');
      await page.getByRole('button', { name: '验证', exact: true }).click();
      await page.getByText('l***@music.example').waitFor();
      const letter = page.getByRole('switch', { name: '每月来信' });
      expect(await letter.getAttribute('aria-checked')).toBe('false');
      await letter.focus();
      await page.keyboard.press('Space');
      await expect.poll(() => letter.getAttribute('aria-checked')).toBe('true');
      expect(await visitor.findings()).toEqual([]);
      await letter.click();
      await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
      await expect.poll(() => letter.getAttribute('aria-checked')).toBe('false');
      await page.getByRole('button', { name: '删除邮箱' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '删除邮箱' }).click();
      await page.getByText('还没有邮箱').waitFor();
      await visitor.leave();
    });

    it(`unsubscribes by a button, and by nothing else (phone: ${phone})`, async () => {
      const visitor = await app.visit({ phone });
      const { page } = visitor;
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/letter/')) sent.push(`${request.method()} ${request.url()}`);
      });
      await page.goto('/unsubscribe#s3cret');
      const button = page.getByRole('button', { name: '退订' });
      await button.waitFor();
      await expect.poll(() => page.url()).not.toContain('#');
      expect(sent).toEqual([]);
      expect(await visitor.findings()).toEqual([]);
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '已退订' }).waitFor();
      expect(sent).toEqual([`POST ${app.address}/api/v1/letter/unsubscription/s3cret`]);
      expect(await visitor.findings()).toEqual([]);
      await page.goto('/');
      await page.goto('/unsubscribe');
      await page.getByRole('heading', { name: '这个链接不完整' }).waitFor();
      expect(await visitor.findings()).toEqual([]);
      await visitor.leave();
    });
  }
});
