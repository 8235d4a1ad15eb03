import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: '歌词',
    none: '这首歌没有歌词',
    noneText: '把同名的 .lrc 文件放在歌曲旁边，扫描后就会显示。',
    plain: '这份歌词没有时间，不会自动滚动。',
    follow: '回到当前句',
    translation: '显示翻译',
    pause: '（间奏）',
  },
  {
    title: 'Lyrics',
    none: 'No lyrics for this track',
    noneText: 'Put an .lrc file of the same name beside it; after a scan it shows here.',
    plain: 'These lyrics carry no times and do not scroll along.',
    follow: 'Back to the current line',
    translation: 'Show translation',
    pause: '(interlude)',
  },
);
