/** The pages of account, privacy centre, policy and operation: whole, quiet, and reached in few steps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { App, onMock, type Visitor } from './support';

const FOR_ALL = [
  '/sign-in',
  '/setup',
  '/scan',
  '/q/AbCdEfGhIjKlMnOpQrStUv',
  '/privacy',
  '/privacy/permissions',
  '/privacy/on-device',
  '/privacy/tracking',
  '/share',
  '/privacy/incidents',
  '/policy',
  '/policy/collection',
  '/policy/permissions',
  '/policy/recipients',
  '/policy/sharing',
  '/policy/affiliates',
  '/policy/storage',
  '/policy/minors',
  '/policy/versions',
  '/operator',
  '/account',
];
const FOR_MEMBERS = [
  '/settings/apps',
  '/account',
  '/account/devices',
  '/privacy',
  '/privacy/consents',
  '/privacy/minors',
  '/privacy/permissions',
  '/privacy/affiliates',
  '/privacy/transfers',
  '/privacy/disclosures',
  '/privacy/accesses',
  '/privacy/incidents',
  '/privacy/data',
  '/privacy/data/account',
  '/privacy/export',
  '/privacy/import',
  '/privacy/requests',
  '/privacy/end',
  '/privacy/close',
];
const FOR_OPERATORS = [
  '',
  '/scan',
  '/problems',
  '/duplicates',
  '/podcasts',
  '/members',
  '/requests',
  '/accesses',
  '/incidents',
  '/inspections',
  '/usage',
  '/legal',
  '/legal/lgd_0c7k2m9p4q6r8',
  '/affiliates',
  '/transfers',
  '/transfers/trf_0c7k2m9p4q6r8',
  '/transfers/trf_1d8m3n0q5r7s9',
  '/jobs',
  '/providers',
  '/policy',
].map((path) => `/operator${path}`);
const FOR_LISTENING = [
  '/',
  '/albums',
  '/artists',
  '/songs',
  '/folders',
  '/recognise',
  '/local',
  '/discover',
  '/discover/profile',
  '/discover/how',
  '/discover/radio',
  '/charts',
  '/my-music',
  '/statistics',
  '/settings',
  '/search?q=a',
];

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

/** Becomes a member: by a code of the service, or by a cookie where everything is invented. */
async function join(visitor: Visitor) {
  if (!onMock) return signIn(visitor, newPhone());
  await visitor.page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
  await visitor.page.goto('/');
}

async function settled({ page }: Visitor) {
  const head = page.getByRole('heading', { level: 1 }).or(page.getByRole('alert'));
  await expect.poll(() => head.count()).toBeGreaterThan(0);
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
}

/** Goes through pages; returns what axe or the window's width objects to, by page. */
async function walk(visitor: Visitor, paths: readonly string[]) {
  const findings: Record<string, string[]> = {};
  for (const path of paths) {
    await visitor.go(path);
    await settled(visitor);
    const found = await visitor.faults();
    if (found.length > 0) findings[path] = found;
  }
  return findings;
}

describe.each([
  { phone: true, colorScheme: 'light' as const },
  { phone: false, colorScheme: 'dark' as const },
])('phone $phone', (how) => {
  // With the service they are the same, but for what its data change: one size tells that.
  it.runIf(onMock || how.phone)(
    'gives axe nothing to object to, for a guest',
    { timeout: 300_000 },
    async () => {
      const visitor = await app.visit(how);
      await visitor.page.goto('/');
      expect(await walk(visitor, FOR_ALL)).toEqual({});
      expect(visitor.troubles).toEqual([]);
      await visitor.leave();
    },
  );

  it('gives axe nothing to object to, for a member', { timeout: 300_000 }, async () => {
    const visitor = await app.visit(how);
    await join(visitor);
    expect(await walk(visitor, onMock ? [...FOR_MEMBERS, ...FOR_OPERATORS] : FOR_MEMBERS)).toEqual({});
    await visitor.leave();
  });
});

describe('permissions', () => {
  it('are asked for on no page, and for a picture only after the notice', { timeout: 300_000 }, async () => {
    const visitor = await app.visit();
    // Everything that could make a browser ask is replaced by something that only counts.
    await visitor.page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      const count = (name: string) => () => {
        asked.push(name);
        return Promise.reject(new Error(name));
      };
      const replace = (target: object | undefined, ...names: string[]) => {
        for (const name of names) if (target) Object.defineProperty(target, name, { value: count(name) });
      };
      replace(navigator.mediaDevices, 'getUserMedia', 'getDisplayMedia');
      replace(navigator.clipboard, 'read', 'readText', 'write', 'writeText');
      replace(navigator.geolocation, 'getCurrentPosition', 'watchPosition');
      replace(Notification, 'requestPermission');
      replace(window, 'showOpenFilePicker', 'showSaveFilePicker', 'queryLocalFonts');
      HTMLInputElement.prototype.showPicker = () => void asked.push('showPicker');
    });
    const asked = () => visitor.page.evaluate(() => (window as unknown as { asked: string[] }).asked);
    let pickers = 0;
    visitor.page.on('filechooser', () => (pickers += 1));

    await join(visitor);
    for (const path of [...FOR_LISTENING, ...FOR_MEMBERS, ...FOR_ALL.filter((path) => path !== '/setup')]) {
      await visitor.go(path);
      await settled(visitor);
    }
    expect(await asked()).toEqual([]);

    await visitor.go('/account');
    const change = visitor.page.getByRole('button', { name: '更换头像' });
    const notice = visitor.page.getByRole('dialog', { name: '即将使用：相册与文件' });
    await change.click();
    await expect.poll(() => notice.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await notice.getByRole('button', { name: '暂不使用' }).click();
    await expect.poll(() => notice.count()).toBe(0);
    expect(pickers).toBe(0);
    await change.click();
    const chooser = visitor.page.waitForEvent('filechooser');
    await notice.getByRole('button', { name: '继续' }).click();
    await chooser;
    expect(await asked()).toEqual([]);
    await visitor.leave();
  });
});

describe('closing the account', () => {
  it('is three taps away from the home page of a phone', async () => {
    const visitor = await app.visit({ phone: true });
    await join(visitor);
    const { page } = visitor;
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '我的' }).tap();
    await page.locator('main').getByRole('link', { name: '隐私中心' }).tap();
    await page
      .getByRole('navigation', { name: '隐私中心各部分' })
      .getByRole('link', { name: '注销账号' })
      .tap();
    await expect.poll(() => page.getByLabel('输入「注销」以确认').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/privacy/close');
    await visitor.leave();
  });
});

describe.runIf(onMock)('a changed policy', () => {
  it('is shown at the next start, and declining leaves a guest', async () => {
    const visitor = await app.visit();
    await visitor.page.context().addCookies([{ name: 'mock_review', value: '1', url: app.address }]);
    await join(visitor);
    const popup = visitor.page.getByRole('dialog', { name: '隐私政策有更新' });
    await expect.poll(() => popup.getByText('扩大了处理范围').count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await visitor.page.keyboard.press('Escape');
    expect(await popup.count()).toBe(1);
    await popup.getByRole('button', { name: '不接受，以访客身份继续' }).click();
    await expect.poll(() => popup.count()).toBe(0);
    await expect.poll(() => visitor.page.getByRole('link', { name: '登录' }).count()).toBeGreaterThan(0);
    await visitor.leave();
  });

  it('takes no right from whoever has not decided', async () => {
    const visitor = await app.visit({ phone: true });
    await visitor.page.context().addCookies([{ name: 'mock_review', value: '1', url: app.address }]);
    await join(visitor);
    const popup = visitor.page.getByRole('dialog', { name: '隐私政策有更新' });
    await popup.getByRole('link', { name: '查看、导出、更正、删除数据，或注销账号' }).click();
    await expect.poll(() => popup.count()).toBe(0);
    for (const path of ['/privacy/export', '/privacy/data', '/privacy/close', '/privacy/requests']) {
      await visitor.go(path);
      await expect.poll(() => visitor.page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await popup.count()).toBe(0);
    }
    await visitor.go('/albums');
    await expect.poll(() => popup.count()).toBe(1);
    await visitor.leave();
  });

  it('asks by itself for what it wants more of', async () => {
    const visitor = await app.visit({ phone: true });
    await visitor.page.context().addCookies([{ name: 'mock_asked_anew', value: '1', url: app.address }]);
    await join(visitor);
    await visitor.go('/privacy/consents');
    const card = visitor.page.getByRole('article').filter({ hasText: '新版政策要的比你同意过的多' });
    await expect.poll(() => card.count()).toBe(1);
    const toggle = card.getByRole('switch', { name: '保存下载历史' });
    expect(await toggle.isChecked()).toBe(false);
    expect(await visitor.findings()).toEqual([]);
    await toggle.click();
    await expect.poll(() => visitor.page.getByText('新版政策要的比你同意过的多').count()).toBe(0);
    expect(await visitor.page.getByRole('switch', { name: '保存下载历史' }).isChecked()).toBe(true);
    await visitor.leave();
  });

  it.each([false, true])('is posted where everybody is, on a phone: %s', async (phone) => {
    const visitor = await app.visit({ phone });
    await visitor.page.goto('/policy/versions');
    await visitor.page.getByRole('link', { name: '与上一版比较' }).click();
    const rows = visitor.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: visitor.page.locator('.line') });
    await expect.poll(() => rows.count()).toBeGreaterThan(0);
    const answer = await visitor.page.request.get('/api/v1/policy/changes?from=1&to=2');
    const { changes } = (await answer.json()) as {
      changes: { title: string; subject: string; widening: boolean }[];
    };
    const told = await rows.locator('.line').allInnerTexts();
    const said = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
    const widening = [...changes].sort((a, b) => Number(b.widening) - Number(a.widening));
    expect(told.map(said)).toEqual(widening.map(({ title, subject }) => `${title} ${subject}`));
    await visitor.leave();
  });
});

describe.runIf(onMock)('a new holder of the service', () => {
  it('is told to every member, who chooses again, and to everybody on the policy', async () => {
    const visitor = await app.visit({ phone: true });
    await visitor.page.context().addCookies([{ name: 'mock_new_holder', value: '1', url: app.address }]);
    await join(visitor);
    const strip = visitor.page.getByRole('status').filter({ hasText: '由「青山音乐有限公司」经营' });
    await expect.poll(() => strip.count()).toBe(1);
    expect(await visitor.findings()).toEqual([]);
    await strip.getByRole('link', { name: '逐项再选' }).click();
    await visitor.page.waitForURL('**/privacy/consents');
    await expect.poll(() => strip.count()).toBe(0);
    await visitor.leave();

    const guest = await app.visit();
    await guest.page.goto('/policy');
    const holders = guest.page.locator('#holders');
    await expect.poll(() => holders.getByRole('listitem').count()).toBe(2);
    expect(await holders.getByRole('listitem').first().innerText()).toContain(
      '以前的同意都停下，逐项重新询问',
    );
    expect(await guest.findings()).toEqual([]);
    await guest.leave();
  });
});

describe('browser storage', () => {
  it('is deleted by one button, and the site works on', async () => {
    const visitor = await app.visit();
    await visitor.page.goto('/');
    // Once it runs, the framework writes keys of its own as the page is left; those are declared and go as well.
    await settled(visitor);
    await visitor.page.evaluate(() => localStorage.setItem('qingyin.theme', 'dark'));
    await visitor.page.goto('/policy/storage');
    expect(await visitor.kept()).toEqual(expect.arrayContaining(['qingyin.theme', 'sveltekit:scroll']));
    await visitor.page.getByRole('button', { name: '删除全部本地存储' }).click();
    await expect.poll(() => visitor.kept()).toEqual([]);
    await visitor.go('/albums');
    await settled(visitor);
    await visitor.leave();
  });
});
