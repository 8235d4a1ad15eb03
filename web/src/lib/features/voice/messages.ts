import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    speak: '用语音搜索',
    trouble: {
      refused: '浏览器没有允许使用麦克风。打字照常可以搜索。',
      absent: '没有找到麦克风。打字照常可以搜索。',
      insecure: '浏览器只允许通过 HTTPS 打开的页面使用麦克风。',
      failed: '没能听懂这段话，请再说一次，或者打字。',
      nothing: '没有听到说话。',
    },
  },
  {
    speak: 'Search by voice',
    trouble: {
      refused: 'The browser did not allow the microphone. Typing works as ever.',
      absent: 'There is no microphone. Typing works as ever.',
      insecure: 'Browsers open the microphone only on pages reached over HTTPS.',
      failed: 'That was not understood; please say it again, or type.',
      nothing: 'No speech was heard.',
    },
  },
);
