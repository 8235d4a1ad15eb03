import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: '扫一扫',
    lead: '扫清音的二维码：让电脑或电视登录你的账号，或打开别人分享的链接。',
    start: '打开相机',
    opening: '正在打开相机',
    stop: '关闭相机',
    aim: '把二维码放进框里',
    camera: '相机画面',
    light: '补光灯',
    picture: '从图片识别',
    reading: '正在识别图片',
    privacy: '画面只在这台设备上识别，不保存，不上传。只打开清音自己的链接。',
    text: '不是清音的链接',
    textLead: '二维码里是下面这些文字。清音不会打开它。',
    again: '继续扫码',
    trouble: {
      refused: {
        title: '相机没有打开',
        text: '浏览器不允许使用相机。可以在浏览器的网站设置里允许，或从图片识别。',
      },
      absent: { title: '没有找到相机', text: '可以从图片识别，或用手机自带的相机扫。' },
      insecure: {
        title: '这个地址不能用相机',
        text: '浏览器只在 https 地址打开相机。可以从图片识别，或用手机自带的相机扫。',
      },
      failed: { title: '相机打不开', text: '可能有别的应用正在使用它。请关闭后再试，或从图片识别。' },
      no_code: { title: '图片里没有找到二维码', text: '请换一张更清楚、更正的图片。' },
      picture: { title: '这张图片打不开', text: '请换一张 JPEG 或 PNG 图片。' },
    },
  },
  {
    title: 'Scan',
    lead: 'Scan a code of Qingyin: to let a computer or TV sign in to your account, or to open a link that somebody shared.',
    start: 'Open the camera',
    opening: 'Opening the camera',
    stop: 'Close the camera',
    aim: 'Hold the code inside the frame',
    camera: 'What the camera sees',
    light: 'Light',
    picture: 'From a picture',
    reading: 'Reading the picture',
    privacy:
      'The picture is read on this device, neither kept nor sent. Only links of Qingyin itself are opened.',
    text: 'Not a link of Qingyin',
    textLead: 'The code holds the text below. Qingyin does not open it.',
    again: 'Scan on',
    trouble: {
      refused: {
        title: 'The camera did not open',
        text: 'The browser does not allow it. You can allow it in the browser’s settings of this site, or use a picture.',
      },
      absent: { title: 'No camera was found', text: 'Use a picture, or the phone’s own camera app.' },
      insecure: {
        title: 'No camera at this address',
        text: 'Browsers open the camera at https addresses only. Use a picture, or the phone’s own camera app.',
      },
      failed: {
        title: 'The camera cannot be opened',
        text: 'Another app may be using it. Close that and try again, or use a picture.',
      },
      no_code: { title: 'No code in this picture', text: 'Please try one that is sharper and straighter.' },
      picture: { title: 'This picture cannot be opened', text: 'Please try a JPEG or PNG.' },
    },
  },
);
