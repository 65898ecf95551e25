/** Traditional Chinese for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const every = { day: '每天', week: '每週', month: '每月', year: '每年' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `每 ${span}`),
  later: (amount, often, date) => `之後${often} ${amount}，自 ${date} 起`,
  trial: (date, amount, often) => `免費至 ${date}，之後${often} ${amount}`,
  heading: '您的訂閱',
  next: (amount, date) => `下次扣款：${date}，${amount}`,
  ends: (date) => `於 ${date} 結束。之後不再扣款。`,
  paused: '已暫停：目前不扣款。',
  overdue: '上次付款失敗。',
  paidWith: (card) => `付款卡片：${card}`,
  unagreed: '尚無可扣款的卡片。',
  change: '更換卡片',
  cancel: '取消訂閱',
  keep: '保留訂閱',
  question: (name) => `要取消 ${name} 嗎？`,
  effect: (date) => `訂閱持續至 ${date}，之後結束。之後不再扣款。在此之前您仍可保留。`,
  canceled: (name, date) => `${name} 已取消，於 ${date} 結束`,
  kept: (name) => `${name} 繼續`,
  moved: (name, card) => `${name} 現由 ${card} 付款`,
  failed: (name) => `無法變更 ${name}。`,
  choose: (name) => `用哪張卡片支付 ${name}？`,
};
