/** What tests read of the app's own sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const source = new URL('../../', import.meta.url).pathname;

/** Every source of the app but tests and what is generated, by its path below `src`. */
export function sources(folder = source): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    const isSource = /\.(ts|svelte)$/.test(entry.name) && !/\.(test|gen|d)\.ts$/.test(entry.name);
    return isSource ? [relative(source, path)] : [];
  });
}

export function textOf(path: string): string {
  return readFileSync(join(source, path), 'utf8');
}

/** Where the broker is asked to open a device, each folder with the function that it names. */
export function asked(method: string): string[] {
  const calls = new RegExp(`broker\\.${method}\\(([^)]*)\\)`, 'g');
  const found = sources().flatMap((path) =>
    [...textOf(path).matchAll(calls)].map(
      ([, what]) => `${path.split('/').slice(0, 3).join('/')} ${what!.split(',')[0]}`,
    ),
  );
  return [...new Set(found)].sort();
}
