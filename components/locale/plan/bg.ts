/** Bulgarian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'всеки ден',
  week: 'всяка седмица',
  month: 'всеки месец',
  year: 'всяка година',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `на всеки ${span}`),
  later: (amount, often, date) => `След това ${amount} ${often}, от ${date}`,
  trial: (date, amount, often) => `Безплатно до ${date}, след това ${amount} ${often}`,
  heading: 'Вашите абонаменти',
  next: (amount, date) => `Следващо плащане: ${amount} на ${date}`,
  ends: (date) => `Приключва на ${date}. Няма да бъде таксувано нищо повече.`,
  paused: 'На пауза: в момента не се таксува нищо.',
  overdue: 'Последното плащане беше неуспешно.',
  paidWith: (card) => `Плаща се с ${card}`,
  unagreed: 'Още няма карта, от която може да се плаща.',
  change: 'Смяна на картата',
  cancel: 'Отказване на абонамента',
  keep: 'Запазване на абонамента',
  question: (name) => `Да се откаже ли ${name}?`,
  effect: (date) =>
    `Продължава до ${date} и тогава приключва. Няма да бъде таксувано нищо повече. Дотогава можете да го запазите.`,
  canceled: (name, date) => `${name} е отказан и приключва на ${date}`,
  kept: (name) => `${name} продължава`,
  moved: (name, card) => `${name} вече се плаща с ${card}`,
  failed: (name) => `${name} не можа да бъде променен.`,
  choose: (name) => `С коя карта се плаща ${name}?`,
};
