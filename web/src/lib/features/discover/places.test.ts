/** Where the app may show what was chosen for one listener: the policy's list, read off the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = new URL('../../../', import.meta.url).pathname;
const policy = new URL('../../../../../policy/surfaces.toml', import.meta.url);
/** The pages of each place of the policy. */
const PAGES: Record<string, RegExp> = {
  home: /^routes\/\+page\.svelte$/,
  discover: /^routes\/discover\//,
  my_likes: /^routes\/my-music\//,
};

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.(ts|svelte)$/.test(entry.name) && !/\.(test|gen|d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

describe('the places of recommendation', () => {
  it("are the policy's, and no other page shows what was chosen for one listener", () => {
    const declared = [...readFileSync(policy, 'utf8').matchAll(/^id = "(.+)"$/gm)].map(([, id]) => id!);
    expect(declared.sort()).toEqual(Object.keys(PAGES).sort());
    const naming = (words: RegExp) =>
      files(source)
        .filter((path) => words.test(readFileSync(path, 'utf8')))
        .map((path) => relative(source, path));
    const asking = naming(/\/api\/v1\/recommendations\//);
    expect(asking.length).toBeGreaterThan(3);
    expect(asking.filter((path) => !path.startsWith('lib/features/discover/'))).toEqual([]);
    const showing = naming(/features\/discover\//);
    const isPlace = (path: string) => Object.values(PAGES).some((pages) => pages.test(path));
    expect(showing.filter((path) => !isPlace(path))).toEqual([]);
    expect(showing.some((path) => PAGES['home']!.test(path))).toBe(true);
  });
});
