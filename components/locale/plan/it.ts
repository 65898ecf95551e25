/** Italian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'ogni giorno', week: 'ogni settimana', month: 'ogni mese', year: 'ogni anno' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `ogni ${span}`),
  later: (amount, often, date) => `Poi ${amount} ${often}, dal ${date}`,
  trial: (date, amount, often) => `Gratis fino al ${date}, poi ${amount} ${often}`,
  heading: 'I suoi abbonamenti',
  next: (amount, date) => `Prossimo addebito: ${amount} il ${date}`,
  ends: (date) => `Termina il ${date}. Non viene addebitato altro.`,
  paused: 'In pausa: al momento non viene addebitato nulla.',
  overdue: 'L’ultimo pagamento non è riuscito.',
  paidWith: (card) => `Si paga con ${card}`,
  unagreed: 'Nessuna carta può ancora essere addebitata.',
  change: 'Cambia carta',
  cancel: 'Disdici abbonamento',
  keep: 'Mantieni abbonamento',
  question: (name) => `Disdire ${name}?`,
  effect: (date) =>
    `Continua fino al ${date} e poi termina. Non viene addebitato altro. Fino ad allora può ancora mantenerlo.`,
  canceled: (name, date) => `${name} è disdetto e termina il ${date}`,
  kept: (name) => `${name} continua`,
  moved: (name, card) => `${name} ora si paga con ${card}`,
  failed: (name) => `Non è stato possibile modificare ${name}.`,
  choose: (name) => `Con quale carta si paga ${name}?`,
};
