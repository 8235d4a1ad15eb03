import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STORAGE_KEYS } from '../src/lib/storage';
import { type App, eachTestVisits, settled, type Visitor } from './support';

/** A slow machine renders nine times thirty seconds of sound. */
const BENCH_PATIENCE_MS = 160_000;

let app: App;
let guest: Visitor;

eachTestVisits(async (fresh, theirs) => {
  app = theirs;
  guest = fresh;
  await guest.page.goto('/effects');
  await settled(guest);
});

const page = () => guest.page;
const main = () => guest.page.getByRole('main');
const toggle = (name: string) => main().getByRole('switch', { name, exact: true });
const slider = (name: string) => main().getByRole('slider', { name, exact: true });
const chip = (name: string) => main().getByRole('button', { name, exact: true });
const isOn = (name: string) => toggle(name).getAttribute('aria-checked');
const stored = (key: string) => page().evaluate((of) => localStorage.getItem(of), key);

/** A script, a style or the icon of the app itself; everything else would carry something away. */
const isOwnFile = (url: string) => /^\/(_app\/immutable\/|favicon\.svg$)/.test(new URL(url).pathname);

/** Plays a song and comes back, without loading the app anew. */
async function withMusic() {
  await guest.go('/songs');
  await settled(guest);
  await page().locator('[data-row="0"] .play').click();
  await expect.poll(() => guest.position()).toBeGreaterThan(0.5);
  await guest.go('/effects');
  await settled(guest);
}

describe('the page of effects', () => {
  it('is found from the player and from the settings', async () => {
    await guest.go('/settings');
    await main().getByRole('link', { name: '打开音效' }).click();
    await expect.poll(() => new URL(page().url()).pathname).toBe('/effects');
    await page().getByRole('region', { name: '播放器' }).getByRole('button', { name: '音效' }).click();
    const sheet = page().getByRole('dialog', { name: '音效' });
    await expect.poll(() => sheet.getByRole('slider').count()).toBeGreaterThan(10);
    expect(await guest.findings()).toEqual([]);
    await page().keyboard.press('Escape');
    await expect.poll(() => sheet.count()).toBe(0);
    await page().keyboard.press('e');
    await expect.poll(() => sheet.count()).toBe(1);
  });

  it.each([
    { phone: true, colorScheme: 'light' as const, locale: 'zh-CN' },
    { phone: false, colorScheme: 'dark' as const, locale: 'en' },
  ])('has nothing that axe objects to: phone $phone, $colorScheme, $locale', async (how) => {
    const visitor = await app.visit(how);
    for (const path of ['/effects', '/effects/bench']) {
      await visitor.page.goto(path);
      await settled(visitor);
      for (const one of await visitor.page.getByRole('main').getByRole('switch').all()) await one.click();
      expect(await visitor.findings(), path).toEqual([]);
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  it('is worked by keyboard alone, and remembered', async () => {
    await toggle('开启音效').focus();
    await page().keyboard.press('Space');
    await expect.poll(() => isOn('开启音效')).toBe('true');
    await slider('1 千赫').focus();
    for (let i = 0; i < 6; i += 1) await page().keyboard.press('ArrowUp');
    await expect.poll(() => slider('1 千赫').getAttribute('aria-valuetext')).toBe('+3 分贝');
    await page().keyboard.press('Tab');
    await page().keyboard.press('ArrowDown');
    await expect.poll(() => slider('2 千赫').getAttribute('aria-valuetext')).toBe('−0.5 分贝');
    await page().getByRole('radio', { name: 'A', exact: true }).focus();
    await page().keyboard.press('ArrowRight');
    await expect.poll(() => slider('1 千赫').inputValue()).toBe('0');
    await chip('民乐').focus();
    await page().keyboard.press('Enter');
    await expect.poll(() => chip('民乐').getAttribute('aria-pressed')).toBe('true');

    await page().reload();
    await settled(guest);
    await expect.poll(() => isOn('开启音效')).toBe('true');
    expect(await chip('民乐').getAttribute('aria-pressed')).toBe('true');
    await page().getByRole('radio', { name: 'A', exact: true }).check();
    await expect.poll(() => slider('1 千赫').inputValue()).toBe('3');
    await main().getByRole('button', { name: '重置' }).click();
    await expect.poll(() => slider('1 千赫').inputValue()).toBe('0');
  });

  it('asks the network for nothing but the app’s own files, and keeps declared keys only', async () => {
    const asked: string[] = [];
    page().on('request', (request) => asked.push(request.url()));
    await toggle('开启音效').click();
    for (const name of ['低音', '3D 环绕', '空间', '响度补偿']) await toggle(name).click();
    for (const name of ['教堂', '浴室', '摇滚', '人声']) await chip(name).click();
    await slider('音箱角度').fill('90');
    await slider('交叠时间').fill('6');
    await expect.poll(() => stored('qingyin.crossfade')).toBe('6');
    expect(asked.filter((url) => !isOwnFile(url))).toEqual([]);
    const kept = await guest.kept();
    expect(STORAGE_KEYS).toEqual(expect.arrayContaining(kept));
    expect(kept).toEqual(expect.arrayContaining(['qingyin.effects', 'qingyin.effects_settings']));
    expect(await page().context().cookies()).toEqual([]);
  });
});

describe('own presets', () => {
  const dialog = () => page().getByRole('dialog', { name: '我的预设' });

  it('are saved, renamed, carried in a file and deleted', async () => {
    await slider('63 赫兹').fill('7');
    await chip('存为预设').click();
    await dialog().getByLabel('预设名称').fill('客厅');
    await dialog().getByRole('button', { name: '保存' }).click();
    await dialog().getByRole('button', { name: '给“客厅”改名' }).click();
    await dialog().getByLabel('给“客厅”改名').fill('书房');
    await dialog().getByRole('button', { name: '保存' }).last().click();
    expect(await guest.findings()).toEqual([]);

    const [download] = await Promise.all([
      page().waitForEvent('download'),
      dialog().getByRole('button', { name: '导出文件' }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(file)).toMatchObject({
      format: 'qingyin-equaliser-presets',
      presets: [{ name: '书房', gainsDb: [0, 7, 0, 0, 0, 0, 0, 0, 0, 0] }],
    });

    await dialog().getByRole('button', { name: '删除“书房”' }).click();
    await expect.poll(() => stored('qingyin.effects_presets')).toBeNull();
    /** Asked for through the notice of the permission, as every file is. */
    const give = async (text: string) => {
      await dialog().getByRole('button', { name: '导入文件' }).click();
      const [picker] = await Promise.all([
        page().waitForEvent('filechooser'),
        page().getByRole('button', { name: '继续' }).click(),
      ]);
      await picker.setFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    };
    await give(file.replace('7,', '70,'));
    await expect
      .poll(() => dialog().getByRole('alert').innerText())
      .toBe('presets[0].gainsDb[1]：应是 −12 到 12 之间的数');
    await give(file);
    await expect.poll(() => dialog().getByRole('alert').count()).toBe(0);
    await page().keyboard.press('Escape');
    await chip('平直').click();
    await chip('书房').click();
    await expect.poll(() => slider('63 赫兹').inputValue()).toBe('7');
  });
});

describe('while music plays', () => {
  it('plays on through every change', async () => {
    await withMusic();
    const before = await guest.position();
    await chip('摇滚').click();
    await expect.poll(() => isOn('开启音效')).toBe('true');
    for (const name of ['低音', '空间', '3D 环绕', '响度补偿']) await toggle(name).click();
    for (const name of ['教堂', '小房间']) await chip(name).click();
    await page().getByRole('radio', { name: '快' }).check();
    await page().getByRole('radio', { name: 'B', exact: true }).check();
    await toggle('开启音效').click();
    await expect.poll(() => isOn('开启音效')).toBe('false');
    await toggle('开启音效').click();
    await expect.poll(() => guest.position()).toBeGreaterThan(before);
    expect(await main().getByText('浏览器没能启用音效').count()).toBe(0);
  });

  it('goes straight to the loudspeaker again when the effects are switched off', async () => {
    // Every connection in the page's audio graph, kept as it is made and undone.
    await page().addInitScript(() => {
      const feeds = new Map<unknown, Set<unknown>>();
      Object.assign(globalThis, { feeds });
      const { connect, disconnect } = AudioNode.prototype as unknown as Record<
        string,
        (...to: unknown[]) => unknown
      >;
      Object.assign(AudioNode.prototype, {
        connect(this: unknown, to: unknown, ...rest: unknown[]) {
          feeds.set(this, (feeds.get(this) ?? new Set()).add(to));
          return connect!.call(this, to, ...rest);
        },
        disconnect(this: unknown, ...from: unknown[]) {
          if (from.length === 0) feeds.delete(this);
          else feeds.get(this)?.delete(from[0]);
          return disconnect!.call(this, ...from);
        },
      });
    });
    /** Kinds of nodes on the ways from the two players to the loudspeaker, in the order of the sound. */
    const ways = () =>
      page().evaluate(() => {
        const { feeds } = globalThis as unknown as { feeds: Map<AudioNode, Set<AudioNode>> };
        const before = (node: AudioNode) => [...feeds].filter(([, to]) => to.has(node)).map(([from]) => from);
        const walk = (node: AudioNode): string[] => {
          const name = node.constructor.name.replace(/Node$/, '');
          const sources = before(node).filter((from) => !(from instanceof AnalyserNode));
          if (sources.length === 0) return [name];
          return sources.flatMap((from) => walk(from).map((way) => `${way} ${name}`));
        };
        const ends = new Set([...feeds.values()].flatMap((to) => [...to]));
        const loudspeaker = [...ends].find((node) => node instanceof AudioDestinationNode);
        return loudspeaker ? walk(loudspeaker) : [];
      });
    // Each player has the gain of its loudness and of its fade; then comes their sum with the volume, then nothing.
    const direct = new Array(2).fill('MediaElementAudioSource Gain Gain Gain AudioDestination');
    await page().reload();
    await withMusic();
    expect(await ways()).toEqual(direct);
    await toggle('开启音效').click();
    await toggle('低音').click();
    await expect.poll(async () => (await ways()).some((way) => way.includes('AudioWorklet'))).toBe(true);
    expect((await ways()).every((way) => way.includes('BiquadFilter'))).toBe(true);
    await toggle('开启音效').click();
    await expect.poll(ways).toEqual(direct);
  });

  /** Pixels of the spectrum that are painted. */
  const painted = (of: Visitor) =>
    of.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('main canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width || 1, canvas.height || 1);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });

  it('shows what sounds, and no motion to those who want none', async () => {
    await withMusic();
    await toggle('开启音效').click();
    const lively = await app.visit({ reducedMotion: 'no-preference' });
    const quiet = guest;
    guest = lively;
    await page().goto('/');
    await withMusic();
    await toggle('开启音效').click();
    await expect.poll(() => painted(lively)).toBeGreaterThan(500);
    expect(await painted(quiet)).toBe(0);
    expect(quiet.troubles).toEqual([]);
    await quiet.leave();
  });

  it('lets a track run into the next one', async () => {
    await slider('交叠时间').fill('5');
    // In order, the next song would be the next of the album, and gapless.
    await page().evaluate(() => localStorage.setItem('qingyin.shuffle', 'on'));
    await page().reload();
    await withMusic();
    const title = page().getByRole('region', { name: '播放器' }).locator('.title');
    const first = await title.innerText();
    const seek = page().getByRole('slider', { name: '播放进度' }).first();
    const end = Number(await seek.getAttribute('max'));
    // The last position that is told of the old track, read at the very change of the title.
    await page().evaluate(() => {
      const bar = document.querySelector('[aria-label="播放器"]')!;
      const at = () => Number(bar.querySelector<HTMLInputElement>('input[type="range"]')!.value);
      const name = bar.querySelector('.title')!.textContent;
      let last = 0;
      const follow = () => {
        if (bar.querySelector('.title')!.textContent !== name) {
          document.documentElement.dataset['left'] = String(last);
          return;
        }
        last = at();
        requestAnimationFrame(follow);
      };
      follow();
    });
    await seek.fill(String(Math.floor((end - 9_000) / 1000) * 1000));
    await expect.poll(() => title.innerText()).not.toBe(first);
    // It is told with the next frame, and a busy machine draws few.
    const told = () => page().evaluate(() => document.documentElement.dataset['left'] ?? null);
    await expect.poll(told).not.toBeNull();
    const left = Number(await told());
    expect(left).toBeGreaterThan(end - 8_000);
    expect(left).toBeLessThan(end - 1_500);
    await expect.poll(() => guest.position()).toBeGreaterThan(5.5);
  });
});

describe('the performance page', () => {
  it('measures every effect on this device, and sends nothing', async () => {
    await main().getByRole('link', { name: '性能' }).click();
    await expect.poll(() => new URL(page().url()).pathname).toBe('/effects/bench');
    const asked: string[] = [];
    page().on('request', (request) => asked.push(request.url()));
    await main().getByRole('button', { name: '开始测量' }).click();
    const rows = main().locator('tbody tr');
    expect(await rows.count()).toBe(9);
    const again = main().getByRole('button', { name: '再测一次' });
    await again.or(main().getByRole('alert')).waitFor({ timeout: BENCH_PATIENCE_MS });
    expect(await again.count()).toBe(1);
    for (const row of await rows.all()) {
      const [speed, core] = await row.locator('td').allInnerTexts();
      expect(Number.parseFloat(speed!.replace(',', ''))).toBeGreaterThan(0);
      expect(Number.parseFloat(core!)).toBeGreaterThan(0);
    }
    expect(asked.filter((url) => !isOwnFile(url))).toEqual([]);
    expect(await guest.findings()).toEqual([]);
  });
});
