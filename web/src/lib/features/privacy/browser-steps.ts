/** How to take a permission back in each browser; the family is told by what the browser says of itself, on the device. */
import { defineMessages } from '$lib/i18n/i18n.svelte';

export type Browser = 'android' | 'chromium' | 'firefox' | 'ios' | 'safari' | 'other';

export function browserOf(userAgent: string): Browser {
  if (/iPhone|iPad/.test(userAgent)) return 'ios';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Android/.test(userAgent)) return 'android';
  if (/Chrome\/|Edg\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** Steps stand one a line. */
export const t = defineMessages(
  {
    browsers: {
      android: '在安卓手机的浏览器里',
      chromium: '在 Chrome、Edge 等浏览器里',
      firefox: '在 Firefox 里',
      ios: '在 iPhone、iPad 上',
      safari: '在 Mac 的 Safari 里',
      other: '在你的浏览器里',
    },
    steps: {
      android: '点按地址栏左侧的图标\n选“权限”\n选“重置权限”，或逐项关闭',
      chromium: '点按地址栏左侧的网站信息图标\n逐项关闭开关，或选“网站设置”\n选“重置权限”',
      firefox: '点按地址栏左侧的权限图标\n在每一项旁边点按 ×',
      ios: '打开系统“设置”\n选 App，再选 Safari 浏览器（或你用的浏览器）\n在“麦克风”等项目里选“拒绝”或“询问”',
      safari: '选菜单栏 Safari 浏览器 → 设置 → 网站\n在左侧选权限，在右侧把本站改为“拒绝”或“询问”',
      other: '打开浏览器的网站设置\n找到本站，重置权限',
    },
  },
  {
    browsers: {
      android: 'In a browser on Android',
      chromium: 'In Chrome, Edge and their kin',
      firefox: 'In Firefox',
      ios: 'On an iPhone or iPad',
      safari: 'In Safari on a Mac',
      other: 'In your browser',
    },
    steps: {
      android:
        'Tap the icon at the left of the address\nChoose “Permissions”\nReset them, or switch off each',
      chromium:
        'Press the icon at the left of the address\nSwitch off each permission, or choose “Site settings”\nChoose “Reset permissions”',
      firefox: 'Press the permissions icon at the left of the address\nPress × beside each',
      ios: 'Open the system’s Settings\nChoose Apps, then Safari or the browser you use\nSet “Microphone” and the others to “Deny” or “Ask”',
      safari:
        'Choose Safari → Settings → Websites in the menu bar\nChoose a permission at the left, and set this site to “Deny” or “Ask”',
      other: 'Open the browser’s settings for sites\nFind this site and reset its permissions',
    },
  },
);
