/** What members are told of transfers, and asked. */
import { defineMessages } from '$lib/i18n/i18n.svelte';

export const t = defineMessages(
  {
    lead: '有人想从我们这里接收你的信息时，在这里逐次问你。你不点「同意交出」，就什么也不会交出去。',
    strip: {
      title: (who: string) => `「${who}」想接收你的部分信息。`,
      text: (day: string) => `要你单独同意才行；${day}之前答复，不答复就是不同意。`,
      look: '看看并选择',
    },
    empty: '没有人要接收你的信息',
    emptyText: '现在没有转让在征求同意。以前交出过的，记在「谁收到过什么」里。',
    toDisclosures: '谁收到过什么',
    contact: '怎么联系',
    why: '为了什么',
    kinds: '哪几类信息',
    until: '答复到',
    every: '每次转让都适用的规则',
    standings: {
      waiting: '未公告',
      open: '正在征求同意',
      due: '答复已截止',
      handed_over: '已经交出',
      called_off: '已取消',
      lapsed: '已失效',
    },
    answers: {
      none: '你还没有答复',
      agreed: '你同意了',
      refused: '你没有同意',
    },
    agree: '同意交出',
    refuse: '不同意',
    takeBack: '撤回同意',
    agreed: '已记下：你同意这一次',
    refused: '已记下：你的信息不会交出去',
    takenBack: '已撤回',
    open: '同意或不同意，音乐和所有功能都照常。',
    agreedText: (day: string) => `${day}之后由工作人员当面交出一份文件；交出之前，你随时可以撤回。`,
    refusedText: '你的信息不在交出的文件里。改了主意，截止之前可以再选。',
    missed: '你没有答复，就是不同意：你的信息不在交出的文件里。',
    lapsedText: '没有在期限内交出，当时的同意不再有效，什么也没有交出。',
    calledOff: '这次转让取消了，大家的答复已经删除，此后不再交出任何信息。',
    handedOver: (moment: string, who: string) =>
      `你的信息已于 ${moment} 交给「${who}」。此后由对方负责，要查阅、更正或删除，请找对方。现在撤回，不会再次交出。`,
  },
  {
    lead: 'When somebody wants to receive your information from us, you are asked here, each time. Unless you tap Agree, nothing is handed over.',
    strip: {
      title: (who: string) => `“${who}” would like to receive some of your information.`,
      text: (day: string) => `Only with your own consent: answer before ${day}; no answer is a no.`,
      look: 'Look and choose',
    },
    empty: 'Nobody asks for your information',
    emptyText:
      'No transfer asks for consent now. What was handed over before is listed under Who received what.',
    toDisclosures: 'Who received what',
    contact: 'How to reach them',
    why: 'What for',
    kinds: 'Which kinds',
    until: 'Answer until',
    every: 'What holds for every transfer',
    standings: {
      waiting: 'Not announced',
      open: 'Asking for consent',
      due: 'Time to answer is over',
      handed_over: 'Handed over',
      called_off: 'Called off',
      lapsed: 'Lapsed',
    },
    answers: {
      none: 'You have not answered',
      agreed: 'You agreed',
      refused: 'You did not agree',
    },
    agree: 'Agree to hand over',
    refuse: 'Do not agree',
    takeBack: 'Take consent back',
    agreed: 'Noted: you agree to this one',
    refused: 'Noted: nothing of yours is handed over',
    takenBack: 'Taken back',
    open: 'Whether you agree or not, the music and everything else stay as they are.',
    agreedText: (day: string) =>
      `After ${day} staff hand over a file in person; until then you can take your consent back at any time.`,
    refusedText:
      'Your information is not in the file. If you change your mind, you can choose again before the deadline.',
    missed: 'You did not answer, and that is a no: your information is not in the file.',
    lapsedText: 'It was not handed over in time. What was agreed to is over, and nothing was handed over.',
    calledOff: 'This transfer was called off. Every answer was deleted, and nothing more is handed over.',
    handedOver: (moment: string, who: string) =>
      `Your information was handed to “${who}” on ${moment}. They are responsible for it now: ask them to see, correct or delete it. If you take your consent back, it is not handed over again.`,
  },
);
