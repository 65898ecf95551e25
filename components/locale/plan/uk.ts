/** Ukrainian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'щодня', week: 'щотижня', month: 'щомісяця', year: 'щороку' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `з проміжком: ${span}`),
  later: (amount, often, date) => `Потім ${amount} ${often}, з ${date}`,
  trial: (date, amount, often) => `Безкоштовно до ${date}, потім ${amount} ${often}`,
  heading: 'Ваші підписки',
  next: (amount, date) => `Наступне списання: ${amount}, ${date}`,
  ends: (date) => `Закінчується ${date}. Більше нічого не списується.`,
  paused: 'Призупинено: зараз нічого не списується.',
  overdue: 'Останній платіж не пройшов.',
  paidWith: (card) => `Оплата: ${card}`,
  unagreed: 'Поки немає картки, з якої можна списувати.',
  change: 'Змінити картку',
  cancel: 'Скасувати підписку',
  keep: 'Зберегти підписку',
  question: (name) => `Скасувати ${name}?`,
  effect: (date) =>
    `Діє до ${date} і тоді закінчується. Більше нічого не списується. До того її можна зберегти.`,
  canceled: (name, date) => `${name}: скасовано, закінчується ${date}`,
  kept: (name) => `${name}: триває`,
  moved: (name, card) => `${name}: тепер оплата карткою ${card}`,
  failed: (name) => `${name}: не вдалося змінити.`,
  choose: (name) => `Якою карткою сплачувати ${name}?`,
};
