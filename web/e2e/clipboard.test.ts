/** The clipboard: read at a press, judged on the device, and never sent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock, type Visitor } from './support';

const SECRET = '我的门锁密码是 8642-QINGYIN-SECRET';

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

/** Becomes a member who may read and write the clipboard, on a phone. */
async function visit(): Promise<Visitor> {
  const visitor = await app.visit({ phone: true, permissions: ['clipboard-read', 'clipboard-write'] });
  if (onMock) {
    await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await visitor.page.goto('/songs');
  } else {
    await signIn(visitor, newPhone(), '/songs');
  }
  return visitor;
}

/** Writes down everything that leaves the page from now on. */
function capture({ page }: Visitor): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    sent.push(decodeURIComponent(request.url()), request.postData() ?? '', JSON.stringify(request.headers()));
  });
  page.on('websocket', (socket) => sent.push(socket.url()));
  return sent;
}

const write = ({ page }: Visitor, text: string) =>
  page.evaluate((one) => navigator.clipboard.writeText(one), text);
const read = ({ page }: Visitor) => page.evaluate(() => navigator.clipboard.readText());

/** Shares the first song; returns the path of its link. */
async function share({ page }: Visitor): Promise<string> {
  await page
    .getByRole('button', { name: /的更多操作$/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: '分享链接' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '生成链接' }).click();
  const link = await page.getByRole('dialog').getByLabel('链接', { exact: true }).inputValue();
  return new URL(link).pathname;
}

const ask = ({ page }: Visitor) => page.getByRole('button', { name: '从剪贴板打开' }).click();
const agree = ({ page }: Visitor) =>
  page.getByRole('dialog', { name: '即将使用：读取剪贴板' }).getByRole('button', { name: '继续' }).click();

describe('the clipboard', () => {
  it('is read at a press only, and a text that is no share goes nowhere', { timeout: 120_000 }, async () => {
    const visitor = await visit();
    const { page } = visitor;
    await write(visitor, SECRET);
    const sent = capture(visitor);
    await visitor.go('/share');
    await page.getByRole('heading', { name: '打开分享' }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await ask(visitor);
    const notice = page.getByRole('dialog', { name: '即将使用：读取剪贴板' });
    await notice.waitFor();
    expect(await visitor.findings()).toEqual([]);
    await agree(visitor);
    await expect.poll(() => page.getByText('剪贴板里没有本服务的分享').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/share');
    for (const path of ['/', '/privacy/permissions', '/search', '/songs']) await visitor.go(path);
    await page.waitForLoadState('networkidle');
    expect(sent.length).toBeGreaterThan(3);
    for (const part of [SECRET, '8642', 'QINGYIN-SECRET']) {
      expect(sent.filter((one) => one.includes(part))).toEqual([]);
    }
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain('8642');
    expect(await read(visitor)).toBe(SECRET);
    await visitor.leave();
  });

  it('receives a link or a code alone, and either opens the share', { timeout: 120_000 }, async () => {
    const visitor = await visit();
    const { page } = visitor;
    const path = await share(visitor);
    const code = `清音口令：${path.split('/').at(-1)}`;
    await page.getByRole('button', { name: '复制链接' }).click();
    await expect.poll(() => read(visitor)).toBe(`${new URL(page.url()).origin}${path}`);
    await page.getByRole('button', { name: '复制口令' }).click();
    await expect.poll(() => read(visitor)).toBe(code);
    expect(await visitor.findings()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '完成' }).click();

    await write(visitor, `复制这段话，打开清音：${code} 。`);
    await visitor.go('/share');
    await ask(visitor);
    await agree(visitor);
    await page.waitForURL((url) => url.pathname === path);
    await visitor.leave();
  });

  it('opens a share that is pasted into the search, and looks for no part of it', async () => {
    const visitor = await visit();
    const { page } = visitor;
    const path = await share(visitor);
    await page.getByRole('dialog').getByRole('button', { name: '完成' }).click();
    await write(visitor, `听这个：清音口令：${path.split('/').at(-1)}`);
    await visitor.go('/search');
    const sent = capture(visitor);
    await page.locator('main').getByRole('searchbox').focus();
    await page.keyboard.press('Control+V');
    await page.waitForURL((url) => url.pathname === path);
    expect(sent.filter((one) => /\/search.*[?&](q|said)=/.test(one))).toEqual([]);
    const secret = path.split('/').at(-1)!;
    expect(sent.filter((one) => one.includes(secret) && !one.includes('/share'))).toEqual([]);
    await visitor.leave();
  });
});
