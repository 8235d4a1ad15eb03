import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    similarTracks: '相似歌曲',
    similarArtists: '相似歌手',
    how: '只比较声音本身：音色、和声、节奏与响度，不看任何人听过什么。',
    notHeardYet: '这首歌的声音还没有分析，请过一会儿再试',
    radio: {
      title: (name: string) => `电台：${name}`,
      started: (name: string) => `电台从“${name}”开始，一直放下去`,
      opening: '电台从这首歌开始',
      soundsLike: (title: string) => `听起来像《${title}》`,
      ofArtist: (name: string) => `${name}，和听起来像的歌手`,
      reach: '离出发点多远',
      reachText: (reach: number) => (reach <= 20 ? '贴近出发点' : reach <= 60 ? '慢慢走远' : '越走越不同'),
      near: '相近',
      far: '不同',
      text: '只凭声音挑选，不看任何人听过什么。跳过一首，就避开这位歌手。',
      stop: '停止电台',
    },
  },
  {
    similarTracks: 'Similar songs',
    similarArtists: 'Similar artists',
    how: 'Compared by sound alone: timbre, harmony, rhythm and loudness. What anyone listened to plays no part.',
    notHeardYet: 'This song has not been analysed yet; please try again in a while',
    radio: {
      title: (name) => `Radio: ${name}`,
      started: (name) => `The radio begins with “${name}” and plays on`,
      opening: 'The radio begins with it',
      soundsLike: (title) => `Sounds like “${title}”`,
      ofArtist: (name) => `${name}, and who sounds like them`,
      reach: 'How far from where it began',
      reachText: (reach) =>
        reach <= 20 ? 'close to where it began' : reach <= 60 ? 'slowly further away' : 'ever more different',
      near: 'Close',
      far: 'Different',
      text: 'Chosen by sound alone; what anyone listened to plays no part. A skip avoids the artist.',
      stop: 'Stop the radio',
    },
  },
);
