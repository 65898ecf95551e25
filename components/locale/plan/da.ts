/** Danish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'hver dag', week: 'hver uge', month: 'hver måned', year: 'hvert år' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `en gang på ${span}`),
  later: (amount, often, date) => `Derefter ${amount} ${often}, fra ${date}`,
  trial: (date, amount, often) => `Gratis til ${date}, derefter ${amount} ${often}`,
  heading: 'Dine abonnementer',
  next: (amount, date) => `Næste betaling: ${amount} den ${date}`,
  ends: (date) => `Slutter den ${date}. Der opkræves ikke mere.`,
  paused: 'På pause: der opkræves intet lige nu.',
  overdue: 'Den seneste betaling mislykkedes.',
  paidWith: (card) => `Betales med ${card}`,
  unagreed: 'Intet kort må opkræves for det endnu.',
  change: 'Skift kort',
  cancel: 'Opsig abonnement',
  keep: 'Behold abonnement',
  question: (name) => `Opsig ${name}?`,
  effect: (date) =>
    `Det fortsætter til ${date} og slutter så. Der opkræves ikke mere. Indtil da kan du stadig beholde det.`,
  canceled: (name, date) => `${name} er opsagt og slutter den ${date}`,
  kept: (name) => `${name} fortsætter`,
  moved: (name, card) => `${name} betales nu med ${card}`,
  failed: (name) => `${name} kunne ikke ændres.`,
  choose: (name) => `Hvilket kort betaler for ${name}?`,
};
