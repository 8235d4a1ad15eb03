import { defineMessages } from '$lib/i18n/i18n.svelte';

export const decisionWords = defineMessages(
  {
    title: '推荐是怎么决定的',
    lead: '这是自动化决策：由程序决定显示哪些歌。这一页说清它读什么、怎么算、影响什么，开关全在这里。',
    places: {
      title: '在哪里，读了什么',
      none: '只有这些位置会因人而异，其他页面人人看到的都一样。',
      personal: {
        title: '首页、发现、私人 FM',
        reads:
          '读取：你同意保存的播放历史（最近 180 天），和你标为“不再推荐”的歌。私人 FM 另外看这一次听了、跳过了什么，不保存。',
        off: '没有开启时：人人相同，从多人在听的、新入库的和随机抽取的歌里选。',
      },
      likes: {
        title: '我的音乐里的 AI听荐',
        reads: '读取：你喜欢的歌曲，和你标为“不想听”的歌。不读播放历史。',
        off: '没有开启时：不显示。',
      },
      others: {
        title: '帮助别人：推荐里的“听过的人也听”、多人在听、榜单',
        reads: '读取：同意「帮助他人发现音乐」的人的播放历史，至少三人才显示；榜单另加随机噪声。',
        off: '没有开启时：这些计算里没有你，你照样可以看。',
      },
    },
    method: {
      title: '怎么算',
      together:
        '数一数：听过你常听（或你喜欢）的那首歌的人还听什么，常常一起出现的排在前面；太热门的会压低一些。',
      sound: '比一比：从歌曲文件本身量出音色、和声、节奏，声音相近的排在前面。',
      fresh: '掷骰子：每天换一批。骰子由你的同意编号掷出，撤回之后就无从追溯。',
      kept: '不存结果：每次打开现算，没有训练好的模型，也没有留下来的画像。',
    },
    minors: {
      title: '未满十八周岁',
      text: '资料里填写的生日说你还没满十八周岁时，以上都不做：你看到的和所有人一样，也不计入给别人的推荐、榜单和“大家在搜”。只判断满没满，没有填写就不判断，更不会去猜。',
    },
    effect: {
      title: '对你有什么影响',
      text: '只决定显示哪些歌和先后顺序。不涉及价格、交易条件、权限和任何功能，也不会据此推断你的健康、信仰、收入之类的事。',
      human: '如果你觉得它对你不公平，可以要求由人说明，也可以拒绝只由程序作决定。',
      ask: '请人说明',
      profile: '看我的收听画像',
    },
    plain: {
      title: '看不针对你的内容',
      text: '不用关开关也能看：下面这些和任何人不登录时看到的一样。',
      discover: '人人相同的发现',
      charts: '榜单',
      random: '随机听歌',
    },
    switches: {
      title: '开关全在这里',
      text: '关掉后，下一次打开页面就不再使用；音乐照常播放，其他功能不变。',
      guest: '你没有登录，所以没有任何画像，这里也没有可以关的。',
      allOff: '全部关闭',
      allOffTitle: '关闭全部推荐？',
      allOffText:
        '个性化推荐、AI听荐和帮助他人发现音乐都会撤回，标为不要的歌一并删除。播放历史和喜欢的歌不动。',
      keep: '先不关',
      done: '推荐已全部关闭',
      failed: '有的没有关成，请再试一次',
      privacy: '隐私中心的全部开关',
    },
  },
  {
    title: 'How recommendations are decided',
    lead: 'This is an automated decision: a program chooses which songs are shown. Here is what it reads, how it works, what it does to you, and every switch.',
    places: {
      title: 'Where, and what is read',
      none: 'Only these places differ from person to person; every other page is the same for everyone.',
      personal: {
        title: 'Home, Discover and personal radio',
        reads:
          'Read: the listening history you agreed to keep (the last 180 days), and songs you marked as not to be recommended. Personal radio also minds what you hear and skip in the session, and keeps none of it.',
        off: 'While it is off: the same for everyone, of what many hear, what is new, and by chance.',
      },
      likes: {
        title: 'More like my likes, under My music',
        reads:
          'Read: the songs you like, and those you marked there as unwanted. Not your listening history.',
        off: 'While it is off: nothing is shown.',
      },
      others: {
        title: 'Helping others: “heard with”, what many hear, and charts',
        reads:
          'Read: the listening history of people who let it help others; shown from three people on, and charts carry random noise besides.',
        off: 'While it is off: these are counted without you, and you see them all the same.',
      },
    },
    method: {
      title: 'How it works',
      together:
        'Counting: what else people hear who heard a song that you hear, or like; what often comes together comes first, and what everybody hears is held back a little.',
      sound:
        'Comparing: timbre, harmony and tempo are measured from the files alone, and what sounds alike comes first.',
      fresh:
        'Dice: each day brings other songs. They are thrown from the number of your consent; once you withdraw, nothing leads back.',
      kept: 'No results are kept: everything is worked out when you look. There is no trained model and no stored profile.',
    },
    minors: {
      title: 'Under eighteen',
      text: 'While the birthday in a profile says that somebody is not eighteen yet, none of this is done: they see what everybody sees, and are not counted in what is recommended to others, in charts or in what many look for. Only whether they are eighteen is told; where no birthday was entered nothing is told, and nothing is guessed.',
    },
    effect: {
      title: 'What it does to you',
      text: 'It chooses which songs are shown and in which order. It touches no price, no terms, no right and no function, and nothing such as health, belief or income is inferred from it.',
      human:
        'If you think it treats you unfairly you can ask a person to explain, and refuse a decision made by a program alone.',
      ask: 'Ask a person',
      profile: 'See my listening profile',
    },
    plain: {
      title: 'See what is not aimed at you',
      text: 'Without switching anything off: these are what anyone sees without signing in.',
      discover: 'Discover, as everybody',
      charts: 'Charts',
      random: 'Songs by chance',
    },
    switches: {
      title: 'All switches',
      text: 'Once off, nothing is used from the next page on; the music plays on and everything else stays as it is.',
      guest: 'You are not signed in, so there is no profile of you, and nothing to switch off.',
      allOff: 'Switch all off',
      allOffTitle: 'Switch all recommendations off?',
      allOffText:
        'Personal recommendations, more like my likes and helping others are withdrawn, and what you marked as unwanted is deleted. Your history and your likes stay.',
      keep: 'Keep them',
      done: 'All recommendations are off',
      failed: 'Not all could be switched off; please try again',
      privacy: 'All switches in the privacy centre',
    },
  },
);
