import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    lead: '每天检查一次数据的安全，结果签名存档；只记数目和结论，不涉及任何人。',
    sound: (checks: string) => `${checks} 项全部正常`,
    faulty: (failed: string, checks: string) => `${checks} 项中有 ${failed} 项不正常`,
    none: '还没有检查过',
    noneText: '服务启动后会自动检查一次，也可以现在就检查。',
    late: '已经超过一天没有检查。请看“任务”里的“数据安全检查”为什么没有运行。',
    at: (when: string) => `检查于 ${when}`,
    now: '现在检查',
    done: '已检查并存档',
    history: '历次检查',
    historyLabel: (n: string) => `最近 ${n} 次检查，每次一格：绿色为全部正常，红色为有不正常`,
    one: (n: string, when: string) => `第 ${n} 次，${when}`,
    lookedAt: (n: string) => `检查了 ${n} 个`,
    ok: '正常',
    faults: (n: string) => `${n} 处`,
    more: (n: string) => `另有 ${n} 处没有逐一写出`,
    versions: (program: string, policy: string) => `程序 ${program} · 政策第 ${policy} 版`,
    save: '下载签名报告',
    saveLabel: (n: string) => `下载第 ${n} 份签名报告`,
    key: '验证报告的公钥（Ed25519）',
    keyNote: '每份报告都写着上一份的摘要并签了名，事后改动或抽走都会被发现；有公钥就能在别处核对。',
    last: {
      sound: (when: string, checks: string) => `数据安全每天检查：最近一次 ${when}，${checks} 项全部正常。`,
      faulty: (when: string, checks: string, failed: string) =>
        `数据安全每天检查：最近一次 ${when}，${checks} 项中 ${failed} 项不正常，运营者正在处理。`,
      late: (when: string) => `数据安全检查已经超过一天没有进行，上一次是 ${when}。`,
    },
  },
  {
    lead: 'The safety of data is looked after once a day, and what was found is signed and filed; it is counts and verdicts, and about nobody.',
    sound: (checks) => `All ${checks} checks are in order`,
    faulty: (failed, checks) => `${failed} of ${checks} checks found a fault`,
    none: 'No inspection yet',
    noneText: 'The service inspects by itself once it has started; you can also do it now.',
    late: 'There was no inspection for more than a day. See on the page of jobs why it did not run.',
    at: (when) => `Inspected ${when}`,
    now: 'Inspect now',
    done: 'Inspected and filed',
    history: 'Inspections so far',
    historyLabel: (n) => `The last ${n} inspections, one bar each: green for all in order, red for a fault`,
    one: (n, when) => `Number ${n}, ${when}`,
    lookedAt: (n) => `${n} looked at`,
    ok: 'In order',
    faults: (n) => `${n} faults`,
    more: (n) => `${n} more are not written out`,
    versions: (program, policy) => `program ${program} · policy ${policy}`,
    save: 'Download the signed report',
    saveLabel: (n) => `Download signed report ${n}`,
    key: 'Public key that verifies reports (Ed25519)',
    keyNote:
      'Each report names the one before it and is signed, so that none can be changed or taken out unnoticed; with the key anybody can verify one elsewhere.',
    last: {
      sound: (when, checks) =>
        `The safety of data is inspected daily: last on ${when}, all ${checks} checks in order.`,
      faulty: (when, checks, failed) =>
        `The safety of data is inspected daily: last on ${when}, ${failed} of ${checks} checks found a fault, which the operator is looking into.`,
      late: (when) => `The safety of data was not inspected for more than a day; the last time was ${when}.`,
    },
  },
);
