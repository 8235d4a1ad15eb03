import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    lead: '浏览器可以替你说一句「不要追踪我」。它一说，我们就照办，不用你再点什么。',
    asks: '这个浏览器要求不被追踪',
    silent: '这个浏览器没有提出要求',
    asksText: (names: string) => `它在每次请求里都带着${names}。`,
    silentText: '这不代表你同意任何事：没有你的同意，我们本来就什么都不记录。',
    unseen:
      '本页看到了信号，但服务没有收到：中间可能有代理把它去掉了。需要同意的功能请在「同意与开关」里自行关闭。',
    guest: '你没有登录。我们对访客不保存任何东西；打开别人的分享链接也不计次数。',
    first: (names: string, moment: string) => `首次收到${names}：${moment}`,
    gpc: '全球隐私控制（GPC）',
    dnt: '请勿追踪（DNT）',
    and: '和',
    rests: '会因此暂停的',
    restsText: '收到信号之前同意的，立即暂停：不再记录、读取或计入。已保存的仍归你查看和删除。',
    own: '由你亲手决定的',
    ownText: '这些只保存你自己填写或公开的内容，信号不影响它们。',
    states: {
      resting: '已暂停',
      granted: '你在收到信号后仍选择开启',
      grantedQuiet: '已开启',
      off: '未开启',
    },
    toConsents: '同意与开关',
    restsStay:
      '换一个不发信号的浏览器也不会自动恢复。要恢复某一项，在「同意与开关」里重新打开它；要删除已保存的，在那里撤回。',
    how: '怎样让浏览器发出信号',
    howText:
      'Firefox：设置 → 隐私与安全 → 网站隐私偏好，勾选「要求网站不出售或共享我的数据」。Brave 和 DuckDuckGo 浏览器默认开启。Chrome 和 Edge：设置 → 隐私和安全，打开「随浏览流量一起发送 Do Not Track 请求」。',
    support: '我们的支持声明',
  },
  {
    lead: 'A browser can say “do not track me” in your place. Once it does we obey, without another click of yours.',
    asks: 'This browser asks not to be tracked',
    silent: 'This browser asks for nothing',
    asksText: (names) => `Each of its requests carries ${names}.`,
    silentText: 'That is no consent to anything: without your yes we record nothing anyway.',
    unseen:
      'This page sees the signal, but the service did not receive it: a proxy on the way may take it out. Please switch off under “Consents” what you do not want.',
    guest:
      'You are signed out. Of guests we keep nothing, and opening somebody’s shared link is not counted.',
    first: (names, moment) => `${names} first seen: ${moment}`,
    gpc: 'Global Privacy Control (GPC)',
    dnt: 'Do Not Track (DNT)',
    and: ' and ',
    rests: 'What rests because of it',
    restsText:
      'What you had agreed to before the signal rests at once: nothing more is recorded, read or counted for it. What was kept is still yours to see and delete.',
    own: 'What you decide with your own hands',
    ownText: 'These keep only what you write or publish yourself; the signal does not touch them.',
    states: {
      resting: 'Resting',
      granted: 'On by your choice after the signal',
      grantedQuiet: 'On',
      off: 'Off',
    },
    toConsents: 'Consents',
    restsStay:
      'A browser without the signal starts nothing again. To go on with one, switch it on again under “Consents”; to delete what was kept, withdraw it there.',
    how: 'How to make a browser send it',
    howText:
      'Firefox: Settings → Privacy & Security → Website Privacy Preferences, “Tell websites not to sell or share my data”. Brave and the DuckDuckGo browser send it by default. Chrome and Edge: Settings → Privacy and security, “Send a Do Not Track request with your browsing traffic”.',
    support: 'Our statement of support',
  },
);
