/** Words for what few people meet; apart from those of the search box, which are on every page. */
import { defineMessages } from '$lib/i18n/i18n.svelte';

export const d = defineMessages(
  {
    writing: '正在转成文字…',
    done: '说完了',
    cancel: '取消',
    goesTo: (provider: string) => `说完后发给 ${provider}`,
    left: (seconds: number) => `还可以说 ${seconds} 秒`,
    notice: {
      title: '你说的话会发给谁',
      to: '接收方',
      what: '发送内容',
      sound: '你按下麦克风后说的一句话，最长 15 秒；不含账号、设备和网络地址',
      sensitive: '敏感个人信息',
      why: '用途',
      search: '转成文字，用来搜歌',
      kept: '保存',
      nothing: '本站只在内存中转手，不保存；每次发送都能在「谁收到过什么」里看到',
      text: '你同意的完整说明',
      without: '不同意也没关系，打字照常可以搜索。同意后随时可以在「同意与开关」里撤回。',
      no: '暂不使用',
      yes: '同意并开始说话',
    },
  },
  {
    writing: 'Turning it into text…',
    done: 'I am done',
    cancel: 'Cancel',
    goesTo: (provider) => `Sent to ${provider} when you are done`,
    left: (seconds) => `${seconds} s left`,
    notice: {
      title: 'Who receives what you say',
      to: 'Recipient',
      what: 'What is sent',
      sound:
        'What you say after pressing the microphone, 15 seconds at most; not your account, device or network address',
      sensitive: 'Sensitive',
      why: 'What for',
      search: 'Turned into text, to search with',
      kept: 'Kept',
      nothing:
        'We pass it on in memory and store none of it; every sending is listed under Who received what',
      text: 'The whole text you agree to',
      without: 'A no is fine: typing works as ever. A yes can be taken back at any time under Consents.',
      no: 'Not now',
      yes: 'Agree and speak',
    },
  },
);
