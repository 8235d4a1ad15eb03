/**
 * Rights from end to end, on the service: what stands in the menu of the privacy centre is done by few taps on a phone,
 * and a request goes from its arrival to its answer, and an account to its certificate, without a terminal.
 */
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSignIn, newPhone, operatorLink, signIn } from './member';
import { withOwnService } from './own-service';
import { App, onMock, settled, type Visitor } from './support';

/** Taps and fields from the menu to the end of each; at five seconds for one that is half a minute. */
const STEPS_MAX = 6;

if (!onMock) withOwnService(async () => ({}));

let app: App;
beforeAll(async () => {
  app = await App.start();
});
afterAll(() => app.stop());

/** A listener on a phone, whose steps are counted. */
class Listener {
  steps = 0;

  private constructor(readonly visitor: Visitor) {}

  static async arrive(): Promise<Listener> {
    const visitor = await app.visit({ phone: true });
    await signIn(visitor, newPhone(), '/privacy');
    return new Listener(visitor);
  }

  get page() {
    return this.visitor.page;
  }

  async tap(what: Locator) {
    await what.tap();
    this.steps += 1;
  }

  async type(field: Locator, text: string) {
    await field.fill(text);
    this.steps += 1;
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens a part from the menu, does something there, and tells by how many steps. */
  async part(title: string, act: () => Promise<unknown>) {
    await this.visitor.go('/privacy');
    await settled(this.visitor);
    this.steps = 0;
    await this.tap(this.page.locator('main').getByRole('link', { name: title }).first());
    await settled(this.visitor);
    await act();
    expect(await this.visitor.faults(), title).toEqual([]);
    expect(this.steps, title).toBeLessThanOrEqual(STEPS_MAX);
  }

  reads(text: string | RegExp) {
    return expect.poll(() => this.page.getByText(text).count(), { message: String(text) }).toBeGreaterThan(0);
  }
}

describe.skipIf(onMock)('the menu of the privacy centre, on a phone', () => {
  it('has each promise within few taps', { timeout: 300_000 }, async () => {
    const listener = await Listener.arrive();
    const { page } = listener;
    const history = page.getByRole('switch', { name: '保存播放历史' });
    await listener.part('同意与开关', async () => {
      await listener.tap(history);
      await expect.poll(() => history.getAttribute('aria-checked')).toBe('true');
      await listener.tap(history);
      await listener.tap(listener.button('撤回并删除'));
      await expect.poll(() => history.getAttribute('aria-checked')).toBe('false');
    });
    await listener.part('系统权限', () => listener.reads('麦克风'));
    await listener.part('请勿追踪', () => listener.reads('会因此暂停的'));
    await listener.part('只在本机推荐', async () => {
      const here = page.getByRole('switch', { name: '只在本机推荐' });
      await listener.tap(here);
      await expect.poll(() => here.getAttribute('aria-checked')).toBe('true');
    });
    await listener.part('未成年人', () => listener.reads('监护人'));
    await listener.part('信息转让', () => listener.reads('转让'));
    await listener.part('谁收到过什么', () => listener.reads('谁收到过什么'));
    await listener.part('关联公司', () => listener.reads('什么都没有提供'));
    await listener.part('谁看过我的资料', () => listener.reads('没有工作人员看过你的资料'));
    await listener.part('安全事件', () => listener.reads('安全事件'));
    await listener.part('我的数据', async () => {
      await listener.tap(page.locator('main').getByRole('link', { name: '账号' }).first());
      await listener.tap(page.getByRole('button', { name: '更正昵称' }).first());
      await listener.type(page.getByRole('textbox', { name: '昵称' }), '听雨人');
      await listener.tap(listener.button('保存'));
      await listener.reads('听雨人');
    });
    await listener.part('导出', async () => {
      const waiting = page.waitForEvent('download');
      await listener.tap(listener.button('下载我的数据'));
      expect(readFileSync(await (await waiting).path(), 'utf8')).toContain('听雨人');
    });
    await listener.part('请求与答复', async () => {
      await listener.type(page.getByLabel('具体说明'), '请解释推荐的规则。');
      await listener.tap(listener.button('提出请求'));
      await listener.reads('最迟');
    });
    await listener.part('终止同意协议', async () => {
      await listener.tap(listener.button('我明白，终止协议'));
      await listener.reads('协议已终止');
    });
    expect(listener.visitor.troubles).toEqual([]);
    await listener.visitor.leave();

    const leaving = await Listener.arrive();
    await leaving.part('注销账号', async () => {
      await leaving.type(leaving.page.getByLabel('输入「注销」以确认'), '注销');
      await leaving.tap(leaving.button('注销账号'));
      await expect.poll(() => leaving.page.getByRole('heading', { name: '删除凭证' }).count()).toBe(1);
    });
    await leaving.visitor.leave();
  });
});

describe.skipIf(onMock)("a request at the officer's desk", () => {
  it('is answered in the browser, and its sender reads what was erased', { timeout: 180_000 }, async () => {
    const sender = await Listener.arrive();
    await sender.visitor.go('/privacy/requests');
    await sender.page.getByLabel('想要').selectOption({ label: '删除' });
    await sender.page.getByLabel('属于哪种情形').selectOption({ label: '收集时没有征得我的同意' });
    await sender.page.getByLabel('具体说明').fill('请删掉我不知道的记录。');
    await sender.button('提出请求').tap();
    await sender.reads('办理中');

    const officer = await app.visit();
    const { page } = officer;
    await page.goto(operatorLink()!);
    await fillSignIn(officer, newPhone());
    await page.getByRole('button', { name: '成为管理员' }).click();
    await expect.poll(() => page.getByText('你已是管理员').count()).toBe(1);
    await officer.go('/operator/requests');
    const due = page.locator('section').filter({ hasText: '先登记数据安全培训' });
    await due.getByRole('button', { name: '登记培训' }).click();
    await expect.poll(() => due.count()).toBe(0);
    await page.getByRole('button', { name: '打开：删除' }).click();
    const dialog = page.getByRole('dialog', { name: '删除' });
    await expect.poll(() => dialog.getByText('请删掉我不知道的记录。').count()).toBe(1);
    await dialog.getByLabel('给对方的话').fill('已全部删除。');
    await dialog.getByRole('button', { name: '答复' }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await officer.findings()).toEqual([]);
    await officer.leave();

    await sender.visitor.go('/privacy');
    await sender.visitor.go('/privacy/requests');
    await sender.reads('已办理');
    await sender.page.getByText('答复', { exact: true }).last().tap();
    await sender.reads(/共删除 \d+ 条记录/);
    expect(await sender.visitor.faults()).toEqual([]);
    await sender.visitor.leave();
  });
});
