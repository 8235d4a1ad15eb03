/** The words of the page that shows how the service is used. */
import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    lead: '有多少人在听、什么时候听、听什么。只数同意被计入的成员，每个数字都先加了噪声，谁也认不出来。',
    span: '看多久',
    spans: { month: '四周', quarter: '十二周', year: '一年' },
    empty: '还没有过完的日子可数',
    emptyText:
      '每天零点过后数前一天，每周一数前一周。只数开启了「将您计入使用统计」的成员；没有人开启，数字里就只有噪声。',
    toConsents: '看看这个开关',
    listeners: '每天的听众',
    listenersText: '人数，带噪声。没数到的日子不画。',
    people: (n: string) => `约 ${n} 人`,
    hours: '一天里的什么时候',
    hoursText: (weeks: string) => `${weeks} 周的平均，每周有多少人在这个小时听过。`,
    hourOf: (hour: string) => `${Number(hour)} 点`,
    genres: '听得最多的风格',
    artists: '听得最多的歌手',
    none: '没有一个超过噪声能碰巧达到的数，所以一个也不列。',
    average: (weeks: string) => `${weeks} 周的平均，每周有多少人听过。`,
    noise: '这些数字是怎么保护的',
    noiseText:
      '噪声在写下数字之前加好，只加一次：反复看、几个人凑在一起看，都看不出更多。ε 越小，一个人在不在其中越难看出来。',
    measure: '数什么',
    measures: {
      listeners: '听众（每天）',
      hour: '时段（每周）',
      genre: '风格（每周）',
      artist: '歌手（每周）',
    },
    perPerson: '每人最多算',
    scale: '噪声大小约',
    epsilon: 'ε',
    file: '下载研究用的文件',
    fileText: '同样的数字，一行一个，写明各自的噪声；不含任何人的内容，可以公开。',
  },
  {
    lead: 'How many people listen, when, and to what. Only members who agreed are counted, and every number got noise first: nobody can be told from it.',
    span: 'How far back',
    spans: { month: 'Four weeks', quarter: 'Twelve weeks', year: 'A year' },
    empty: 'No day has been counted yet',
    emptyText:
      'The day before is counted after midnight, and the week before on Monday. Only members are counted who switched on “Counting you in how the service is used”; while nobody has, the numbers are noise alone.',
    toConsents: 'See that switch',
    listeners: 'Listeners a day',
    listenersText: 'People, with noise. Days that were not counted are not drawn.',
    people: (n) => `about ${n} people`,
    hours: 'The time of day',
    hoursText: (weeks) => `An average of ${weeks} weeks: how many people a week listened in this hour.`,
    hourOf: (hour) => `${Number(hour)}:00`,
    genres: 'Genres heard most',
    artists: 'Artists heard most',
    none: 'None is above what noise alone could reach, so none is listed.',
    average: (weeks) => `An average of ${weeks} weeks: how many people a week heard it.`,
    noise: 'How these numbers are protected',
    noiseText:
      'The noise was added before a number was written, and once: looking again, or together with others, shows no more. The smaller ε is, the harder it is to see whether somebody is in it.',
    measure: 'What is counted',
    measures: {
      listeners: 'Listeners (a day)',
      hour: 'Hours (a week)',
      genre: 'Genres (a week)',
      artist: 'Artists (a week)',
    },
    perPerson: 'One person counts for at most',
    scale: 'Noise of about',
    epsilon: 'ε',
    file: 'Download the file for research',
    fileText:
      'The same numbers, a row each, with the noise of each; nothing about anybody is in it, and it can be published.',
  },
);
