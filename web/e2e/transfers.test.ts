/** Handing members' information to another holder: each member is asked, two approve, and a file for those who agreed. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
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

describe.runIf(onMock)('a transfer', () => {
  it('is told above every page, agreed to by one tap, and taken back by another', async () => {
    const visitor = await invented(['mock_member', 'mock_transfer'], { phone: true });
    const { page } = visitor;
    const strip = page.getByRole('status').filter({ hasText: '想接收你的部分信息' });
    await expect.poll(() => strip.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await strip.getByRole('link', { name: '看看并选择' }).click();
    await page.waitForURL('**/privacy/transfers');
    await expect.poll(() => strip.count()).toBe(0);
    const card = page.getByRole('article').filter({ hasText: '山谷音乐有限公司' });
    for (const said of ['为了什么', '哪几类信息', '怎么联系', '答复到', '你还没有答复']) {
      expect(await card.getByText(said, { exact: true }).count(), said).toBe(1);
    }
    expect(await visitor.findings()).toEqual([]);
    // Neither answer is put forward.
    const [no, yes] = [
      card.getByRole('button', { name: '不同意' }),
      card.getByRole('button', { name: '同意交出' }),
    ];
    expect(await no.getAttribute('class')).toBe(await yes.getAttribute('class'));
    await yes.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => card.getByText('你同意了').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await card.getByRole('button', { name: '撤回同意' }).click();
    await expect.poll(() => card.getByText('你没有同意').count()).toBe(1);
    await visitor.go('/');
    expect(await strip.count()).toBe(0);
    await visitor.leave();
  });

  it('is filed, approved and announced by people who did not file it', async () => {
    const visitor = await invented(['mock_member'], { phone: true });
    const { page } = visitor;
    await visitor.go('/operator/transfers');
    await page.getByRole('button', { name: '登记转让' }).click();
    const submit = page.locator('form').getByRole('button', { name: '登记转让' });
    expect(await submit.isDisabled()).toBe(true);
    await page.getByLabel('接收方', { exact: true }).fill('松风音乐');
    await page.getByLabel('接收方的联系方式').fill('privacy@pine.example');
    await page.getByLabel('协议编号').fill('松风-1');
    await page.getByLabel('给成员几天答复').fill('7');
    await page.getByLabel('为了什么（中文）').fill('合并服务。');
    await page.getByLabel('为了什么（英文）').fill('Joining the services.');
    await page.getByText('哪几类信息').first().click();
    await page.getByLabel('歌单', { exact: true }).check();
    await submit.click();
    await expect.poll(() => page.getByText('少于 30 天的').count()).toBeGreaterThan(0);
    expect(await visitor.findings()).toEqual([]);
    await page.getByLabel('给成员几天答复').fill('30');
    await submit.click();
    await page.getByRole('heading', { name: '松风音乐' }).waitFor();
    expect(await page.getByText('这是你登记的，由另外两个人批准。').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.go('/operator/transfers/trf_0c7k2m9p4q6r8');
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
    await expect.poll(() => page.getByText('2 / 2 人已批准').count()).toBe(1);
    await expect.poll(() => page.getByText('期满之后，由批准人在这里下载').count()).toBe(1);
    await visitor.leave();
  });

  it('is handed over by an approver as a file, with a certificate, and called off with a reason', async () => {
    const visitor = await invented(['mock_member']);
    const { page } = visitor;
    await visitor.go('/operator/transfers/trf_1d8m3n0q5r7s9');
    await expect.poll(() => page.getByText('中途断了，没有凭据').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '重新生成一份' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: '交出', exact: true }).click(),
    ]);
    const file = JSON.parse(readFileSync((await download.path())!, 'utf8')) as { format: string };
    expect(file.format).toBe('qingyin-transfer');
    await expect.poll(() => page.getByText('9'.repeat(64)).count()).toBe(1);
    // Called off by keyboard alone.
    await page.getByLabel('为什么取消').fill('协议解除。');
    await page.getByRole('button', { name: '取消转让' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '取消转让' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('协议解除。').count()).toBeGreaterThan(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});

describe.runIf(!onMock)('without a transfer', () => {
  it('a member is asked nothing, and the page says so', async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    await signIn(visitor, newPhone(), '/privacy/transfers');
    await page.getByRole('heading', { name: '没有人要接收你的信息' }).waitFor();
    expect(await page.getByText('想接收你的部分信息').count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('link', { name: '谁收到过什么' }).last().click();
    await page.waitForURL('**/privacy/disclosures');
    await visitor.leave();
  });
});
