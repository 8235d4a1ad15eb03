// Made from the privacy policy in policy/*.toml; to change it, change the policy.

export const functions = {
  browse: { kind: 'basic', title: { zh: '浏览曲库', en: 'Browse the library' } },
  search: { kind: 'basic', title: { zh: '搜索', en: 'Search' } },
  play: { kind: 'basic', title: { zh: '播放音乐', en: 'Play music' } },
  lyrics: { kind: 'basic', title: { zh: '查看歌词', en: 'Lyrics' } },
  policy_documents: { kind: 'basic', title: { zh: '查阅隐私政策与清单', en: 'Read the privacy policy and its lists' } },
  sign_in: { kind: 'extended', title: { zh: '注册与登录', en: 'Sign up and sign in' } },
  profile: { kind: 'extended', title: { zh: '个人资料', en: 'Profile' } },
  sessions: { kind: 'extended', title: { zh: '登录设备管理', en: 'Signed-in devices' } },
  play_history: { kind: 'extended', title: { zh: '播放历史', en: 'Listening history' } },
  resume_playback: { kind: 'extended', title: { zh: '换设备续播', en: 'Continue on another device' } },
  privacy_centre: { kind: 'extended', title: { zh: '隐私中心', en: 'Privacy centre' } },
  operate: { kind: 'extended', title: { zh: '运营管理', en: 'Operating the service' } },
} as const satisfies Record<string, { kind: 'basic' | 'extended'; title: Words }>;

export type FunctionId = keyof typeof functions;

export const permissions = {
  camera: {
    functions: [],
    title: { zh: '相机', en: 'Camera' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  microphone: {
    functions: [],
    title: { zh: '麦克风', en: 'Microphone' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  storage: {
    functions: ['profile'],
    title: { zh: '相册与存储', en: 'Photos and storage' },
    notice: { zh: '更换头像时，由系统的文件选择器打开，我们只得到您选中的那一张图片，看不到其他文件。', en: 'When you change your picture the system\'s own file picker opens; we receive the one image you choose and see no other file.' },
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
    functions: [],
    title: { zh: '读取剪贴板', en: 'Reading the clipboard' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
  },
  clipboard_write: {
    functions: [],
    title: { zh: '写入剪贴板', en: 'Writing to the clipboard' },
    notice: { zh: '本版本没有需要它的功能，因此从不申请。', en: 'No function of this version needs it, so it is never asked for.' },
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

interface Words {
  zh: string;
  en: string;
}
