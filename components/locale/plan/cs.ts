/** Czech for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'každý den', week: 'každý týden', month: 'každý měsíc', year: 'každý rok' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `jednou za ${span}`),
  later: (amount, often, date) => `Poté ${amount} ${often}, od ${date}`,
  trial: (date, amount, often) => `Zdarma do ${date}, poté ${amount} ${often}`,
  heading: 'Vaše předplatná',
  next: (amount, date) => `Další platba: ${amount} dne ${date}`,
  ends: (date) => `Končí ${date}. Nic dalšího se neúčtuje.`,
  paused: 'Pozastaveno: nyní se nic neúčtuje.',
  overdue: 'Poslední platba se nezdařila.',
  paidWith: (card) => `Placeno kartou ${card}`,
  unagreed: 'Zatím k němu není karta, ze které lze platit.',
  change: 'Změnit kartu',
  cancel: 'Zrušit předplatné',
  keep: 'Ponechat předplatné',
  question: (name) => `Zrušit ${name}?`,
  effect: (date) =>
    `Trvá do ${date} a pak skončí. Nic dalšího se neúčtuje. Do té doby si ho můžete ponechat.`,
  canceled: (name, date) => `${name}: zrušeno, končí ${date}`,
  kept: (name) => `${name} pokračuje`,
  moved: (name, card) => `${name} se nyní platí kartou ${card}`,
  failed: (name) => `${name} se nepodařilo změnit.`,
  choose: (name) => `Kterou kartou se platí ${name}?`,
};
