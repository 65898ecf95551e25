/** Polish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'codziennie', week: 'co tydzień', month: 'co miesiąc', year: 'co rok' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `co ${span}`),
  later: (amount, often, date) => `Następnie ${amount} ${often}, od ${date}`,
  trial: (date, amount, often) => `Bezpłatnie do ${date}, następnie ${amount} ${often}`,
  heading: 'Twoje subskrypcje',
  next: (amount, date) => `Następne obciążenie: ${amount}, ${date}`,
  ends: (date) => `Kończy się ${date}. Nic więcej nie zostanie pobrane.`,
  paused: 'Wstrzymana: obecnie nic nie jest pobierane.',
  overdue: 'Ostatnia płatność się nie powiodła.',
  paidWith: (card) => `Płatność: ${card}`,
  unagreed: 'Żadna karta nie może być jeszcze obciążana.',
  change: 'Zmień kartę',
  cancel: 'Anuluj subskrypcję',
  keep: 'Zachowaj subskrypcję',
  question: (name) => `Anulować ${name}?`,
  effect: (date) =>
    `Trwa do ${date}, a potem się kończy. Nic więcej nie zostanie pobrane. Do tego czasu można ją zachować.`,
  canceled: (name, date) => `${name}: anulowano, koniec ${date}`,
  kept: (name) => `${name}: trwa dalej`,
  moved: (name, card) => `${name}: płatność teraz kartą ${card}`,
  failed: (name) => `${name}: nie udało się zmienić.`,
  choose: (name) => `Którą kartą płacić za ${name}?`,
};
