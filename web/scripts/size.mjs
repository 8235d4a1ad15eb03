// Adds up the JavaScript of the first page, gzip, and fails above the budget.
// What counts: everything the shell's HTML names, and everything the home page's own modules import statically.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 100 * 1024;
const build = new URL('../build/', import.meta.url).pathname;
const html = readFileSync(join(build, 'index.html'), 'utf8');
const read = (path) => readFileSync(join(build, path), 'utf8');

const wanted = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1]);
// The nodes of root layout and home page; SvelteKit numbers them in the order of its routes.
const app = readdirSync(join(build, '_app/immutable/entry')).find((name) => name.startsWith('app.'));
const nodes = [
  ...read(`_app/immutable/entry/${app}`).matchAll(/import\(["'`]\.\.\/nodes\/(\d+)\.[^"'`]+["'`]\)/g),
];
const routes = read(`_app/immutable/entry/${app}`).match(/"\/":\[(\d+)/);
for (const node of nodes) {
  if (node[1] === '0' || node[1] === routes?.[1]) {
    wanted.push('/_app/immutable/' + node[0].match(/nodes\/[^"'`]+/)[0]);
  }
}
if (!routes) throw new Error('the home page was not found among the routes');

const seen = new Set();
const queue = [...wanted];
while (queue.length > 0) {
  const path = queue.pop();
  if (seen.has(path)) continue;
  seen.add(path);
  const source = read(path);
  for (const match of source.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g)) {
    queue.push(normalize(join(dirname(path), match[1])));
  }
}

let total = 0;
const rows = [...seen].map((path) => {
  const bytes = gzipSync(read(path), { level: 9 }).length;
  total += bytes;
  return [bytes, path];
});
rows.sort((a, b) => b[0] - a[0]);
for (const [bytes, path] of rows) console.log(String(bytes).padStart(8), path);
console.log(`${total} bytes of JavaScript (gzip) on the first page; the budget is ${BUDGET_BYTES}`);
if (total > BUDGET_BYTES) process.exit(1);
