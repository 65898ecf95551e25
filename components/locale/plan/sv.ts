/** Swedish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'varje dag', week: 'varje vecka', month: 'varje månad', year: 'varje år' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `en gång på ${span}`),
  later: (amount, often, date) => `Därefter ${amount} ${often}, från ${date}`,
  trial: (date, amount, often) => `Gratis till ${date}, därefter ${amount} ${often}`,
  heading: 'Dina prenumerationer',
  next: (amount, date) => `Nästa debitering: ${amount} den ${date}`,
  ends: (date) => `Upphör den ${date}. Inget mer debiteras.`,
  paused: 'Pausad: inget debiteras just nu.',
  overdue: 'Den senaste betalningen misslyckades.',
  paidWith: (card) => `Betalas med ${card}`,
  unagreed: 'Inget kort får debiteras för den ännu.',
  change: 'Byt kort',
  cancel: 'Säg upp prenumerationen',
  keep: 'Behåll prenumerationen',
  question: (name) => `Säga upp ${name}?`,
  effect: (date) =>
    `Den fortsätter till ${date} och upphör sedan. Inget mer debiteras. Fram till dess kan du behålla den.`,
  canceled: (name, date) => `${name} är uppsagd och upphör den ${date}`,
  kept: (name) => `${name} fortsätter`,
  moved: (name, card) => `${name} betalas nu med ${card}`,
  failed: (name) => `${name} kunde inte ändras.`,
  choose: (name) => `Vilket kort betalar ${name}?`,
};
