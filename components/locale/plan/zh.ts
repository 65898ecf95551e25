/** Simplified Chinese for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const every = { day: '每天', week: '每周', month: '每月', year: '每年' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `每 ${span}`),
  later: (amount, often, date) => `之后${often} ${amount}，自 ${date} 起`,
  trial: (date, amount, often) => `免费至 ${date}，之后${often} ${amount}`,
  heading: '您的订阅',
  next: (amount, date) => `下次扣款：${date}，${amount}`,
  ends: (date) => `于 ${date} 结束。之后不再扣款。`,
  paused: '已暂停：目前不扣款。',
  overdue: '上次付款失败。',
  paidWith: (card) => `付款卡片：${card}`,
  unagreed: '尚无可扣款的卡片。',
  change: '更换卡片',
  cancel: '取消订阅',
  keep: '保留订阅',
  question: (name) => `要取消 ${name} 吗？`,
  effect: (date) => `订阅持续至 ${date}，之后结束。之后不再扣款。在此之前您仍可保留。`,
  canceled: (name, date) => `${name} 已取消，于 ${date} 结束`,
  kept: (name) => `${name} 继续`,
  moved: (name, card) => `${name} 现由 ${card} 付款`,
  failed: (name) => `无法更改 ${name}。`,
  choose: (name) => `用哪张卡片支付 ${name}？`,
};
