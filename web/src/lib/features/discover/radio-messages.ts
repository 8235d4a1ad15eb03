import { defineMessages } from '$lib/i18n/i18n.svelte';

export const radioWords = defineMessages(
  {
    title: '私人 FM',
    lead: '一首接一首，随你的喜好而变。跳过和不喜欢，从下一首起就生效。',
    open: '打开私人 FM',
    invite: '听点什么？交给它',
    inviteText: '只要按下播放。这一次收听的经过只用来挑选接下来的歌，不会留下记录。',
    start: '开始播放',
    again: '再试一次',
    failed: '没有找到可以播放的歌',
    failedText: '曲库里还没有歌，或者网络断开了。',
    dislike: (title: string) => `不喜欢《${title}》`,
    pause: '暂停',
    resume: '播放',
    next: '下一首',
    learns: '跳过会避开这位歌手；不喜欢还会避开听起来相近的歌。只在这一次收听里有效。',
    notPersonal: '现在的选曲人人相同。',
  },
  {
    title: 'Personal radio',
    lead: 'One song after another, as you like them. Skips and dislikes count from the next song on.',
    open: 'Open personal radio',
    invite: 'Shall it choose?',
    inviteText: 'Just press play. What happens in this session chooses the next songs, and is not kept.',
    start: 'Start',
    again: 'Try again',
    failed: 'No song was found',
    failedText: 'The library is still empty, or the connection is lost.',
    dislike: (title) => `Dislike “${title}”`,
    pause: 'Pause',
    resume: 'Play',
    next: 'Next song',
    learns:
      'A skip avoids the artist; a dislike avoids what sounds alike as well. Both hold for this session alone.',
    notPersonal: 'At present everybody gets the same songs.',
  },
);
