/** Arabic for the wallet. Counts stand after a colon, so that no noun has to follow their number. */
import { plan } from '../plan/ar.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'في اليوم', week: 'في الأسبوع', month: 'في الشهر', year: 'في السنة' };

export const wallet: WalletMessages = {
  heading: 'بطاقاتك',
  intro: (merchant) =>
    `يحتفظ ${merchant} بهذه البطاقات من أجلك. عرض البطاقة والخصم منها لاحقًا إذنان منفصلان، ويمكنك سحب أي منهما في أي وقت.`,
  aboutDefault: 'بطاقتك الافتراضية هي التي تبدأ بها الاشتراكات.',
  loading: 'جارٍ تحميل بطاقاتك',
  emptyTitle: 'لا توجد بطاقات محفوظة',
  emptyText: (merchant) =>
    `لا يحتفظ ${merchant} بأي بطاقة لك. عند الدفع يمكنك السماح بحفظ بطاقة، فتظهر هنا بعد ذلك.`,
  expiredTitle: 'انتهت صلاحية هذه الصفحة',
  expiredText: 'لحماية بطاقاتك تبقى الصفحة مفتوحة نصف ساعة. افتحها من جديد للمتابعة.',
  unusableTitle: 'تعذّر عرض بطاقاتك',
  unusableText: 'عد إلى المتجر وافتح هذه الصفحة من جديد، أو اطلب منه المساعدة.',
  loadFailedTitle: 'تعذّر تحميل بطاقاتك',
  help: (merchant) => `اطلب المساعدة من ${merchant}`,

  shownTitle: 'تُعرض عند الدفع',
  shownYes: (date) => `نعم، منذ ${date}`,
  shownYesUndated: 'نعم',
  shownNo: 'لا. لن ترى هذه البطاقة عند الدفع.',
  stopShowing: 'إيقاف العرض',
  chargedTitle: (merchant) => `يُسمح لـ ${merchant} بالخصم منها`,
  chargedNo: (merchant) => `لا. لا يمكن لـ ${merchant} الخصم من هذه البطاقة بدونك.`,
  chargedYes: (date) => `نعم، منذ ${date}`,
  chargedPending: 'ليس بعد. هذا الإذن في انتظار البنك.',
  revoke: 'إلغاء الإذن',
  forWhat: 'الغرض',
  upTo: 'الحد الأقصى',
  until: 'حتى',
  soFar: 'حتى الآن',
  category: {
    recurring: 'خصم منتظم',
    installment: 'أقساط',
    unscheduled: 'خصم عند الاستحقاق',
  },
  every: plan.every,
  regularly: (what, often) => `${what}، ${often}`,
  eachTime: (amount) => `${amount} في كل مرة`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} في كل فترة`;
    return `${amount} ${count === 1 ? per[interval] : `في كل ${span}`}`;
  },
  charges: (count) => `عدد المرات: ${count}`,
  noLimit: 'المبلغ المستحق، ولم يُتفق على حد آخر',
  untilRevoked: 'أن تلغي الإذن',
  notCharged: 'لم يُخصم شيء بعد',
  charged: (count, amount, lastDate) =>
    `عدد المرات: ${count}${amount ? `، المجموع: ${amount}` : ''}${lastDate ? `، آخرها في ${lastDate}` : ''}`,

  words: 'ما وافقت عليه',
  noWords: (merchant) =>
    `سجّل ${merchant} هذا الإذن. تمت الموافقة على النص في مكان آخر وهو غير محفوظ هنا.`,
  agreedOn: (date) => `تمت الموافقة في ${date}`,
  openReceipt: 'فتح الإيصال',
  saveReceipt: 'حفظ الإيصال الموقّع',
  receiptFailed: 'تعذّر تحميل الإيصال. يرجى المحاولة مرة أخرى.',

  paysFor: (what) => `تُستخدم لدفع ${what}`,
  useAsDefault: 'استخدامها افتراضيًا',
  updateCard: 'تحديث البطاقة',
  expiryDate: 'تاريخ الانتهاء',
  expiryHint: 'الشهر والسنة كما على البطاقة، مثل 09/2031',
  expiryMalformed: 'أدخل الشهر والسنة، مثل 09/2031.',
  expiryPast: 'مضى هذا التاريخ. أدخل تاريخ بطاقتك الجديدة.',
  expiryFar: 'هذا التاريخ بعيد جدًا. تحقق من السنة.',
  save: 'حفظ',

  ends: (merchant) => `لن يُسمح لـ ${merchant} بالخصم منها بعد الآن. وينتهي:`,
  moveLegend: 'أي بطاقة تحل محلها؟',
  moveChoose: 'اختر بطاقة أولًا.',
  moveNone:
    'لا توجد بطاقة أخرى تحل محلها. احفظ بطاقة أخرى عند الدفع القادم أو ألغِ ما يُدفع بهذه البطاقة، ثم أزلها.',
  stopQuestion: (card) => `هل تريد إيقاف عرض ${card}؟`,
  stopEffect: (merchant) => `لن يعرض عليك ${merchant} هذه البطاقة عند الدفع بعد الآن.`,
  stopLeaves: (merchant) => `يبقى ما سمحت لـ ${merchant} بخصمه كما هو. يمكنك إلغاؤه على حدة.`,
  revokeQuestion: (card) => `هل تريد إلغاء إذن الخصم من ${card}؟`,
  revokeEffect: (merchant) =>
    `من هذه اللحظة لا يمكن لـ ${merchant} بدء أي خصم آخر من هذا النوع. أما الجاري الآن فيُستكمل.`,
  revokePaysFor: 'تُستخدم هذه البطاقة لدفع:',
  deletes: (merchant) =>
    `لا يوجد إذن آخر يحفظ هذه البطاقة، لذلك يحذفها ${merchant} عندئذ. لاستخدامها مجددًا عليك إدخالها من جديد.`,

  nowDefault: (card) => `أصبحت ${card} بطاقتك الافتراضية. تبدأ بها الاشتراكات.`,
  nowUpdated: (card) => `حُدّثت ${card}`,
  nowHidden: (card) => `لم تعد ${card} تُعرض عند الدفع`,
  nowRevoked: (card) => `أُلغي إذن الخصم من ${card}`,
  nowDeleted: (card) => `حُذفت ${card}: لم يبق إذن يحفظها`,
  notDefault: (card) => `تعذّر جعل ${card} بطاقتك الافتراضية.`,
  notUpdated: (card) => `تعذّر تحديث ${card}.`,
  notHidden: (card) => `ما زالت ${card} تُعرض عند الدفع: تعذّر تغيير ذلك.`,
  notRevoked: (card) => `تعذّر إلغاء إذن الخصم من ${card}.`,
  notRemoved: (card) => `تعذّرت إزالة ${card}.`,
  inUse: (card, what) => `ما زالت ${card} مطلوبة: تُستخدم لدفع ${what}.`,
  inUseUnnamed: (card) => `ما زالت ${card} مطلوبة لدفعة قادمة.`,
  chooseOther: 'اختيار بطاقة أخرى',
  again: 'يرجى المحاولة مرة أخرى.',
  againLater: 'محاولات كثيرة. انتظر دقيقة ثم حاول مرة أخرى.',
  lost: 'انقطع الاتصال ولا نعرف هل تم ذلك. تحقق من اتصالك وحاول مرة أخرى.',
};
