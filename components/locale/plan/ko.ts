/** Korean for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: '매일', week: '매주', month: '매월', year: '매년' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `${span}마다`),
  later: (amount, often, date) => `이후 ${often} ${amount}, ${date}부터`,
  trial: (date, amount, often) => `${date}까지 무료, 이후 ${often} ${amount}`,
  heading: '구독',
  next: (amount, date) => `다음 청구: ${date}, ${amount}`,
  ends: (date) => `${date}에 종료됩니다. 더 이상 청구되지 않습니다.`,
  paused: '일시 중지됨: 현재 청구되지 않습니다.',
  overdue: '마지막 결제에 실패했습니다.',
  paidWith: (card) => `결제 카드: ${card}`,
  unagreed: '아직 청구할 수 있는 카드가 없습니다.',
  change: '카드 변경',
  cancel: '구독 취소',
  keep: '구독 유지',
  question: (name) => `${name} 구독을 취소할까요?`,
  effect: (date) =>
    `${date}까지 계속되고 그때 종료됩니다. 더 이상 청구되지 않습니다. 그때까지는 유지할 수 있습니다.`,
  canceled: (name, date) => `${name} 구독이 취소되어 ${date}에 종료됩니다`,
  kept: (name) => `${name} 구독이 계속됩니다`,
  moved: (name, card) => `이제 ${name}은(는) ${card}(으)로 결제됩니다`,
  failed: (name) => `${name} 구독을 변경하지 못했습니다.`,
  choose: (name) => `${name}을(를) 어떤 카드로 결제할까요?`,
};
