import { defineMessages } from '$lib/i18n/i18n.svelte';

export const profileWords = defineMessages(
  {
    title: '我的收听画像',
    lead: '推荐所知道的关于你的一切，都在这一页。它在你打开时现算，不另外保存。',
    open: '查看我的收听画像',
    basis: (listens: string) => `依据 ${listens} 次收听`,
    since: (day: string) => `最早一次在 ${day}`,
    artists: '你常听的歌手',
    artistsText: '最近听的、常听的占得多；四十五天后，一次收听的分量减半。',
    share: (percent: string) => `占 ${percent}`,
    empty: '没有画像',
    emptyMinor: '资料里的生日说你还没满十八周岁，所以不做画像，这里什么也没有。',
    emptyOff: '你没有开启个性化推荐，所以这里什么也没有，也不会有。',
    emptyLearning: '听过几首歌之后，这里会显示推荐依据了什么。需要同时开启播放历史。',
    toSwitches: '查看开关',
    notInterested: '不再推荐的歌',
    notInterestedNone: '没有。在推荐的歌上点“不再推荐”，就会列在这里。',
    again: (title: string) => `可以再推荐《${title}》`,
    allow: '可以再推荐',
    how: '它怎样影响你',
    howText: {
      basis: '依据：只有你同意记录的播放历史，和上面“不再推荐”的歌。不看你的年龄、性别、位置、设备或消费。',
      method:
        '方法：和你听过同样歌曲的人还听什么（至少三位同意参与的人听过才算），以及听起来相近的歌。全部由程序自动决定。',
      effect: '影响：只决定显示哪些歌和先后顺序，不影响价格，也不影响任何功能。',
      choice: '你可以随时关掉，关掉后下一次打开页面就不再使用；也可以要求由人来解释或处理。',
    },
    ask: '请人解释',
    correct: '纠正画像',
    correctText: '删除某次收听，它就不再算数；清空画像，之前的收听都不再用于推荐，播放历史仍是你自己的。',
    history: '管理播放历史',
    clear: '清空画像',
    clearTitle: '清空收听画像？',
    clearText: '到现在为止的收听不再用于推荐，“不再推荐”的歌也会清空。播放历史不会删除。',
    keep: '先不清空',
    cleared: '画像已清空',
  },
  {
    title: 'My listening profile',
    lead: 'All that recommendation knows of you is on this page. It is worked out when you look, and not kept.',
    open: 'See my listening profile',
    basis: (listens) => `Rests on ${listens} listens`,
    since: (day) => `the first on ${day}`,
    artists: 'Artists you hear most',
    artistsText: 'What was heard often and lately weighs more; after 45 days a listen weighs half.',
    share: (percent) => `${percent} of it`,
    empty: 'No profile',
    emptyMinor:
      'The birthday in your profile says that you are not eighteen yet, so there is no profile, and nothing here.',
    emptyOff: 'You have not switched recommendations on, so there is nothing here, and nothing will be.',
    emptyLearning:
      'Once a few songs were played, this shows what recommendations rest on. The listening history has to be kept for it.',
    toSwitches: 'See the switches',
    notInterested: 'Songs not to be recommended',
    notInterestedNone: 'None. Songs you mark as not to be recommended are listed here.',
    again: (title) => `Allow “${title}” to be recommended`,
    allow: 'Allow again',
    how: 'What it does to you',
    howText: {
      basis:
        'It rests on the listening history you agreed to, and on the songs you marked, and on nothing else: not your age, sex, place, devices or spending.',
      method:
        'It looks at what else people heard who heard the same songs (at least three who agreed to help), and at what sounds alike. A program decides all of it.',
      effect: 'It chooses which songs are shown and in which order. It changes no price and no function.',
      choice:
        'You can switch it off at any time, and from the next page on it is not used. You can also ask a person to explain or to decide.',
    },
    ask: 'Ask a person',
    correct: 'Put it right',
    correctText:
      'A listen you delete counts no more. Clearing the profile keeps all listens so far out of recommendations; the history stays yours.',
    history: 'Manage the listening history',
    clear: 'Clear the profile',
    clearTitle: 'Clear the listening profile?',
    clearText:
      'What was heard until now is not used for recommendations any more, and no song is marked. The listening history is not deleted.',
    keep: 'Keep it',
    cleared: 'The profile is empty',
  },
);
