/** Affiliates: nothing by default, an open roll, one consent for each use with what would be sent, and the register. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock } from './support';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

async function visit(phone: boolean, ...cookies: string[]) {
  const visitor = await app.visit({ phone });
  const set = cookies.map((name) => ({ name, value: '1', url: app.address }));
  await visitor.page.context().addCookies(set);
  await visitor.page.goto('/');
  return visitor;
}

describe.runIf(onMock)('affiliates', () => {
  it('says that nothing is shared where there is none', async () => {
    const visitor = await visit(true, 'mock_member');
    const { page } = visitor;
    await visitor.go('/privacy/affiliates');
    await page.getByRole('heading', { name: '什么都没有提供' }).waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('link', { name: '关联公司名单' }).click();
    await page.getByRole('heading', { name: '没有关联公司' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('registers a company by a proof that is not sent, adds a use and ends it', async () => {
    const visitor = await visit(true, 'mock_member');
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await visitor.go('/operator/affiliates');
    await page.getByRole('button', { name: '登记关联公司' }).click();
    await page.getByRole('button', { name: '选择证明文件' }).click();
    const [picker] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '继续' }).click(),
    ]);
    const content = 'secret-of-the-proof';
    await picker.setFiles({ name: '股权图.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
    const field = page.getByLabel('证明的指纹（SHA-256）');
    await expect.poll(() => field.inputValue()).toMatch(/^[0-9a-f]{64}$/);
    for (const [label, text] of [
      ['公司名称', '海上唱片有限公司'],
      ['证明的标题', '股权穿透图'],
      ['证明的日期', '2026-10-01'],
      ['接收地址', 'http://partner.example/'],
      ['协议编号', '关联-2026-04'],
      ['签订日期', '2026-10-02'],
      ['安全检查编号', '安检-2026-12'],
      ['检查日期', '2026-10-03'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text);
    }
    const save = page.locator('form').getByRole('button', { name: '登记', exact: true });
    await save.click();
    await page.getByText('请填写以 https:// 开头的完整网址').first().waitFor();
    expect(await visitor.findings()).toEqual([]);
    await page.getByLabel('接收地址', { exact: true }).fill('https://partner.example/');
    await save.click();
    await page.getByRole('heading', { name: '海上唱片有限公司' }).waitFor();
    expect(sent.join('\n')).not.toContain(content);
    await page.getByRole('button', { name: '添加用途' }).click();
    await page.getByLabel('用途（中文）').fill('送演出票');
    await page.getByLabel('用途（英文）').fill('Tickets as gifts');
    await page.getByLabel('昵称').check();
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('button', { name: '添加', exact: true }).click();
    await page.getByText('送演出票').waitFor();
    await page.getByRole('button', { name: '结束这一项' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束这一项' }).click();
    await page.getByText('已结束', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: '结束登记' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束登记' }).click();
    await expect.poll(() => page.getByRole('button', { name: '结束登记' }).count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  it('shows the roll to guests: each company, its proof and what it asks for', async () => {
    const visitor = await visit(true, 'mock_affiliates');
    const { page } = visitor;
    await visitor.go('/policy/affiliates');
    await page.getByRole('heading', { name: '云上演出文化有限公司' }).waitFor();
    await page.getByText(/国家企业信用信息公示系统股权穿透图（2026年10月3[01]日）/).waitFor();
    await page.getByText('与运营者同属一家母公司').waitFor();
    await page.getByText('向你推荐附近的现场演出').waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });

  for (const phone of [true, false]) {
    it(`shows what would be sent, and agrees and takes back by one tap each (phone: ${phone})`, async () => {
      const visitor = await visit(phone, 'mock_member', 'mock_affiliates');
      const { page } = visitor;
      await visitor.go('/privacy/affiliates');
      const use = page.getByRole('article', { name: '购票时免去重复填写手机号' });
      await use.getByText('+8613800138000').waitFor();
      await use.getByText(/我单独同意把我的这些信息提供给云上演出文化有限公司/).waitFor();
      const agree = use.getByRole('button', { name: '单独同意' });
      expect(await agree.isDisabled()).toBe(true);
      expect(await visitor.findings()).toEqual([]);
      await page.getByRole('switch').click();
      await expect.poll(() => agree.isDisabled()).toBe(false);
      await agree.focus();
      await page.keyboard.press('Enter');
      await use.getByText(/起同意/).waitFor();
      const other = page.getByRole('article', { name: '统计乐迷的活跃程度' });
      await other.getByText('没有同意，不提供').waitFor();
      expect(await visitor.findings()).toEqual([]);
      await use.getByRole('button', { name: '撤回' }).click();
      await use.getByText('没有同意，不提供').waitFor();
      await page.getByRole('switch').click();
      await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
      await expect.poll(() => agree.isDisabled()).toBe(true);
      await visitor.leave();
    });
  }
});

describe.runIf(!onMock)('affiliates of the service', () => {
  it('are none: a guest reads an empty roll, a member that nothing is shared', async () => {
    const visitor = await app.visit({ phone: true });
    const { page } = visitor;
    await page.goto('/policy/affiliates');
    await page.getByRole('heading', { name: '没有关联公司' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await signIn(visitor, newPhone(), '/privacy/affiliates');
    await page.getByRole('heading', { name: '什么都没有提供' }).waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
