/** What a law demands: filed with a document that never leaves the device, approved, handed out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

const FINGERPRINT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function officer(phone: boolean) {
  const visitor = await app.visit({ phone });
  await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
  await visitor.page.goto('/');
  return visitor;
}

/** Chooses a file through the notice of the permission, as every file is. */
async function choose(page: Page, button: string, buffer: Buffer) {
  await page.getByRole('button', { name: button }).click();
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '继续' }).click(),
  ]);
  await picker.setFiles({ name: '调证通知书.pdf', mimeType: 'application/pdf', buffer });
}

describe.runIf(onMock)('a demand by law', () => {
  it('is filed with the fingerprint of a document that is not sent', async () => {
    const visitor = await officer(true);
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await visitor.go('/operator/legal');
    await page.getByRole('button', { name: '登记文书' }).click();
    const content = 'secret-of-the-document';
    await choose(page, '选择文书文件', Buffer.from(content));
    const field = page.getByLabel('文书指纹（SHA-256）');
    await expect.poll(() => field.inputValue()).toMatch(/^[0-9a-f]{64}$/);
    const submit = page.locator('form').getByRole('button', { name: '登记文书' });
    expect(await submit.isDisabled()).toBe(true);
    await page.getByLabel('依据的条文').fill('《刑事诉讼法》第五十四条');
    await page.getByLabel('案号或文号').fill('京公调证〔2026〕8号');
    await page.getByLabel('提供给谁').fill('北京市公安局');
    await page.getByLabel('关于哪个账号').fill('mem_1');
    await page.getByText('要求哪几类信息').click();
    await page.getByLabel('登录设备').check();
    await page.getByLabel('法律要求暂不告知本人').check();
    await page.getByLabel('要求保密的条文').fill('《个人信息保护法》第十八条第一款');
    await page.getByLabel('暂不告知至').fill(await page.getByLabel('有效期至').inputValue());
    expect(await visitor.findings()).toEqual([]);
    await submit.click();
    await page.getByRole('heading', { name: '京公调证〔2026〕8号' }).waitFor();
    expect(await page.getByText('这是你登记的，由另外两个人批准。').count()).toBe(1);
    expect(await page.getByText('不告知本人').count()).toBe(1);
    expect(sent.join('\n')).not.toContain(content);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('is approved by whoever holds the same document, and by nobody else', async () => {
    const visitor = await officer(false);
    const { page } = visitor;
    await visitor.go('/operator/legal/lgd_0c7k2m9p4q6r8');
    const approve = page.getByRole('button', { name: '批准', exact: true });
    await approve.waitFor();
    await choose(page, '选择文书文件', Buffer.from('another'));
    await expect.poll(() => page.getByText('与登记的文书不一致').count()).toBe(1);
    expect(await approve.isDisabled()).toBe(true);
    await choose(page, '换一个文件', Buffer.from(''));
    await expect.poll(() => page.getByLabel('文书指纹（SHA-256）').inputValue()).toBe(FINGERPRINT);
    await approve.click();
    await expect.poll(() => page.getByText('2 / 2 人已批准').count()).toBe(1);
    await page.getByLabel('来取的是谁').fill('某律师事务所');
    await page.getByRole('button', { name: '生成文件并下载' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提供', exact: true }).click();
    await expect.poll(() => page.getByText('与登记的接收方不一致').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    // Taken back by keyboard alone.
    await page.getByLabel('为什么撤回').fill('案件已撤销。');
    await page.getByRole('button', { name: '撤回', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('这份登记不能再使用。').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
