import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    close: '关闭',
    cancel: '取消',
    loading: '载入中',
    more: '更多操作',
    keepOffline: '存为离线',
    download: '下载',
    toOffline: '听离线音乐',
    error: {
      retry: '重试',
      network: { title: '连不上服务', text: '请检查网络，或稍后再试。' },
      notFound: { title: '这里没有内容', text: '它可能已被移走，或者地址有误。' },
      other: { title: '出了点问题', text: '服务没能完成这个请求，请稍后再试。' },
    },
  },
  {
    close: 'Close',
    cancel: 'Cancel',
    loading: 'Loading',
    more: 'More actions',
    keepOffline: 'Keep offline',
    download: 'Download',
    toOffline: 'Play offline music',
    error: {
      retry: 'Try again',
      network: {
        title: 'The service cannot be reached',
        text: 'Check the connection, or try again in a while.',
      },
      notFound: { title: 'Nothing here', text: 'It may have been moved, or the address is wrong.' },
      other: {
        title: 'Something went wrong',
        text: 'The service could not do this. Please try again later.',
      },
    },
  },
);
