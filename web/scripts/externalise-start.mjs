// Moves the shell's one inline script into a file of its own, named by its content,
// so that the page runs under `script-src 'self'` without hashes or nonces.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const build = new URL('../build/', import.meta.url).pathname;
const page = join(build, 'index.html');
const html = readFileSync(page, 'utf8');
let moved = 0;
const rewritten = html.replace(/<script>([\s\S]*?)<\/script>/g, (_, script) => {
  moved += 1;
  const digest = createHash('sha256').update(script).digest('hex').slice(0, 16);
  const name = `_app/immutable/start.${digest}.js`;
  writeFileSync(join(build, name), script.trim() + '\n');
  return `<script src="/${name}"></script>`;
});
if (moved !== 1) throw new Error(`expected one inline script in index.html, found ${moved}`);
if (/\son\w+=|\sstyle=/.test(rewritten)) throw new Error('index.html has an inline handler or style');
writeFileSync(page, rewritten);
