/** Hindi for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'हर दिन', week: 'हर सप्ताह', month: 'हर महीने', year: 'हर साल' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `हर ${span} में`),
  later: (amount, often, date) => `फिर ${amount} ${often}, ${date} से`,
  trial: (date, amount, often) => `${date} तक मुफ़्त, फिर ${amount} ${often}`,
  heading: 'आपकी सदस्यताएँ',
  next: (amount, date) => `अगला शुल्क: ${amount}, ${date} को`,
  ends: (date) => `${date} को समाप्त होगी। आगे कोई शुल्क नहीं लिया जाएगा।`,
  paused: 'रुकी हुई: अभी कोई शुल्क नहीं लिया जा रहा है।',
  overdue: 'पिछला भुगतान विफल रहा।',
  paidWith: (card) => `भुगतान: ${card}`,
  unagreed: 'अभी तक किसी कार्ड से शुल्क लेने की अनुमति नहीं है।',
  change: 'कार्ड बदलें',
  cancel: 'सदस्यता रद्द करें',
  keep: 'सदस्यता जारी रखें',
  question: (name) => `${name} को रद्द करें?`,
  effect: (date) =>
    `यह ${date} तक चलेगी और फिर समाप्त होगी। आगे कोई शुल्क नहीं लिया जाएगा। तब तक आप इसे जारी रख सकते हैं।`,
  canceled: (name, date) => `${name} रद्द है और ${date} को समाप्त होगी`,
  kept: (name) => `${name} जारी रहेगी`,
  moved: (name, card) => `${name} का भुगतान अब ${card} से होगा`,
  failed: (name) => `${name} को बदला नहीं जा सका।`,
  choose: (name) => `${name} का भुगतान किस कार्ड से हो?`,
};
