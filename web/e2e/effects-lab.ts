/**
 * The effects in a real browser, rendered by an OfflineAudioContext and measured there.
 *
 * The modules are built as the app builds them and served by themselves, under a security policy as strict as
 * the service's, so that the worklet is a file like any other.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import type { EffectSettings } from '../src/lib/features/effects/settings';
import type { Rendering } from './effects-page';

const SECURITY_POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'";
const web = new URL('..', import.meta.url).pathname;

export class Lab {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly page: Page,
  ) {}

  static async open(): Promise<Lab> {
    const files = await built();
    const server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      response.setHeader('Content-Security-Policy', SECURITY_POLICY);
      response.setHeader('Content-Type', file ? 'text/javascript' : 'text/html');
      response.end(file ?? '<!doctype html><script type="module" src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio'],
    });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => globalThis.lab !== undefined);
    return new Lab(browser, server, page);
  }

  async close() {
    await this.browser.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Left and right as they leave the effects, and as they went in. */
  async render(
    what: Partial<Rendering> & Pick<Rendering, 'signal' | 'settings' | 'seconds'>,
  ): Promise<{ before: Float32Array[]; after: Float32Array[] }> {
    const rendering = { sampleRateHz: 48_000, volume: 1, ...what };
    const { before, after } = await this.page.evaluate((of) => globalThis.lab.render(of), rendering);
    return { before: before.map(samples), after: after.map(samples) };
  }

  /** Power behind an `Insertion` at a volume, against the source's. */
  powerThroughInsertion(settings: EffectSettings, volume: number): Promise<number> {
    return this.page.evaluate(([of, at]) => globalThis.lab.powerThroughInsertion(of, at), [
      settings,
      volume,
    ] as const);
  }

  /** How many samples differ from the source's after an `Insertion` with these settings. */
  differencesThroughInsertion(settings: EffectSettings | null): Promise<number> {
    return this.page.evaluate((of) => globalThis.lab.differencesThroughInsertion(of), settings);
  }
}

/** The built files by their address. */
async function built(): Promise<Map<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'effects-lab-'));
  try {
    await build({
      root: web,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: { $lib: join(web, 'src/lib') } },
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        rollupOptions: {
          input: join(web, 'e2e/effects-page.ts'),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'page.js' },
        },
      },
    });
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    );
    return new Map(names.map((name) => [`/${name}`, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function samples(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}
