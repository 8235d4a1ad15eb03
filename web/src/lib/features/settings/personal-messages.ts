import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    title: '个人信息与权限',
    text: '收集什么、给了谁、用到哪些权限，都在这里。',
    links: {
      collected: '已收集个人信息清单',
      shared: '与第三方共享个人信息清单',
      permissions: '系统权限',
      privacy: '隐私中心',
    },
  },
  {
    title: 'Personal information and permissions',
    text: 'What is collected, who receives it, and which permissions are used.',
    links: {
      collected: 'List of personal information collected',
      shared: 'List of personal information shared with third parties',
      permissions: 'Permissions',
      privacy: 'Privacy centre',
    },
  },
);
