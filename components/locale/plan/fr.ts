/** French for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'tous les jours',
  week: 'toutes les semaines',
  month: 'tous les mois',
  year: 'tous les ans',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `une fois tous les ${span}`),
  later: (amount, often, date) => `Ensuite ${amount} ${often}, à partir du ${date}`,
  trial: (date, amount, often) => `Gratuit jusqu’au ${date}, ensuite ${amount} ${often}`,
  heading: 'Vos abonnements',
  next: (amount, date) => `Prochain débit : ${amount} le ${date}`,
  ends: (date) => `Prend fin le ${date}. Plus rien n’est débité.`,
  paused: 'En pause : rien n’est débité pour le moment.',
  overdue: 'Le dernier paiement a échoué.',
  paidWith: (card) => `Payé avec ${card}`,
  unagreed: 'Aucune carte ne peut encore être débitée pour cet abonnement.',
  change: 'Changer de carte',
  cancel: 'Résilier l’abonnement',
  keep: 'Garder l’abonnement',
  question: (name) => `Résilier ${name} ?`,
  effect: (date) =>
    `Il continue jusqu’au ${date}, puis prend fin. Plus rien n’est débité. D’ici là, vous pouvez encore le garder.`,
  canceled: (name, date) => `${name} est résilié et prend fin le ${date}`,
  kept: (name) => `${name} continue`,
  moved: (name, card) => `${name} est maintenant payé avec ${card}`,
  failed: (name) => `${name} n’a pas pu être modifié.`,
  choose: (name) => `Quelle carte paie ${name} ?`,
};
