/** The words of consents and mandates in Arabic. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` أو عبر ${url}`);
const ONE = { day: 'يوم', week: 'أسبوع', month: 'شهر', year: 'سنة' };
const TWO = { day: 'يومين', week: 'أسبوعين', month: 'شهرين', year: 'سنتين' };
const FEW = { day: 'أيام', week: 'أسابيع', month: 'أشهر', year: 'سنوات' };
const MANY = { day: 'يومًا', week: 'أسبوعًا', month: 'شهرًا', year: 'سنة' };

type Unit = keyof typeof ONE;

/** "2 days" and the like, in the genitive; Arabic counts one, two, a few and many differently. */
function count(unit: Unit, n: number): string {
  const rest = n % 100;
  if (n === 1) return `${ONE[unit]} واحد`;
  if (n === 2) return TWO[unit];
  if (rest >= 3 && rest <= 10) return `${n} ${FEW[unit]}`;
  return rest >= 11 ? `${n} ${MANY[unit]}` : `${n} ${ONE[unit]}`;
}

export const ar: OfferWords = {
  gap: ' ',
  thisCard: 'هذه البطاقة',
  myCard: (brand, last4) => `بطاقتي${brand === null ? '' : ` ${brand}`} المنتهية بالأرقام ${last4}`,
  every: (interval, n) => (n === 1 ? `كل ${ONE[interval]}` : `كل ${count(interval, n)}`),
  redisplay: {
    keep: (merchant, card) =>
      `حفظ هذه البطاقة لعمليات الشراء القادمة لدى ${merchant}. يحتفظ ${merchant} بها${card === null ? '' : ` بوصفها ${card}`} ويعرضها لي عندما أدفع مرة أخرى.`,
    cardName: (brand, last4) =>
      `بطاقة${brand === null ? '' : ` ${brand}`} منتهية بالأرقام ${last4}`,
    noCharge: 'لا يُعد حفظها إذنًا بأي خصم؛ فأنا أؤكد كل عملية شراء بنفسي.',
    withdraw: (url) =>
      `يسري هذا الإذن إلى أن أسحبه، ويمكنني سحبه في أي وقت من بطاقاتي المحفوظة${or(url)}.`,
    notice: (merchant) =>
      `سيُخطرني ${merchant} بالبريد الإلكتروني قبل استخدام البطاقة بأي طريقة أخرى.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `أفوّض ${merchant} بالخصم من ${card} مرة واحدة لاحقًا، دون الرجوع إليّ مجددًا، عند استحقاق الدفعة المترتبة عليّ.`,
    unscheduled: ({ merchant, card }) =>
      `أفوّض ${merchant} بالخصم من ${card} مستقبلًا، دون الرجوع إليّ في كل مرة، كلما استحقت دفعة مترتبة عليّ بموجب اتفاقي مع ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `أفوّض ${merchant} بالخصم مجددًا من ${card} بعد عملية الشراء هذه، دون الرجوع إليّ في كل مرة، كلما استحقت دفعة أخرى مترتبة عليّ بموجب اتفاقي مع ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `أفوّض ${merchant} بالخصم من ${card} ${every}، دون الرجوع إليّ في كل مرة.`,
    installment: ({ merchant, card, every, count: payments }) =>
      `أفوّض ${merchant} بالخصم من ${card} على أقساط عددها ${payments}، قسط واحد ${every}، دون الرجوع إليّ في كل مرة.`,
  },
  amount: {
    fixed: (amount) => `مبلغ كل عملية خصم: ${amount}.`,
    max: (amount) => `مبلغ كل عملية خصم: ما يكون مستحقًا عليّ حينها، على ألا يتجاوز أبدًا ${amount}.`,
    asDetermined: (merchant, currency) =>
      `مبلغ كل عملية خصم: ما يكون مستحقًا عليّ حينها لصالح ${merchant} بموجب اتفاقنا${currency === null ? '' : `، بعملة ${currency}`}.`,
  },
  total: {
    fixed: (total) => `مجموع كل الدفعات: ${total}.`,
    max: (total) => `مجموع كل الدفعات: لا يتجاوز أبدًا ${total}.`,
  },
  trial: (date) => `فترة تجريبية مجانية حتى ${date}؛ ولا يُخصم أي مبلغ قبل ذلك.`,
  first: (date) => `أول عملية خصم: ${date}.`,
  last: (date) => `آخر عملية خصم: في موعد أقصاه ${date}.`,
  until: {
    revoked: 'يسري هذا التفويض إلى أن ألغيه.',
    charged: 'ينتهي هذا التفويض بعملية الخصم تلك.',
    paidOff: 'ينتهي هذا التفويض بآخر دفعة من هذه الدفعات.',
  },
  notice: (merchant, days) =>
    `سيُخطرني ${merchant} بالبريد الإلكتروني قبل أي تغيير في المبلغ أو المواعيد أو الشروط بما لا يقل عن ${count('day', days)}.`,
  revoke: (merchant, url) =>
    `يمكنني إلغاؤه في أي وقت من بطاقاتي المحفوظة لدى ${merchant}${or(url)}؛ ولا يؤثر ذلك في عمليات الخصم الجارية بالفعل.`,
  questions: (url) => `للاستفسار: ${url}.`,
  refunds: (merchant, url) =>
    `يخضع الإلغاء واسترداد المبالغ لشروط ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `مقابل: ${items}.`,
    today: (amount) => `أول عملية خصم، اليوم: ${amount}.`,
    stop: (merchant, url) =>
      `يمكنني إلغاء الاشتراك، ومعه هذا التفويض، في أي وقت من بطاقاتي المحفوظة لدى ${merchant}${or(url)}؛ وينتهي حينها بانتهاء الفترة المدفوعة ولا يُخصم أي مبلغ بعد ذلك.`,
  },
  bank: {
    thisAccount: 'هذا الحساب المصرفي',
    myAccount: (last4) => `حسابي المصرفي المنتهي بالأرقام ${last4}`,
    keep: (merchant) =>
      `حفظ هذا الحساب المصرفي لعمليات الشراء القادمة لدى ${merchant}. يحتفظ ${merchant} به ويعرضه لي عندما أدفع مرة أخرى.`,
    noCharge: 'لا يُعد حفظه إذنًا بأي خصم؛ فأنا أؤكد كل عملية شراء بنفسي.',
    notice: (merchant) =>
      `سيُخطرني ${merchant} بالبريد الإلكتروني قبل استخدام الحساب المصرفي بأي طريقة أخرى.`,
    debit: ({ merchant, account, amount }) =>
      `أفوّض ${merchant} بالخصم من ${account} إلكترونيًا مرة واحدة بمبلغ ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `أفوّض ${merchant} بإرسال تعليمات إلى مصرفي للخصم من ${account} مرة واحدة بمبلغ ${amount}، وأفوّض مصرفي بالخصم وفقًا لهذه التعليمات.`,
    days: 'قد يستغرق الخصم عدة أيام عمل.',
    refund:
      'يحق لي استرداد المبلغ من مصرفي وفقًا لشروط اتفاقيتي معه إذا طلبت ذلك خلال 8 أسابيع من الخصم.',
  },
};
