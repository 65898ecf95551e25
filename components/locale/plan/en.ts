/** English for what comes round, in a checkout and in the wallet, and by its type the shape of the other languages. */
export type Interval = 'day' | 'week' | 'month' | 'year';

export const planEn = {
  /** `span`: the interval in words, `3 months`. */
  every: (interval: Interval, count: number, span: string) =>
    count === 1 ? `every ${interval}` : `every ${span}`,

  later: (amount: string, often: string, date: string) => `Then ${amount} ${often}, from ${date}`,
  trial: (date: string, amount: string, often: string) =>
    `Free until ${date}, then ${amount} ${often}`,
  heading: 'Your subscriptions',
  next: (amount: string, date: string) => `Next charge: ${amount} on ${date}`,
  ends: (date: string) => `Ends on ${date}. Nothing further is charged.`,
  paused: 'Paused: nothing is charged at the moment.',
  overdue: 'The last payment failed.',
  paidWith: (card: string) => `Paid with ${card}`,
  unagreed: 'No card may be charged for it yet.',
  change: 'Change card',
  cancel: 'Cancel subscription',
  keep: 'Keep subscription',
  question: (name: string) => `Cancel ${name}?`,
  effect: (date: string) =>
    `It goes on until ${date} and ends then. Nothing further is charged. Until then you can still keep it.`,
  canceled: (name: string, date: string) => `${name} is canceled and ends on ${date}`,
  kept: (name: string) => `${name} goes on`,
  moved: (name: string, card: string) => `${name} is now paid with ${card}`,
  failed: (name: string) => `${name} could not be changed.`,
  choose: (name: string) => `Which card pays for ${name}?`,
};

export type PlanMessages = typeof planEn;
