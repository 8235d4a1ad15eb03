// Made by `cargo xtask gen` from the policy folder; never edited.

/** What the service does for a person. */
export const functions = {
  browse: { kind: 'basic', title: { zh: '浏览曲库', en: 'Browse the library' } },
  search: { kind: 'basic', title: { zh: '搜索', en: 'Search' } },
  play: { kind: 'basic', title: { zh: '播放音乐', en: 'Play music' } },
  download: { kind: 'basic', title: { zh: '下载音乐', en: 'Download music' } },
  lyrics: { kind: 'basic', title: { zh: '查看歌词', en: 'Lyrics' } },
  policy_documents: { kind: 'basic', title: { zh: '查阅隐私政策与清单', en: 'Read the privacy policy and its lists' } },
  sign_in: { kind: 'extended', title: { zh: '注册与登录', en: 'Sign up and sign in' } },
  scan_codes: { kind: 'extended', title: { zh: '扫一扫', en: 'Scanning QR codes' } },
  profile: { kind: 'extended', title: { zh: '个人资料', en: 'Profile' } },
  sessions: { kind: 'extended', title: { zh: '登录设备管理', en: 'Signed-in devices' } },
  play_history: { kind: 'extended', title: { zh: '播放历史', en: 'Listening history' } },
  recommendation: { kind: 'extended', title: { zh: '个性化推荐', en: 'Personal recommendations' } },
  usage_statistics: { kind: 'extended', title: { zh: '使用统计', en: 'Statistics of use' } },
  likes_recommendation: { kind: 'extended', title: { zh: 'AI听荐', en: 'More like my likes' } },
  charts: { kind: 'extended', title: { zh: '榜单', en: 'Charts' } },
  on_device_recommendation: { kind: 'extended', title: { zh: '只在本机推荐', en: 'Recommending on this device alone' } },
  download_history: { kind: 'extended', title: { zh: '下载历史', en: 'Download history' } },
  search_history: { kind: 'extended', title: { zh: '搜索历史', en: 'Search history' } },
  popular_searches: { kind: 'extended', title: { zh: '大家在搜', en: 'What many look for' } },
  recognition_history: { kind: 'extended', title: { zh: '识曲历史', en: 'History of named songs' } },
  resume_playback: { kind: 'extended', title: { zh: '换设备接着听', en: 'Continue on another device' } },
  audio_effects: { kind: 'extended', title: { zh: '音效', en: 'Audio effects' } },
  recognition: { kind: 'extended', title: { zh: '听歌识曲', en: 'Name that song' } },
  voice_search: { kind: 'extended', title: { zh: '语音搜索', en: 'Search by voice' } },
  local_music: { kind: 'extended', title: { zh: '本地歌曲', en: 'Songs on this device' } },
  favourites: { kind: 'extended', title: { zh: '喜欢、评分、关注与书签', en: 'Likes, ratings, follows and bookmarks' } },
  playlists: { kind: 'extended', title: { zh: '歌单', en: 'Playlists' } },
  playlist_square: { kind: 'extended', title: { zh: '歌单广场', en: 'Playlist square' } },
  offline_music: { kind: 'extended', title: { zh: '离线音乐', en: 'Offline music' } },
  shares: { kind: 'extended', title: { zh: '分享', en: 'Sharing by link' } },
  chat: { kind: 'extended', title: { zh: '聊天室', en: 'Chat' } },
  open_clients: { kind: 'extended', title: { zh: '用第三方应用听歌', en: 'Listen with other apps' } },
  mail: { kind: 'extended', title: { zh: '邮件通知', en: 'Notices by mail' } },
  monthly_letter: { kind: 'extended', title: { zh: '每月来信', en: 'Monthly letter' } },
  affiliates: { kind: 'extended', title: { zh: '关联公司共享', en: 'Sharing with affiliates' } },
  minors: { kind: 'extended', title: { zh: '未成年人与监护人', en: 'Minors and guardians' } },
  minors_mode: { kind: 'extended', title: { zh: '未成年人模式', en: 'Minors\' mode' } },
  privacy_centre: { kind: 'extended', title: { zh: '隐私中心', en: 'Privacy centre' } },
  transfer: { kind: 'extended', title: { zh: '转让个人信息', en: 'Transfer of personal information' } },
  operate: { kind: 'extended', title: { zh: '运营管理', en: 'Operating the service' } },
} as const satisfies Record<string, { kind: 'basic' | 'extended'; title: Words }>;

export type FunctionId = keyof typeof functions;

/** Which functions may ask for a permission; none where this version never asks. */
export const permissions = {
  camera: {
    functions: ['scan_codes'],
    title: { zh: '相机', en: 'Camera' },
    notice: { zh: '您在“扫一扫”里按“打开相机”时才打开，认出二维码、离开页面或您停止时立即关闭；手机有补光灯的，您可以在扫码时打开它。画面只在您的设备上识别，不保存，不上传。', en: 'It opens when you press “open the camera” under “scan”, and closes as soon as a code is read, you leave the page or you stop; where the phone has a light, you can switch it on while scanning. The picture is read on your device alone, neither kept nor sent.' },
  },
  microphone: {
    functions: ['recognition', 'voice_search'],
    title: { zh: '麦克风', en: 'Microphone' },
    notice: { zh: '您按下“听歌识曲”时才打开，认出歌曲、满 12 秒或您停止时立即关闭；声音只在您的设备上算成稀疏的频谱特征点，发给服务的只有特征点。您按下搜索框里的麦克风时也会打开，说完、满 15 秒或您停止时立即关闭：浏览器能在这台设备上转成文字时，发给服务的只有文字；做不到时，只有您事先另外单独同意，这句话才会发给运营者选定的语音转文字服务，用完即弃。我们都不保存声音。', en: 'It opens when you press “name that song”, and closes as soon as the song is named, 12 seconds have passed or you stop; your device computes sparse peaks of the sound\'s spectrum, and only these are sent. It also opens when you press the microphone in the search box, and closes when you have spoken, 15 seconds have passed or you stop: where your browser can turn the words into text on this device only the text is sent; where it cannot, what you said goes to the transcription service that the operator chose, and is then forgotten, only if you agreed to that separately before. We keep no sound.' },
  },
  photos: {
    functions: ['profile', 'playlists', 'audio_effects', 'recognition', 'scan_codes', 'operate'],
    title: { zh: '相册与文件', en: 'Photos and files' },
    notice: { zh: '更换头像或歌单封面、导入歌单、均衡预设或在另一个清音导出的数据、用音频文件听歌识曲、从图片扫码，或者工作人员登记、核对法律文书时，由系统的文件选择器打开，我们只得到您选中的文件，看不到其他文件；预设文件、听歌识曲的音频文件、带二维码的图片和法律文书只在这台设备上读取，从不上传。', en: 'When you change your picture or the cover of a playlist, import a playlist, equaliser presets or what you exported at another Qingyin, have a file\'s song named, read a QR code from a picture, or, as staff, file or check a legal document, the system\'s own file picker opens; we receive the file you choose and see no other. Files of presets, files whose song is to be named, pictures with a QR code and legal documents are read on this device only and never uploaded.' },
  },
  storage: {
    functions: ['local_music', 'offline_music'],
    title: { zh: '存储', en: 'Storage' },
    notice: { zh: '只为两件事：您选择播放本机歌曲时，由系统的选择器打开，我们只看到您选中的文件或文件夹，只在这台设备上读取，从不上传；您在“离线音乐”里要求时，请浏览器不要在空间紧张时自动清理您存下的音乐，不因此得到任何信息，也看不到别的文件。', en: 'For two ends alone: when you choose to play songs on this device the system\'s own picker opens, and we see the files or the folder you choose, read on this device only and never uploaded; and when you ask for it under “offline music”, the browser is asked not to clear the music you stored when room gets short, by which we learn nothing and see no other file.' },
  },
  contacts: {
    functions: [],
    title: { zh: '通讯录', en: 'Contacts' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  calendar: {
    functions: [],
    title: { zh: '日历', en: 'Calendar' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  notification: {
    functions: [],
    title: { zh: '通知', en: 'Notifications' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  clipboard_read: {
    functions: ['shares'],
    title: { zh: '读取剪贴板', en: 'Reading the clipboard' },
    notice: { zh: '您在“打开分享”里按“从剪贴板打开”时，才读一次剪贴板，当场在这台设备上辨认里面有没有本服务的分享链接或口令，有就打开它。别的文字看过即忘，不保存，不发送；打开页面、切换窗口时都不读取。', en: 'Only when you press “open from the clipboard” under “open a share” is it read, once; your device looks there and then for a link or code of a share of this service, and opens it. Any other text is forgotten at once, neither kept nor sent; opening a page or coming back to it reads nothing.' },
  },
  clipboard_write: {
    functions: ['open_clients', 'shares', 'minors'],
    title: { zh: '写入剪贴板', en: 'Writing to the clipboard' },
    notice: { zh: '您在“其他应用”“我的分享”或“未成年人”里按“复制”时，才把您看到的那一项（服务器地址、登录名、密钥、应用密码、分享链接、分享口令或给监护人的链接）写入剪贴板，别无其他。', en: 'Only when you press “copy” under “other apps”, “my shares” or “minors” is the one thing you see there (the server\'s address, the sign-in name, the key, the app password, the link or the code of a share, or the link for a guardian) written to it, and nothing else.' },
  },
  location: {
    functions: [],
    title: { zh: '位置', en: 'Location' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  screen: {
    functions: [],
    title: { zh: '录制屏幕', en: 'Screen capture' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  ad_tracking: {
    functions: [],
    title: { zh: '广告追踪', en: 'Ad tracking' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  local_fonts: {
    functions: [],
    title: { zh: '本机字体', en: 'Local fonts' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  motion: {
    functions: [],
    title: { zh: '运动与方向传感器', en: 'Motion and orientation sensors' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  bluetooth: {
    functions: [],
    title: { zh: '蓝牙', en: 'Bluetooth' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  usb: {
    functions: [],
    title: { zh: 'USB 设备', en: 'USB devices' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  payment: {
    functions: [],
    title: { zh: '支付', en: 'Payment' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
} as const satisfies Record<string, { functions: readonly FunctionId[]; title: Words; notice: Words }>;

export type PermissionId = keyof typeof permissions;

/** Every cookie that the server may set. */
export const cookies = {
  qingyin_session: {
    title: { zh: '登录状态', en: 'Sign-in' },
    purpose: { zh: '让您保持登录；退出登录即删除。', en: 'Keeps you signed in; deleted when you sign out.' },
  },
  qingyin_attempt: {
    title: { zh: '正在进行的外部登录', en: 'A sign-in elsewhere that is under way' },
    purpose: { zh: '您去对方页面登录时，记住这一次的随机数，只有同一个浏览器回来才算数；回来即删除。', en: 'While you sign in on somebody else\'s page it holds the random number of this attempt, so that only the same browser may come back; deleted when you do.' },
  },
  qingyin_arrival: {
    title: { zh: '刚从 Apple 带回的登录凭证', en: 'The token just brought back from Apple' },
    purpose: { zh: 'Apple 的页面用表单把您带回本站，这时浏览器不带本站的其他 Cookie；凭证在这里等浏览器自己再来一次，核对后立即删除，最长 1 分钟。', en: 'Apple\'s page brings you back by a form, with which the browser sends none of this service\'s other cookies; the token waits here until the browser comes again by itself, and is deleted as soon as it has been looked at, after 1 minute at the latest.' },
  },
  qingyin_identity: {
    title: { zh: '等您决定是否关联的外部账号', en: 'An account elsewhere that waits to be linked' },
    purpose: { zh: '您第一次用外部账号登录时，它的编号和昵称只放在您自己的浏览器里，等您验证手机号后决定；决定或过期即删除。', en: 'The first time you come with an account elsewhere, its number and nickname are in your own browser alone until you have proved your phone number and decided; deleted when you decide, or when it expires.' },
  },
  qingyin_qr: {
    title: { zh: '扫码登录', en: 'Sign-in by QR code' },
    purpose: { zh: '让显示二维码的浏览器、而不是别的浏览器，在您用手机确认后登录；3 分钟后或登录后即删除。', en: 'Lets the browser that shows the code sign in once your phone has confirmed it, and no other; deleted after 3 minutes, or once it is signed in.' },
  },
  qingyin_minors_mode: {
    title: { zh: '这个浏览器在未成年人模式里用过', en: 'This browser was in minors\' mode' },
    purpose: { zh: '未成年人模式的账号在这个浏览器里登录过时，退出登录后也不以游客身份播放；里面没有身份，对所有人都一样。换一个没有开启的账号登录即删除。', en: 'Where an account in minors\' mode was signed in in this browser, signing out does not let it play as a guest; it holds no identity and is the same for all. Deleted as soon as an account that is not in the mode signs in.' },
  },
} as const satisfies Record<string, { title: Words; purpose: Words }>;

export type CookieName = keyof typeof cookies;

/** Every key that the app may use in the browser's storage. */
export const storageKeys = {
  'qingyin.language': {
    title: { zh: '界面语言', en: 'Language of the interface' },
    purpose: { zh: '记住这台设备的界面语言。', en: 'Remembers the language of this device.' },
  },
  'qingyin.theme': {
    title: { zh: '外观', en: 'Appearance' },
    purpose: { zh: '记住浅色、深色或跟随系统。', en: 'Remembers light, dark or as the system.' },
  },
  'qingyin.quality': {
    title: { zh: '播放音质', en: 'Playback quality' },
    purpose: { zh: '记住您选择的音质。', en: 'Remembers the quality you chose.' },
  },
  'qingyin.normalisation': {
    title: { zh: '音量均衡', en: 'Volume normalisation' },
    purpose: { zh: '记住音量均衡的方式。', en: 'Remembers how volume is evened out.' },
  },
  'qingyin.gapless': {
    title: { zh: '无缝播放', en: 'Gapless playback' },
    purpose: { zh: '记住是否无缝播放。', en: 'Remembers whether tracks follow without a gap.' },
  },
  'qingyin.speed': {
    title: { zh: '播放速度', en: 'Playback speed' },
    purpose: { zh: '记住播放速度。', en: 'Remembers the speed of playback.' },
  },
  'qingyin.volume': {
    title: { zh: '音量', en: 'Volume' },
    purpose: { zh: '记住音量。', en: 'Remembers the volume.' },
  },
  'qingyin.repeat': {
    title: { zh: '循环方式', en: 'Repeat mode' },
    purpose: { zh: '记住循环方式。', en: 'Remembers the repeat mode.' },
  },
  'qingyin.shuffle': {
    title: { zh: '随机播放', en: 'Shuffle' },
    purpose: { zh: '记住是否随机播放。', en: 'Remembers whether shuffle is on.' },
  },
  'qingyin.translation': {
    title: { zh: '歌词翻译', en: 'Lyric translation' },
    purpose: { zh: '记住是否显示歌词翻译。', en: 'Remembers whether translations are shown.' },
  },
  'qingyin.romanisation': {
    title: { zh: '歌词注音', en: 'Lyric romanisation' },
    purpose: { zh: '记住是否显示歌词注音。', en: 'Remembers whether romanisations are shown.' },
  },
  'qingyin.voice_recipient': {
    title: { zh: '看过的语音接收方', en: 'Recipient of speech that was shown' },
    purpose: { zh: '记住您看过并同意的语音转文字服务的网址，换了服务便重新告诉您。', en: 'Remembers the address of the transcription service that you were shown and agreed to, so that you are told anew when it changes.' },
  },
  'qingyin.permission_uses': {
    title: { zh: '系统权限最近使用时间', en: 'Last use of permissions' },
    purpose: { zh: '让您在隐私中心看到各项系统权限上次何时使用，只留在本机。', en: 'Lets you see in the privacy centre when a permission was last used; it stays on this device.' },
  },
  'qingyin.permissions_off': {
    title: { zh: '停用的权限', en: 'Permissions switched off' },
    purpose: { zh: '记住您在「隐私中心 → 系统权限」停用了哪些权限，本服务在这个浏览器里就不再申请或使用它们。', en: 'Remembers which permissions you switched off under Privacy centre → Permissions, so that this service neither asks for nor uses them in this browser.' },
  },
  'qingyin.shortcuts': {
    title: { zh: '单键快捷键', en: 'Single-key shortcuts' },
    purpose: { zh: '记住是否启用单键快捷键。', en: 'Remembers whether single-key shortcuts are on.' },
  },
  'sveltekit:scroll': {
    title: { zh: '滚动位置', en: 'Scroll position' },
    purpose: { zh: '返回上一页时回到原来的位置。', en: 'Brings you back to where you were on a page you return to.' },
  },
  'sveltekit:snapshot': {
    title: { zh: '页面状态', en: 'State of a page' },
    purpose: { zh: '刷新后恢复未提交的页面状态；目前为空。', en: 'Restores what a page held before it was loaded anew; empty at present.' },
  },
  'qingyin.crossfade': {
    title: { zh: '交叉淡化', en: 'Crossfade' },
    purpose: { zh: '记住两首歌交叠几秒。', en: 'Remembers for how many seconds two tracks overlap.' },
  },
  'qingyin.effects': {
    title: { zh: '音效开关', en: 'Audio effects on or off' },
    purpose: { zh: '记住是否开启音效。', en: 'Remembers whether audio effects are on.' },
  },
  'qingyin.effects_settings': {
    title: { zh: '音效设置', en: 'Audio effect settings' },
    purpose: { zh: '记住均衡器、低音、空间、环绕、响度补偿和限幅的设置。', en: 'Remembers how equaliser, bass, room, surround, loudness compensation and limiter are set.' },
  },
  'qingyin.effects_presets': {
    title: { zh: '自己的均衡预设', en: 'Own equaliser presets' },
    purpose: { zh: '记住您自己起名保存的均衡预设。', en: 'Remembers the equaliser presets that you saved under names of your own.' },
  },
  'qingyin.offline': {
    title: { zh: '离线音乐开关', en: 'Whether music is stored' },
    purpose: { zh: '记住这台设备上存有离线音乐，以便打开应用时接着存完。清除设备数据或退出登录时删除。', en: 'Remembers that music is stored on this device, so that storing goes on when the app is opened. Removed when you clear the device or sign out.' },
  },
  'qingyin.offline_quality': {
    title: { zh: '离线音乐的音质', en: 'Quality of offline music' },
    purpose: { zh: '记住您为离线音乐选择的音质。', en: 'Remembers the quality you chose for offline music.' },
  },
  'qingyin.offline_listens': {
    title: { zh: '断网时的播放记录', en: 'Listens without a connection' },
    purpose: { zh: '只在您已同意保存播放历史、又存有离线音乐时才有：断网时听过的曲目和时间先留在本机，恢复连接后发给服务，随即删除。撤回同意、退出登录或清除设备数据时立即删除，不再发送。', en: 'Only when you agreed to the history of listening and store music: what was heard without a connection, and when, waits on this device, is sent once the service can be reached and is then removed. It goes at once, unsent, when you withdraw, sign out or clear the device.' },
  },
  'qingyin.on_device': {
    title: { zh: '只在本机推荐的开关', en: 'Recommending on this device, on or off' },
    purpose: { zh: '只在您打开「只在本机推荐」后才有：记住它已打开，和本机抽取随机歌曲用的一个数字；不发送给任何人。关闭、退出登录或清除设备数据时删除。', en: 'Only once you switched on recommending on this device alone: remembers that it is on, with a number from which this device draws songs by chance; sent to nobody. Removed when you stop it, sign out or clear the device.' },
  },
  'qingyin-listening': {
    title: { zh: '本机推荐记住的播放（数据库）', en: 'What recommending on this device remembers (database)' },
    purpose: { zh: '只在您打开「只在本机推荐」后才有：您在这个浏览器里听过的歌曲和时间（最多 5,000 次）与「不再推荐」的歌曲，只用于在本机算出推荐，从不发送。您可以逐条删除、导出或清空；关闭、退出登录或清除设备数据时全部删除。', en: 'Only once you switched on recommending on this device alone: the songs you heard in this browser and when (5,000 times at most), and songs not to be recommended, only to work out recommendations on this device and never sent. You can delete each, export or clear them; all of it goes when you stop it, sign out or clear the device.' },
  },
  'qingyin-ranking': {
    title: { zh: '本机推荐用的曲库特征（数据库）', en: 'What recommending on this device ranks with (database)' },
    purpose: { zh: '只在您打开「只在本机推荐」后才有：曲库里有什么、听起来怎样，至少三位同意者共同听过哪些歌，以及歌单广场上有哪些歌单；人人相同，不含关于您的信息。共同听过的离线最多留用 72 小时，歌单最多 24 小时。关闭、退出登录或清除设备数据时删除。', en: 'Only once you switched on recommending on this device alone: what is in the library and how it sounds, what at least three people who agreed heard together, and which playlists are on the square; the same for everybody and nothing about you. Without a connection what was heard together is kept for 72 hours at most, and the playlists for 24. Removed when you stop it, sign out or clear the device.' },
  },
  'qingyin-shell': {
    title: { zh: '应用本身的文件（缓存）', en: 'Files of the app itself (cache)' },
    purpose: { zh: '存过离线音乐、打开了「只在本机推荐」或安装了应用后，断网也能打开。不含个人信息；换版本时更新，至多留两版。', en: 'Opens the app without a connection once you stored music, switched on recommending on this device alone or installed it. No personal information; renewed with each version, two at most.' },
  },
  'qingyin-offline': {
    title: { zh: '离线音乐（缓存）', en: 'Offline music (cache)' },
    purpose: { zh: '您选择存下的歌曲、封面、歌词和歌单名称，只留在这台设备上，供断网时播放。您移除、清除设备数据或退出登录时删除。', en: 'The songs, covers, lyrics and playlist names you chose to store, on this device only, to play without a connection. Removed when you remove them, clear the device or sign out.' },
  },
  'service-worker.js': {
    title: { zh: '离线后台程序', en: 'Offline worker' },
    purpose: { zh: '存过离线音乐、打开了「只在本机推荐」或安装了应用后，由浏览器运行：断网时打开应用、播放存下的音乐。它不发送任何东西。', en: 'Run by the browser once you stored music, switched on recommending on this device alone or installed the app: opens the app and plays stored music without a connection. It sends nothing of its own.' },
  },
} as const satisfies Record<string, { title: Words; purpose: Words }>;

export type PolicyStorageKey = keyof typeof storageKeys;

interface Words {
  zh: string;
  en: string;
}
