/** Russian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'каждый день',
  week: 'каждую неделю',
  month: 'каждый месяц',
  year: 'каждый год',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `с промежутком: ${span}`),
  later: (amount, often, date) => `Затем ${amount} ${often}, с ${date}`,
  trial: (date, amount, often) => `Бесплатно до ${date}, затем ${amount} ${often}`,
  heading: 'Ваши подписки',
  next: (amount, date) => `Следующее списание: ${amount}, ${date}`,
  ends: (date) => `Заканчивается ${date}. Больше ничего не списывается.`,
  paused: 'Приостановлена: сейчас ничего не списывается.',
  overdue: 'Последний платёж не прошёл.',
  paidWith: (card) => `Оплата: ${card}`,
  unagreed: 'Пока нет карты, с которой можно списывать.',
  change: 'Сменить карту',
  cancel: 'Отменить подписку',
  keep: 'Сохранить подписку',
  question: (name) => `Отменить ${name}?`,
  effect: (date) =>
    `Действует до ${date} и затем заканчивается. Больше ничего не списывается. До этого её можно сохранить.`,
  canceled: (name, date) => `${name}: отменено, заканчивается ${date}`,
  kept: (name) => `${name}: продолжается`,
  moved: (name, card) => `${name}: теперь оплата картой ${card}`,
  failed: (name) => `${name}: не удалось изменить.`,
  choose: (name) => `Какой картой оплачивать ${name}?`,
};
