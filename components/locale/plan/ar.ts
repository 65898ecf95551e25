/** Arabic for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'كل يوم', week: 'كل أسبوع', month: 'كل شهر', year: 'كل سنة' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `كل ${span}`),
  later: (amount, often, date) => `ثم ${amount} ${often}، ابتداءً من ${date}`,
  trial: (date, amount, often) => `مجانًا حتى ${date}، ثم ${amount} ${often}`,
  heading: 'اشتراكاتك',
  next: (amount, date) => `الخصم القادم: ${amount} في ${date}`,
  ends: (date) => `ينتهي في ${date}. لن يُخصم أي مبلغ بعد ذلك.`,
  paused: 'متوقف مؤقتًا: لا يُخصم أي مبلغ حاليًا.',
  overdue: 'فشلت آخر عملية دفع.',
  paidWith: (card) => `يُدفع بواسطة ${card}`,
  unagreed: 'لا توجد بطاقة يُسمح بالخصم منها بعد.',
  change: 'تغيير البطاقة',
  cancel: 'إلغاء الاشتراك',
  keep: 'الإبقاء على الاشتراك',
  question: (name) => `هل تريد إلغاء ${name}؟`,
  effect: (date) =>
    `يستمر حتى ${date} ثم ينتهي. لن يُخصم أي مبلغ بعد ذلك، ويمكنك حتى ذلك الحين الإبقاء عليه.`,
  canceled: (name, date) => `أُلغي ${name} وينتهي في ${date}`,
  kept: (name) => `يستمر ${name}`,
  moved: (name, card) => `يُدفع ${name} الآن بواسطة ${card}`,
  failed: (name) => `تعذّر تغيير ${name}.`,
  choose: (name) => `أي بطاقة تدفع مقابل ${name}؟`,
};
