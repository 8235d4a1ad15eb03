/** What each key of this device's storage is, in words; apart from the keys, since the first page needs only those. */
import type { StorageKey } from './storage';

export const STORAGE_WORDS: Record<StorageKey, { zh: string; en: string }> = {
  'qingyin.language': { zh: '界面语言', en: 'Language of the interface' },
  'qingyin.theme': { zh: '外观：浅色、深色或跟随系统', en: 'Appearance: light, dark or as the system' },
  'qingyin.quality': { zh: '播放音质', en: 'Playback quality' },
  'qingyin.normalisation': { zh: '音量均衡方式', en: 'Volume normalisation' },
  'qingyin.gapless': { zh: '是否无缝播放', en: 'Gapless playback on or off' },
  'qingyin.speed': { zh: '播放速度', en: 'Playback speed' },
  'qingyin.volume': { zh: '音量', en: 'Volume' },
  'qingyin.repeat': { zh: '循环方式', en: 'Repeat mode' },
  'qingyin.shuffle': { zh: '是否随机播放', en: 'Shuffle on or off' },
  'qingyin.shortcuts': { zh: '是否启用单键快捷键', en: 'Single-key shortcuts on or off' },
  'qingyin.crossfade': { zh: '歌曲之间交叉淡化的秒数', en: 'Seconds of crossfade between tracks' },
  'qingyin.effects': { zh: '是否开启音效', en: 'Audio effects on or off' },
  'qingyin.effects_settings': { zh: '音效设置', en: 'Settings of the audio effects' },
  'qingyin.effects_presets': { zh: '自己的均衡预设', en: 'Own equaliser presets' },
  'qingyin.translation': { zh: '是否显示歌词翻译', en: 'Lyric translation shown or not' },
  'qingyin.romanisation': { zh: '是否显示歌词注音', en: 'Lyric romanisation shown or not' },
  'qingyin.offline': { zh: '是否存有离线音乐', en: 'Whether music is stored for offline' },
  'qingyin.offline_quality': { zh: '离线音乐的音质', en: 'Quality of offline music' },
  'qingyin.offline_listens': {
    zh: '断网时的播放记录，恢复后补传',
    en: 'Listens without a connection, sent when it is back',
  },
  'qingyin.on_device': { zh: '是否只在本机推荐', en: 'Recommending on this device alone or not' },
  'qingyin.voice_recipient': { zh: '看过的语音接收方', en: 'Recipient of speech that was shown' },
  'qingyin.permission_uses': { zh: '系统权限最近一次使用的时间', en: 'When each permission was last used' },
  'qingyin.permissions_off': { zh: '你停用的系统权限', en: 'Permissions that you switched off' },
};
