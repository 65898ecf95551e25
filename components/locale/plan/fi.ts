/** Finnish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = {
  day: 'joka päivä',
  week: 'joka viikko',
  month: 'joka kuukausi',
  year: 'joka vuosi',
};
export const of = { day: 'päivän', week: 'viikon', month: 'kuukauden', year: 'vuoden' };

export const plan: PlanMessages = {
  every: (interval, count) => (count === 1 ? every[interval] : `${count} ${of[interval]} välein`),
  later: (amount, often, date) => `Sitten ${amount} ${often}, alkaen ${date}`,
  trial: (date, amount, often) => `Maksuton ${date} asti, sitten ${amount} ${often}`,
  heading: 'Tilauksesi',
  next: (amount, date) => `Seuraava veloitus: ${amount}, ${date}`,
  ends: (date) => `Päättyy ${date}. Mitään ei enää veloiteta.`,
  paused: 'Tauolla: nyt ei veloiteta mitään.',
  overdue: 'Viimeisin maksu epäonnistui.',
  paidWith: (card) => `Maksetaan kortilla ${card}`,
  unagreed: 'Mitään korttia ei saa vielä veloittaa siitä.',
  change: 'Vaihda kortti',
  cancel: 'Peru tilaus',
  keep: 'Pidä tilaus',
  question: (name) => `Perutaanko ${name}?`,
  effect: (date) =>
    `Se jatkuu ${date} asti ja päättyy silloin. Mitään ei enää veloiteta. Siihen asti voit vielä pitää sen.`,
  canceled: (name, date) => `${name} on peruttu ja päättyy ${date}`,
  kept: (name) => `${name} jatkuu`,
  moved: (name, card) => `${name} maksetaan nyt kortilla ${card}`,
  failed: (name) => `${name}: muutos ei onnistunut.`,
  choose: (name) => `Millä kortilla ${name} maksetaan?`,
};
