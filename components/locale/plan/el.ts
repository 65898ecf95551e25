/** Greek for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'κάθε ημέρα',
  week: 'κάθε εβδομάδα',
  month: 'κάθε μήνα',
  year: 'κάθε έτος',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `κάθε ${span}`),
  later: (amount, often, date) => `Έπειτα ${amount} ${often}, από ${date}`,
  trial: (date, amount, often) => `Δωρεάν έως ${date}, έπειτα ${amount} ${often}`,
  heading: 'Οι συνδρομές σας',
  next: (amount, date) => `Επόμενη χρέωση: ${amount} στις ${date}`,
  ends: (date) => `Λήγει στις ${date}. Δεν θα χρεωθεί τίποτε άλλο.`,
  paused: 'Σε παύση: προς το παρόν δεν χρεώνεται τίποτα.',
  overdue: 'Η τελευταία πληρωμή απέτυχε.',
  paidWith: (card) => `Πληρώνεται με ${card}`,
  unagreed: 'Καμία κάρτα δεν επιτρέπεται ακόμη να χρεωθεί.',
  change: 'Αλλαγή κάρτας',
  cancel: 'Ακύρωση συνδρομής',
  keep: 'Διατήρηση συνδρομής',
  question: (name) => `Ακύρωση: ${name};`,
  effect: (date) =>
    `Συνεχίζεται έως ${date} και τότε λήγει. Δεν θα χρεωθεί τίποτε άλλο. Έως τότε μπορείτε να τη διατηρήσετε.`,
  canceled: (name, date) => `${name}: ακυρώθηκε, λήγει στις ${date}`,
  kept: (name) => `${name}: συνεχίζεται`,
  moved: (name, card) => `${name}: πληρώνεται πλέον με ${card}`,
  failed: (name) => `${name}: η αλλαγή δεν έγινε.`,
  choose: (name) => `Με ποια κάρτα πληρώνεται: ${name};`,
};
