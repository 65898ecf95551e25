/** Hebrew for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'בכל יום', week: 'בכל שבוע', month: 'בכל חודש', year: 'בכל שנה' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `בכל ${span}`),
  later: (amount, often, date) => `לאחר מכן ${amount} ${often}, החל מ-${date}`,
  trial: (date, amount, often) => `חינם עד ${date}, ולאחר מכן ${amount} ${often}`,
  heading: 'המינויים שלך',
  next: (amount, date) => `החיוב הבא: ${amount} ב-${date}`,
  ends: (date) => `מסתיים ב-${date}. לא ייגבה דבר נוסף.`,
  paused: 'מושהה: כרגע לא נגבה דבר.',
  overdue: 'התשלום האחרון נכשל.',
  paidWith: (card) => `משולם באמצעות ${card}`,
  unagreed: 'עדיין אין כרטיס שמותר לחייב עבורו.',
  change: 'החלפת כרטיס',
  cancel: 'ביטול המינוי',
  keep: 'השארת המינוי',
  question: (name) => `לבטל את ${name}?`,
  effect: (date) =>
    `המינוי נמשך עד ${date} ואז מסתיים. לא ייגבה דבר נוסף, ועד אז אפשר להשאיר אותו.`,
  canceled: (name, date) => `${name} בוטל ומסתיים ב-${date}`,
  kept: (name) => `${name} נמשך`,
  moved: (name, card) => `${name} משולם מעתה באמצעות ${card}`,
  failed: (name) => `לא ניתן היה לשנות את ${name}.`,
  choose: (name) => `באיזה כרטיס לשלם עבור ${name}?`,
};
