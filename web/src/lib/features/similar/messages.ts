import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    similarTracks: '相似歌曲',
    similarArtists: '相似歌手',
    how: '只比较声音本身：音色、和声、节奏与响度，不看任何人听过什么。',
    notHeardYet: '这首歌的声音还没有分析，请过一会儿再试',
    playing: (title: string) => `正在播放与《${title}》相似的歌曲`,
  },
  {
    similarTracks: 'Similar songs',
    similarArtists: 'Similar artists',
    how: 'Compared by sound alone: timbre, harmony, rhythm and loudness. What anyone listened to plays no part.',
    notHeardYet: 'This song has not been analysed yet; please try again in a while',
    playing: (title) => `Playing songs similar to “${title}”`,
  },
);
