import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: (permission: string) => `即将使用：${permission}`,
    why: '用于',
    onlyNow: '只在你这次点按时使用，不会在后台使用。',
    goOn: '继续',
    notNow: '暂不使用',
    off: (permission: string) => `你停用了「${permission}」，这里没有使用它`,
    toSwitch: '去打开',
  },
  {
    title: (permission) => `About to use: ${permission}`,
    why: 'For',
    onlyNow: 'Used for this tap of yours alone, never in the background.',
    goOn: 'Continue',
    notNow: 'Not now',
    off: (permission) => `You switched off “${permission}”, so it was not used`,
    toSwitch: 'Switch it on',
  },
);
