/**
 * A browser on the running app.
 *
 * `QINGYIN_ADDRESS` names a running service; without it the built app is served with the invented API.
 * `CHROMIUM` names the browser.
 */
import type { Server } from 'node:http';
import axeCore from 'axe-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed, TestRunner } from 'vitest';
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { serve } from '../mock/serve.ts';

/** Visitors so far; each comes from an address of their own, since one address may ask for so many codes an hour. */
let visitors = 0;

/** So many of the last answers of the service are told when a test fails. */
const ANSWERS_TOLD = 40;
/** Nothing on a page may keep a visitor waiting for longer. */
const PATIENCE_MS = 30_000;
export const PHONE = { width: 360, height: 780 };
const DESKTOP = { width: 1366, height: 860 };

export const onMock = process.env['QINGYIN_ADDRESS'] === undefined;

export class App {
  private constructor(
    readonly browser: Browser,
    readonly address: string,
    private readonly mock: Server | null,
  ) {}

  /** `switches` are the browser's own; a test that needs some starts an app of its own. */
  static async start(switches: readonly string[] = []): Promise<App> {
    const mock = onMock ? await serve(new URL('../build', import.meta.url).pathname) : null;
    const address = mock?.address ?? process.env['QINGYIN_ADDRESS']!;
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio', ...switches],
    });
    return new App(browser, address, mock?.server ?? null);
  }

  async stop() {
    await this.browser.close();
    this.mock?.closeAllConnections();
    this.mock?.close();
  }

  /** A fresh visitor. Whatever goes wrong on their pages is collected in `visitor.troubles`. */
  async visit({
    phone = false,
    ...options
  }: { phone?: boolean } & BrowserContextOptions = {}): Promise<Visitor> {
    visitors += 1;
    const from = `198.18.${(process.pid + (visitors >> 8)) % 256}.${visitors % 256}`;
    const context = await this.browser.newContext({
      baseURL: this.address,
      ...(onMock ? {} : { extraHTTPHeaders: { 'x-forwarded-for': from } }),
      viewport: phone ? PHONE : DESKTOP,
      hasTouch: phone,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    return new Visitor(page, new URL(this.address).origin);
  }
}

/**
 * Gives each test of a file a fresh visitor, who must have met no trouble by its end.
 *
 * `arrive` is told the visitor before each test, and may take them somewhere.
 */
export function eachTestVisits(arrive: (visitor: Visitor, app: App) => void | Promise<void>) {
  let app: App | undefined;
  let visitor: Visitor | undefined;
  beforeAll(async () => {
    app = await App.start();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    visitor = await app!.visit();
    await arrive(visitor, app!);
  });
  afterEach(async () => {
    expect(visitor?.troubles).toEqual([]);
    await visitor?.leave();
  });
}

/** What a request carried, and the path it went to. */
export interface SentBody {
  url: string;
  body: Buffer;
}

/** One visitor with one page. */
export class Visitor {
  /** Errors of scripts, refusals by the security policy, requests to other hosts. */
  readonly troubles: string[] = [];
  /** What the service answered last, without what was in it. */
  readonly #answers: string[] = [];

  constructor(
    readonly page: Page,
    origin: string,
  ) {
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      // A 404 that the app asked for and handles is reported by the browser all the same.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.troubles.push(message.text());
      }
    });
    const answered = (request: Request, how: number | string) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/api/') || pathname.includes('/covers/')) return;
      this.#answers.push(`${new Date().toISOString()} ${request.method()} ${pathname} ${how}`);
      if (this.#answers.length > ANSWERS_TOLD) this.#answers.shift();
    };
    page.on('response', (response) => answered(response.request(), response.status()));
    page.on('requestfailed', (request) => answered(request, request.failure()?.errorText ?? 'failed'));
    if (TestRunner.getCurrentTest()) {
      onTestFailed(() => console.error([`A visitor at ${page.url()}:`, ...this.#answers].join('\n')));
    }
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== origin) this.troubles.push(`asked ${url.origin}`);
    });
  }

  /** Goes to a page within the app, without loading it anew, so that the music plays on. */
  async go(path: string) {
    await this.page.evaluate((to) => {
      const link = document.createElement('a');
      link.href = to;
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
    await this.page.waitForURL((url) => url.pathname + url.search === path);
  }

  /** What requests carry from here on, those of workers included; those without a body are left out. */
  bodies(): SentBody[] {
    const sent: SentBody[] = [];
    this.page.context().on('request', (request) => {
      const body = request.postDataBuffer();
      if (body) sent.push({ url: new URL(request.url()).pathname, body });
    });
    return sent;
  }

  /** What axe finds wrong with the page as it stands; with `rules`, by those alone. */
  async findings(...rules: string[]): Promise<string[]> {
    const { page } = this;
    // Once a document is enough; a page that is gone to without loading it anew has it still.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
    const violations = await page.evaluate(async (only) => {
      const runOnly = only.length > 0 ? { runOnly: only } : {};
      const { axe } = window as unknown as { axe: typeof axeCore };
      const found = await axe.run(document, { ...runOnly, resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`),
      }));
    }, rules);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);
  }

  /**
   * What is wrong with the page as it stands: what axe finds, its colours in the other scheme, and how much of it is
   * wider than the window.
   *
   * A scheme changes colours and nothing else, so that one page serves for both looks.
   */
  async faults(): Promise<string[]> {
    const found = await this.findings();
    const { page } = this;
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const wasDark = await isDark();
    const other = wasDark ? 'light' : 'dark';
    await page.emulateMedia({ colorScheme: other });
    await expect.poll(isDark).toBe(!wasDark);
    // The colours follow with the next frame: visitors want no motion, so that nothing fades.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    const faded = await this.findings('color-contrast');
    found.push(...faded.map((fault) => `${other}: ${fault}`));
    await page.emulateMedia({ colorScheme: wasDark ? 'dark' : 'light' });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) found.push(`${overflow}px wider than the window`);
    return found;
  }

  /** The position of the player in seconds. */
  async position(): Promise<number> {
    const text = await this.page.getByRole('slider', { name: '播放进度' }).first().inputValue();
    return Number(text) / 1000;
  }

  /** Keys in the browser's storage, cookies included. */
  async kept(): Promise<string[]> {
    const local = await this.page.evaluate(() => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
    ]);
    const cookies = await this.page.context().cookies();
    return [...local, ...cookies.map((cookie) => cookie.name)];
  }

  async leave() {
    await this.page.context().close();
  }
}

/** Waits until nothing is on its way any more. */
export async function settled(visitor: Visitor) {
  await expect
    .poll(() => visitor.page.getByRole('heading', { level: 1 }).or(visitor.page.getByRole('alert')).count())
    .toBeGreaterThan(0);
  await expect.poll(() => visitor.page.locator('[aria-busy="true"]').count()).toBe(0);
}
