/** Japanese for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: '毎日', week: '毎週', month: '毎月', year: '毎年' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `${span}ごと`),
  later: (amount, often, date) => `その後は${often}${amount}（${date}から）`,
  trial: (date, amount, often) => `${date}まで無料、その後は${often}${amount}`,
  heading: '定期購入',
  next: (amount, date) => `次回の請求：${date}に${amount}`,
  ends: (date) => `${date}に終了します。以後の請求はありません。`,
  paused: '一時停止中：現在、請求はありません。',
  overdue: '前回のお支払いができませんでした。',
  paidWith: (card) => `お支払い：${card}`,
  unagreed: '請求できるカードがまだありません。',
  change: 'カードを変更',
  cancel: '定期購入を解約',
  keep: '定期購入を続ける',
  question: (name) => `${name}を解約しますか？`,
  effect: (date) =>
    `${date}まで続き、その後終了します。以後の請求はありません。それまでは続けることもできます。`,
  canceled: (name, date) => `${name}を解約しました。${date}に終了します`,
  kept: (name) => `${name}は続きます`,
  moved: (name, card) => `${name}のお支払いは${card}になりました`,
  failed: (name) => `${name}を変更できませんでした。`,
  choose: (name) => `${name}のお支払いに使うカード`,
};
