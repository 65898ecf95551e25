/** German for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'jeden Tag', week: 'jede Woche', month: 'jeden Monat', year: 'jedes Jahr' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `alle ${span}`),
  later: (amount, often, date) => `Danach ${amount} ${often}, ab ${date}`,
  trial: (date, amount, often) => `Kostenlos bis ${date}, danach ${amount} ${often}`,
  heading: 'Ihre Abonnements',
  next: (amount, date) => `Nächste Abbuchung: ${amount} am ${date}`,
  ends: (date) => `Endet am ${date}. Es wird nichts mehr abgebucht.`,
  paused: 'Pausiert: Zurzeit wird nichts abgebucht.',
  overdue: 'Die letzte Zahlung ist fehlgeschlagen.',
  paidWith: (card) => `Bezahlt mit ${card}`,
  unagreed: 'Noch darf keine Karte dafür belastet werden.',
  change: 'Karte wechseln',
  cancel: 'Abonnement kündigen',
  keep: 'Abonnement behalten',
  question: (name) => `${name} kündigen?`,
  effect: (date) =>
    `Es läuft bis ${date} weiter und endet dann. Es wird nichts mehr abgebucht. Bis dahin können Sie es noch behalten.`,
  canceled: (name, date) => `${name} ist gekündigt und endet am ${date}`,
  kept: (name) => `${name} läuft weiter`,
  moved: (name, card) => `${name} wird jetzt mit ${card} bezahlt`,
  failed: (name) => `${name} konnte nicht geändert werden.`,
  choose: (name) => `Mit welcher Karte wird ${name} bezahlt?`,
};
