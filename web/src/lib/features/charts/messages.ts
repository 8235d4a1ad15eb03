import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: '榜单',
    lead: '大家在听什么。每首歌的人数都加过随机噪声，谁听了什么看不出来。',
    which: '看哪个榜',
    charts: { day: '日榜', week: '周榜', new: '新歌榜' },
    about: {
      day: (day: string) => `${day}听得最多的歌`,
      week: (from: string, to: string) => `${from}至${to}听得最多的歌`,
      new: (from: string, to: string) => `最近三十天新入库的歌里，${from}至${to}听得最多的`,
    },
    next: (when: string) => `下一期 ${when} 更新，在那之前人人看到的都一样。`,
    rank: (rank: number) => `第 ${rank} 名`,
    play: (title: string) => `播放：${title}`,
    empty: '这一期没有上榜的歌',
    emptyText: (least: string) =>
      `一首歌要有大约 ${least} 个人听，才能从保护隐私的噪声里浮出来。小小的音乐站常常没有榜单，这很正常，我们不用假数字来填。`,
    emptyDoors: '去发现',
    albums: '最新专辑',
    how: '噪声是怎么回事',
    howText: {
      who: '只数同意「帮助他人发现音乐」的人；这一期结束之后才同意的，从下一期算起。',
      bound: (songs: string) => `一个人听得再多，在这个榜里也只算 ${songs} 首歌、各算一次。`,
      noise: (factor: string, epsilon: string, scale: string) =>
        `曲库里每一首歌，不管有没有人听，人数都加上随机整数（双侧几何分布，尺度 ${scale}）。有没有算上你，任何一张榜单出现的可能最多差 ${factor} 倍（差分隐私，ε = ${epsilon}）。`,
      stay: '同一期的噪声一直不变，反复刷新也平均不掉；换期就换，旧的钥匙会删掉。',
      order: '所以名次是近似的：相差几个人的歌，先后可能对调。',
      leave: '撤回同意或注销后，这一期马上按没有你重算。别处的推荐列表靠的是「至少三人」，那不是差分隐私。',
    },
    join: '帮助他人发现音乐的开关',
    more: '看榜单',
  },
  {
    title: 'Charts',
    lead: 'What people listen to. Random noise is added to every number, so that nobody shows.',
    which: 'Which chart',
    charts: { day: 'Day', week: 'Week', new: 'New' },
    about: {
      day: (day) => `Heard most on ${day}`,
      week: (from, to) => `Heard most from ${from} to ${to}`,
      new: (from, to) => `Of what came to the library within thirty days, heard most from ${from} to ${to}`,
    },
    next: (when) => `The next one comes ${when}; until then everybody sees the same.`,
    rank: (rank) => `Place ${rank}`,
    play: (title) => `Play: ${title}`,
    empty: 'No song made this chart',
    emptyText: (least) =>
      `A song needs about ${least} listeners to rise above the noise that protects them. A small service often has no chart; that is as it should be, and we do not fill it with invented numbers.`,
    emptyDoors: 'Discover',
    albums: 'Newest albums',
    how: 'What the noise is about',
    howText: {
      who: 'Only people who agreed to let their listening help others are counted; who agrees after a chart’s time is over counts from the next one on.',
      bound: (songs) =>
        `However much someone hears, in this chart they count for ${songs} and once for each.`,
      noise: (factor, epsilon, scale) =>
        `To the number of every song of the library, heard or not, comes a random whole number (two-sided geometric, scale ${scale}). Whether you are counted changes the odds of any chart by a factor of ${factor} at most (differential privacy, ε = ${epsilon}).`,
      stay: 'The noise stays the same as long as a chart is shown, so asking again averages nothing away; the next one has other noise, and old keys are deleted.',
      order: 'Places are therefore approximate: songs a few listeners apart may change places.',
      leave:
        'When you withdraw or close the account, this chart is counted without you at once. The lists elsewhere rest on “at least three people”, which is not differential privacy.',
    },
    join: 'The switch that lets your listening help',
    more: 'See the charts',
  },
);
