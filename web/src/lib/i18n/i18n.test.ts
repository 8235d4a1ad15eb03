import { expect, it } from 'vitest';
import { clock, languageTag, size } from './format';
import { languageOf } from './i18n.svelte';

it.each([
  ['zh-CN', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
  [undefined, 'zh-CN'],
])('a browser that asks for %s gets %s', (asked, language) => {
  expect(languageOf(asked)).toBe(language);
});

it('tells time as players do', () => {
  expect([0, 61_999, 3_725_000, Number.NaN].map(clock)).toEqual(['0:00', '1:01', '1:02:05', '0:00']);
});

it('writes languages as the web does', () => {
  expect(['zho', 'eng', 'yue', 'zh-Hant', '??', null].map(languageTag)).toEqual([
    'zh',
    'en',
    'yue',
    'zh-Hant',
    undefined,
    undefined,
  ]);
});

it('tells sizes', () => {
  expect([512, 1_536, 5 * 1024 ** 2, 300 * 1024 ** 3].map(size)).toEqual([
    '512 B',
    '1.5 KB',
    '5.0 MB',
    '300 GB',
  ]);
});
