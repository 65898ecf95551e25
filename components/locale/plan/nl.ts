/** Dutch for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'elke dag', week: 'elke week', month: 'elke maand', year: 'elk jaar' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `elke ${span}`),
  later: (amount, often, date) => `Daarna ${amount} ${often}, vanaf ${date}`,
  trial: (date, amount, often) => `Gratis tot ${date}, daarna ${amount} ${often}`,
  heading: 'Uw abonnementen',
  next: (amount, date) => `Volgende afschrijving: ${amount} op ${date}`,
  ends: (date) => `Eindigt op ${date}. Er wordt niets meer afgeschreven.`,
  paused: 'Gepauzeerd: er wordt nu niets afgeschreven.',
  overdue: 'De laatste betaling is mislukt.',
  paidWith: (card) => `Betaald met ${card}`,
  unagreed: 'Er mag nog van geen kaart worden afgeschreven.',
  change: 'Andere kaart',
  cancel: 'Abonnement opzeggen',
  keep: 'Abonnement houden',
  question: (name) => `${name} opzeggen?`,
  effect: (date) =>
    `Het loopt door tot ${date} en eindigt dan. Er wordt niets meer afgeschreven. Tot dan kunt u het nog houden.`,
  canceled: (name, date) => `${name} is opgezegd en eindigt op ${date}`,
  kept: (name) => `${name} loopt door`,
  moved: (name, card) => `${name} wordt nu betaald met ${card}`,
  failed: (name) => `${name} kon niet worden gewijzigd.`,
  choose: (name) => `Met welke kaart wordt ${name} betaald?`,
};
