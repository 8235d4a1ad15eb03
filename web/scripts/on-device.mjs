/**
 * Measures recommendation in the browser: how long a list takes over 100,000 songs, in a worker of Chromium,
 * and how near its lists come to the service's. `npm run ranking [-- FOLDER]`.
 *
 * FOLDER holds listening data that is not ours to ship: `train.tsv` (listener, item, plays), `dev.tsv` (listener, hidden
 * item), and `companions.bin` as `cargo run --release -p recommender --example on_device -- FOLDER` writes it there.
 * Without it only times are measured. The songs are invented; the code is the app's own, built as it is shipped.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const SONGS = 100_000;
const NUMBERS_EACH = 64;
/** Songs that the invented listener heard, and lists of each kind that are timed. */
const HEARD = 300;
const TIMES = 60;

const root = new URL('..', import.meta.url).pathname;
const bundled = await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { $lib: join(root, 'src/lib') } },
  build: {
    write: false,
    minify: true,
    target: 'es2022',
    lib: {
      entry: join(root, 'src/lib/features/on_device/measured.ts'),
      formats: ['es'],
      fileName: 'measured',
    },
  },
});
const { code } = (Array.isArray(bundled) ? bundled[0] : bundled).output[0];

/** Runs in the worker. */
const WORK = `
import * as on from './measured.js';
const [songs, each, heard, times] = [${SONGS}, ${NUMBERS_EACH}, ${HEARD}, ${TIMES}];
const bytes = on.catalogueBytes(on.inventedLibrary(songs, each));
const began = performance.now();
const catalogue = new on.Catalogue(bytes);
const parsed = performance.now();
const draw = on.drawing(3);
const ids = Array.from(catalogue.ids).filter((_, at) => at % 2 === 0);
const pairs = ids.map(() => Array.from({ length: 50 }, () => [Math.floor(draw() * ids.length), 1 + Math.floor(draw() * 15)]));
const file = on.companionsBytes({ ids, pairs, popular: ids.slice(0, 60).map((_, at) => at), many: new Set() });
const told = performance.now();
const companions = new on.Companions(file, catalogue);
const joined = performance.now();
const NOW = Date.UTC(2026, 10, 25, 4);
const plays = Array.from({ length: heard }, (_, at) => ({ row: Math.floor(draw() * songs), at: NOW - 86_400_000 - at * 3_600_000 }));
const taste = new on.Taste([...plays, ...plays.slice(0, 60)], new Set());
const kinds = {
  today: (one) => one.today(taste, NOW),
  single: (one) => one.single(taste, NOW),
  because: (one) => one.because(taste, NOW).flatMap((row) => row.picks),
  onRepeat: (one) => one.onRepeat(taste, NOW),
  treasures: (one) => one.treasures(taste, NOW),
  different: (one) => one.different(taste, NOW, 50),
  next: (one) => one.next(taste, NOW, plays.slice(0, 8).map(({ row }) => ({ row, outcome: 'played' }))),
};
onmessage = ({ data: kind }) => {
  const took = [];
  let songsOf = 0;
  for (let time = 0; time < times; time += 1) {
    // A ranker that remembers no neighbourhood: each list is worked out whole.
    const ranker = new on.Ranker(catalogue, time % 2 ? companions : null, time + 1);
    const from = performance.now();
    songsOf = kinds[kind](ranker).length;
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  postMessage({ kind, songs: songsOf, p50: at(0.5), p99: at(0.99) });
};
postMessage({ kinds: Object.keys(kinds), bytes: bytes.byteLength, companions: file.byteLength, parse: parsed - began, join: joined - told });
`;

async function times() {
  const files = {
    '/': ['text/html', '<!doctype html><title>measuring</title>'],
    '/measured.js': ['text/javascript', code],
    '/work.js': ['text/javascript', WORK],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ['text/plain', ''];
    response.setHeader('Content-Type', type);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const ask = (question) =>
      page.evaluate(
        (question) =>
          new Promise((resolve, reject) => {
            globalThis.worker ??= new Worker('/work.js', { type: 'module' });
            globalThis.worker.onmessage = ({ data }) => resolve(data);
            globalThis.worker.onerror = (event) => reject(new Error(event.message));
            if (question) globalThis.worker.postMessage(question);
          }),
        question,
      );
    // Wall time depends on what else the machine does; what the kernel counted for the page's process does not.
    const system = await browser.newBrowserCDPSession();
    const cpuMs = async () => {
      const { processInfo } = await system.send('SystemInfo.getProcessInfo');
      const pages = processInfo.filter(({ type }) => type === 'renderer');
      return pages.reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1_000;
    };
    const told = await ask(null);
    console.log(`Chromium ${browser.version()}, ${SONGS} songs of ${NUMBERS_EACH} numbers, in a worker`);
    console.log(
      `catalogue ${(told.bytes / 1e6).toFixed(1)} MB (${(told.bytes / SONGS).toFixed(0)} bytes a song), read and checked in ${told.parse.toFixed(0)} ms`,
    );
    console.log(
      `companions ${(told.companions / 1e6).toFixed(1)} MB, read and joined in ${told.join.toFixed(0)} ms`,
    );
    console.log('| list | songs | CPU, mean, ms | wall p50, ms | wall p99, ms | bar, ms |');
    console.log('| --- | --- | --- | --- | --- | --- |');
    for (const kind of told.kinds) {
      const before = await cpuMs();
      const { songs, p50, p99 } = await ask(kind);
      const mean = ((await cpuMs()) - before) / TIMES;
      console.log(
        `| ${kind} | ${songs} | ${mean.toFixed(1)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ≤ 50 |`,
      );
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/** NDCG@100 as the service's own measurement counts it, with the lists that a browser would make. */
async function quality(folder) {
  const on = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  const table = (name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split('\t').map(Number));
  const group = (rows) => {
    const lists = new Map();
    for (const [listener, item, plays] of rows) {
      if (!lists.has(listener)) lists.set(listener, new Map());
      lists.get(listener).set(item, plays ?? 1);
    }
    return lists;
  };
  const [train, dev] = [group(table('train.tsv')), group(table('dev.tsv'))];
  const items = [...new Set([...train.values()].flatMap((own) => [...own.keys()]))].sort((a, b) => a - b);
  const catalogue = new on.Catalogue(
    on.catalogueBytes({
      songs: items.map((id) => ({
        id: BigInt(id),
        title: '',
        artists: [],
        album: null,
        durationMs: 0,
        sound: null,
      })),
      artists: [],
      albums: [],
      newest: [],
      numbersEach: 8,
    }),
  );
  const rowOf = new Map(items.map((id, row) => [id, row]));
  const file = readFileSync(join(folder, 'companions.bin'));
  const companions = new on.Companions(new Uint8Array(file).buffer, catalogue);
  const listeners = new Map();
  for (const own of train.values())
    for (const id of own.keys()) listeners.set(id, (listeners.get(id) ?? 0) + 1);
  const popular = [...listeners].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => rowOf.get(id));
  let [sum, lists] = [0, 0];
  for (const [listener, hidden] of dev) {
    const own = train.get(listener);
    if (!own) continue;
    const seeds = [...own].map(([id, plays]) => [rowOf.get(id), (1 + Math.log(Math.max(1, plays))) ** 0.4]);
    const list = companions.together(seeds, new Set(), 100).map(({ row }) => row);
    const known = new Set([...list, ...seeds.map(([row]) => row)]);
    for (const row of popular) {
      if (list.length >= 100) break;
      if (!known.has(row)) list.push(row);
    }
    const targets = new Set([...hidden.keys()].map((id) => rowOf.get(id)));
    const discount = (place) => 1 / Math.log2(place + 2);
    const gain = list.reduce((total, row, place) => total + (targets.has(row) ? discount(place) : 0), 0);
    let ideal = 0;
    for (let place = 0; place < Math.min(hidden.size, 100); place += 1) ideal += discount(place);
    sum += ideal > 0 ? gain / ideal : 0;
    lists += 1;
  }
  console.log(
    `\nNDCG@100 of ${lists} lists ranked in the browser: ${(sum / lists).toFixed(4)}; companions ${(file.length / 1e6).toFixed(2)} MB for ${items.length} items`,
  );
}

await times();
if (process.argv[2]) await quality(process.argv[2]);
