import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    lead: '听众可以用哪些别处的账号登录、各自是否正常。这里只有次数和时间，没有任何人的信息。',
    open: '可用',
    closed: '已关闭',
    off: '未配置',
    offText: (id: string) =>
      `在配置文件的 [sign_in.${id}] 中填写应用的编号、密钥和约定后重启，登录页就会出现。`,
    check: '检查',
    checkNamed: (title: string) => `检查${title}`,
    checked: (title: string) => `${title}有应答`,
    callback: '回调地址（填到对方的管理页）',
    receives: '它会收到',
    nothing: '什么都不会收到；只读取它公开的公钥',
    confirmed: '启动以来成功',
    failed: '启动以来失败',
    times: (n: number) => `${n} 次`,
    last: (moment: string) => `最近 ${moment}`,
    why: '最近一次失败的原因',
    noAddress: '请先设置 server.public_url',
  },
  {
    lead: 'With which accounts elsewhere people can sign in, and how each does. Counts and times alone, and nothing about anyone.',
    open: 'open',
    closed: 'closed',
    off: 'not set up',
    offText: (id: string) =>
      `Fill in [sign_in.${id}] in the settings (the application, its secret and the agreement) and start again; then the sign-in page shows it.`,
    check: 'Check',
    checkNamed: (title: string) => `Check ${title}`,
    checked: (title: string) => `${title} answers`,
    callback: 'Callback address, to be entered on their page',
    receives: 'It receives',
    nothing: 'Nothing; only its public keys are read',
    confirmed: 'Confirmed since the start',
    failed: 'Failed since the start',
    times: (n: number) => (n === 1 ? 'once' : `${n} times`),
    last: (moment: string) => `last ${moment}`,
    why: 'Why the last one failed',
    noAddress: 'Set server.public_url first',
  },
);
