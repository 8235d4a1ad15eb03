import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: '只在本机推荐',
    open: '查看本机推荐',
    claim: '你的画像从不离开这个浏览器。',
    lead: '这些歌由这个浏览器自己挑选，每首都写明理由。你听过什么，没有告诉任何人。',
    switchText:
      '打开后，你听过的歌只记在这个浏览器里，推荐也在这里算。不需要登录，也不需要同意什么，因为没有任何关于你的内容交给服务。',
    on: '已打开',
    off: '未打开',
    offTitle: '关闭本机推荐？',
    offText: '这个浏览器记住的播放、“不再推荐”的歌和下载的曲库特征会一并删除，无法找回。需要的话，请先导出。',
    keepOn: '先不关闭',
    offConfirm: '关闭并删除',
    offDone: '已关闭，记住的都已删除',
    state: (songs: string, plays: string) => `可推荐 ${songs} 首歌 · 依据 ${plays} 次播放`,
    preparing: '正在准备…',
    failed: '还没有下载好曲库特征。恢复网络后会接着下载。',
    again: '再试一次',
    fetching: (received: string, total: string) => `正在下载曲库特征：${received} / ${total}`,
    fetchingLabel: '下载进度',
    stays: {
      title: '只留在这里',
      lines: {
        plays: '听过哪些歌、什么时候听的',
        unwanted: '“不再推荐”的歌',
        lists: '推荐的结果和理由；列表里的图由本机绘制，不向服务取封面',
        radio: '私人 FM 里的跳过和不喜欢',
      },
    },
    seen: {
      title: '服务看得到什么',
      lines: {
        music:
          '播放时，浏览器要向服务取那首歌的声音、歌词和封面（登录时还有你是否喜欢它）；服务必须看到这个请求才能把歌给你，但不会记下是谁听了什么。已存为离线的歌连这也不需要。',
        files:
          '下载三个文件：曲库里有什么、听起来怎样，至少三位同意者共同听过哪些歌，和歌单广场上有哪些歌单。人人得到的字节相同，请求不带登录信息。',
        silence:
          '打开期间，这个浏览器不上传播放历史，也不上传续播位置，即使你同意过。你在别处点的喜欢、歌单等照旧。',
      },
    },
    knows: {
      title: '这个浏览器知道什么',
      none: '还什么也没有。听过一首歌的一半，或满四分钟，就会记在这里。',
      artists: '听得多的歌手',
      share: (percent: string) => `占 ${percent}`,
      plays: (count: string) => `记住的播放（${count}）`,
      limit: '最多记 5,000 次，更早的自动删去。',
      forget: (title: string) => `忘掉这次播放：《${title}》`,
      more: '显示更多',
      unwanted: '不再推荐的歌',
      allow: '可以再推荐',
      allowLabel: (title: string) => `可以再推荐《${title}》`,
    },
    exportAll: '导出',
    exported: '已导出到下载文件夹',
    clear: '清空',
    clearTitle: '清空这个浏览器记住的播放？',
    clearText: '记住的播放和“不再推荐”的歌会全部删除，推荐从头开始。',
    keep: '先不清空',
    cleared: '已清空',
    notDone: '没有成功，请再试一次',
    profileHere: '推荐只在这个浏览器里进行，服务那里没有你的画像可看。记住了什么，在本机推荐的页面上。',
    radio: '接下来的歌由这个浏览器挑选，经过不会告诉任何人。',
    how: (plays: string) => `由这个浏览器依据它记住的 ${plays} 次播放选出，只决定显示哪些歌。`,
    learning: '这个浏览器还没有记住播放，先给你看大家在听的、新入库的和随机抽取的歌。听过几首之后就会不同。',
    withCompanions: '用到了曲库的声音特征，和至少三位同意者共同听过的歌。',
    withoutCompanions: '只用到曲库的声音特征。',
    durable:
      '在这台设备上保留多久：直到你清空、关闭、退出登录或清除浏览器数据；浏览器空间不足时也可能自行删除。',
  },
  {
    title: 'On this device alone',
    open: 'About this mode',
    claim: 'Your profile never leaves this browser.',
    lead: 'This browser chose these songs itself, each with its reason. What you heard was told to nobody.',
    switchText:
      'Once on, what you hear is remembered in this browser only, and recommendations are worked out here. No account and no consent is needed, because nothing about you is handed to the service.',
    on: 'On',
    off: 'Off',
    offTitle: 'Stop recommending on this device?',
    offText:
      'What this browser remembers of your listening, the songs not to be recommended and what was downloaded are deleted together and cannot be brought back. Export them first if you want them.',
    keepOn: 'Leave it on',
    offConfirm: 'Stop and delete',
    offDone: 'Stopped, and everything that was remembered is deleted',
    state: (songs, plays) => `${songs} songs to choose from · rests on ${plays} plays`,
    preparing: 'Getting ready…',
    failed: 'What the songs sound like was not downloaded yet. It goes on once the connection is back.',
    again: 'Try again',
    fetching: (received, total) => `Downloading what the songs sound like: ${received} of ${total}`,
    fetchingLabel: 'Download',
    stays: {
      title: 'Stays here',
      lines: {
        plays: 'Which songs you heard, and when',
        unwanted: 'Songs not to be recommended',
        lists: 'What is recommended, and why; pictures in lists are drawn here instead of fetching covers',
        radio: 'Skips and dislikes of personal radio',
      },
    },
    seen: {
      title: 'What the service sees',
      lines: {
        music:
          'To play a song, the browser has to fetch its sound, lyrics and cover, and for members whether they like it; the service must see that request to give you the song, and does not record who heard what. Songs stored for offline need not even that.',
        files:
          'Three files are downloaded: what is in the library and how it sounds, what at least three people who agreed heard together, and which playlists are on the square. Everybody gets the same bytes, and the request carries no sign-in.',
        silence:
          'While this is on, this browser sends no listening history and no place to resume, even if you had agreed to that. What you like or put on playlists elsewhere is as ever.',
      },
    },
    knows: {
      title: 'What this browser knows',
      none: 'Nothing yet. A song is remembered here after half of it, or four minutes.',
      artists: 'Artists heard most',
      share: (percent) => `${percent} of it`,
      plays: (count) => `Plays that are remembered (${count})`,
      limit: 'At most 5,000; earlier ones are dropped.',
      forget: (title) => `Forget this play of “${title}”`,
      more: 'Show more',
      unwanted: 'Songs not to be recommended',
      allow: 'Allow again',
      allowLabel: (title) => `Allow “${title}” to be recommended`,
    },
    exportAll: 'Export',
    exported: 'Exported to your downloads',
    clear: 'Clear',
    clearTitle: 'Clear what this browser remembers?',
    clearText: 'All plays and all songs not to be recommended are deleted, and recommendations begin anew.',
    keep: 'Keep them',
    cleared: 'Cleared',
    notDone: 'That did not work; please try again',
    profileHere:
      'Recommendations are made in this browser alone, so the service has no profile of you to show. What is remembered is on the page of this mode.',
    radio: 'This browser chooses the next songs; what happens here is told to nobody.',
    how: (plays) =>
      `Chosen by this browser from the ${plays} plays that it remembers. It only decides which songs are shown.`,
    learning:
      'This browser remembers no play yet, so these are songs that many hear, new ones and some by chance. After a few songs that changes.',
    withCompanions: 'It uses how the songs sound, and what at least three people who agreed heard together.',
    withoutCompanions: 'It uses how the songs sound, and nothing else.',
    durable:
      'How long it stays on this device: until you clear it, stop this mode, sign out or clear the browser’s data; a browser short of room may also remove it.',
  },
);
