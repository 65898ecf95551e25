/** Slovak for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'každý deň', week: 'každý týždeň', month: 'každý mesiac', year: 'každý rok' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `v odstupe: ${span}`),
  later: (amount, often, date) => `Potom ${amount} ${often}, od ${date}`,
  trial: (date, amount, often) => `Zadarmo do ${date}, potom ${amount} ${often}`,
  heading: 'Vaše predplatné',
  next: (amount, date) => `Ďalšia platba: ${amount} dňa ${date}`,
  ends: (date) => `Končí sa ${date}. Nič ďalšie sa neúčtuje.`,
  paused: 'Pozastavené: teraz sa nič neúčtuje.',
  overdue: 'Posledná platba zlyhala.',
  paidWith: (card) => `Platené kartou ${card}`,
  unagreed: 'Zatiaľ nie je karta, z ktorej možno platiť.',
  change: 'Zmeniť kartu',
  cancel: 'Zrušiť predplatné',
  keep: 'Ponechať predplatné',
  question: (name) => `Zrušiť ${name}?`,
  effect: (date) =>
    `Trvá do ${date} a potom sa skončí. Nič ďalšie sa neúčtuje. Dovtedy si ho môžete ponechať.`,
  canceled: (name, date) => `${name}: zrušené, končí sa ${date}`,
  kept: (name) => `${name} pokračuje`,
  moved: (name, card) => `${name} sa teraz platí kartou ${card}`,
  failed: (name) => `${name} sa nepodarilo zmeniť.`,
  choose: (name) => `Ktorou kartou sa platí ${name}?`,
};
