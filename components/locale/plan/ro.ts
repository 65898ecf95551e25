/** Romanian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'în fiecare zi',
  week: 'în fiecare săptămână',
  month: 'în fiecare lună',
  year: 'în fiecare an',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `la fiecare ${span}`),
  later: (amount, often, date) => `Apoi ${amount} ${often}, din ${date}`,
  trial: (date, amount, often) => `Gratuit până la ${date}, apoi ${amount} ${often}`,
  heading: 'Abonamentele dvs.',
  next: (amount, date) => `Următoarea debitare: ${amount} la ${date}`,
  ends: (date) => `Se încheie la ${date}. Nu se mai debitează nimic.`,
  paused: 'În pauză: momentan nu se debitează nimic.',
  overdue: 'Ultima plată a eșuat.',
  paidWith: (card) => `Plătit cu ${card}`,
  unagreed: 'Încă nu există un card care poate fi debitat.',
  change: 'Schimbați cardul',
  cancel: 'Anulați abonamentul',
  keep: 'Păstrați abonamentul',
  question: (name) => `Anulați ${name}?`,
  effect: (date) =>
    `Continuă până la ${date} și apoi se încheie. Nu se mai debitează nimic. Până atunci îl puteți păstra.`,
  canceled: (name, date) => `${name}: anulat, se încheie la ${date}`,
  kept: (name) => `${name} continuă`,
  moved: (name, card) => `${name} se plătește acum cu ${card}`,
  failed: (name) => `${name} nu a putut fi modificat.`,
  choose: (name) => `Cu ce card se plătește ${name}?`,
};
