/** Norwegian Bokmål for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'hver dag', week: 'hver uke', month: 'hver måned', year: 'hvert år' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `én gang på ${span}`),
  later: (amount, often, date) => `Deretter ${amount} ${often}, fra ${date}`,
  trial: (date, amount, often) => `Gratis til ${date}, deretter ${amount} ${often}`,
  heading: 'Abonnementene dine',
  next: (amount, date) => `Neste trekk: ${amount} den ${date}`,
  ends: (date) => `Slutter den ${date}. Ingenting mer trekkes.`,
  paused: 'Satt på pause: ingenting trekkes nå.',
  overdue: 'Den siste betalingen mislyktes.',
  paidWith: (card) => `Betales med ${card}`,
  unagreed: 'Ingen kort kan belastes for det ennå.',
  change: 'Bytt kort',
  cancel: 'Si opp abonnement',
  keep: 'Behold abonnement',
  question: (name) => `Si opp ${name}?`,
  effect: (date) =>
    `Det fortsetter til ${date} og slutter da. Ingenting mer trekkes. Fram til da kan du fortsatt beholde det.`,
  canceled: (name, date) => `${name} er sagt opp og slutter den ${date}`,
  kept: (name) => `${name} fortsetter`,
  moved: (name, card) => `${name} betales nå med ${card}`,
  failed: (name) => `${name} kunne ikke endres.`,
  choose: (name) => `Hvilket kort betaler for ${name}?`,
};
