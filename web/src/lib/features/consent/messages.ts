import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    ask: '要开启这个功能吗？',
    what: '记录什么',
    agree: '同意',
    refuse: '不用了',
    anyway: '不同意也能照常听歌，之后可在隐私中心更改。',
    privacy: '隐私中心',
    failed: '没能保存你的选择，请稍后在隐私中心再试',
  },
  {
    ask: 'Switch this on?',
    what: 'What is recorded',
    agree: 'Agree',
    refuse: 'No, thanks',
    anyway: 'The music plays either way; you can change this in the privacy centre.',
    privacy: 'Privacy centre',
    failed: 'Your choice could not be saved; please try again in the privacy centre',
  },
);
