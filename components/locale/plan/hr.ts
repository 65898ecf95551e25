/** Croatian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'svaki dan',
  week: 'svaki tjedan',
  month: 'svaki mjesec',
  year: 'svake godine',
};

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `u razmaku: ${span}`),
  later: (amount, often, date) => `Zatim ${amount} ${often}, od ${date}`,
  trial: (date, amount, often) => `Besplatno do ${date}, zatim ${amount} ${often}`,
  heading: 'Vaše pretplate',
  next: (amount, date) => `Sljedeća naplata: ${amount}, ${date}`,
  ends: (date) => `Završava ${date}. Ništa se više ne naplaćuje.`,
  paused: 'Pauzirano: trenutačno se ništa ne naplaćuje.',
  overdue: 'Posljednje plaćanje nije uspjelo.',
  paidWith: (card) => `Plaća se karticom ${card}`,
  unagreed: 'Još nema kartice koja se smije teretiti.',
  change: 'Promijeni karticu',
  cancel: 'Otkaži pretplatu',
  keep: 'Zadrži pretplatu',
  question: (name) => `Otkazati ${name}?`,
  effect: (date) =>
    `Traje do ${date} i tada završava. Ništa se više ne naplaćuje. Do tada je možete zadržati.`,
  canceled: (name, date) => `${name}: otkazano, završava ${date}`,
  kept: (name) => `${name} se nastavlja`,
  moved: (name, card) => `${name} se sada plaća karticom ${card}`,
  failed: (name) => `${name} nije bilo moguće promijeniti.`,
  choose: (name) => `Kojom se karticom plaća ${name}?`,
};
