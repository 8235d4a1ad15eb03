/** Playlist files of the invented service: enough of m3u8 to show what is matched and what is not. */
import type { ImportedPlaylist } from '../src/lib/api/types.ts';
import { track } from './library.ts';

/** How many tracks of the invented library are looked through. */
const SEARCHED = 100;

/** Whether a text is a playlist that can be read here. */
export function isList(text: string): boolean {
  return text.startsWith('#EXTM3U');
}

/** Finds each line by its title; returns what was found and what was not. */
export function matchLines(text: string) {
  const matched: string[] = [];
  const unmatched: ImportedPlaylist['unmatched'] = [];
  let entry = 0;
  let name = '导入的歌单';
  text.split('\n').forEach((line, at) => {
    if (line.startsWith('#PLAYLIST:')) name = line.slice('#PLAYLIST:'.length).trim();
    if (line.trim() === '' || line.startsWith('#')) return;
    entry += 1;
    const label = line.trim();
    const title = label
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '');
    const numbers = Array.from({ length: SEARCHED }, (_, n) => n);
    const found = numbers.find((n) => track(n)?.title === title);
    if (found === undefined) {
      const reason = { reason: 'not_in_library' as const, reason_text: '曲库里没有这首歌' };
      unmatched.push({ entry, line: at + 1, label, ...reason });
    } else matched.push(`trk_${found}`);
  });
  return { name, matched, unmatched };
}
