/** Arabic for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'تغيّر رقم البطاقة',
  newNumber: (card) => `بطاقة جديدة بدلًا من ${card}`,
  takesOver: (card) => `تحل محل ${card} التي تُزال بعد ذلك.`,
  goesOn: (merchant) =>
    `يجوز لـ ${merchant} الخصم من البطاقة القديمة. ضع علامة على ما يستمر مع البطاقة الجديدة؛ وينتهي ما عداه.`,
  endsWithCard: 'لا يمكن أن يستمر هذا مع بطاقة أخرى، وينتهي:',
  agreementsFailed: 'تعذّر تحميل ما اتُّفق عليه لهذه البطاقة.',
  replaceCard: 'استبدال البطاقة',
  replaceDeclined: (card) => `رُفضت البطاقة الجديدة. تبقى ${card} كما هي.`,
  notReplaced: (card) => `تعذّر استبدال ${card}. حاول مرة أخرى.`,
  cardUpdated: (card) => `تم تحديث ${card}`,
  cardReplaced: (card) => `يمكنك الدفع الآن عبر ${card}`,

  sharedTitle: 'بطاقاتك المحفوظة مخفية هنا',
  sharedText: (merchant) =>
    `لا يبقى منها شيء في هذا المتصفح. يحتفظ بها ${merchant} لأجهزتك الأخرى.`,
  sharedPending: 'لم نتمكن من إبلاغ المتجر بعد. أبقِ هذه الصفحة مفتوحة حتى يعود الاتصال.',
  stopEverywhere: 'إيقاف عرضها في كل مكان',
  stoppedEverywhere: 'لم تعد بطاقاتك تُعرض عند أي دفع.',
  notStopped: 'تعذّر إخفاؤها في كل مكان. يمكنك ذلك من بطاقاتك المحفوظة.',

  closing: (time) => `تُغلق صفحة الدفع هذه عند ${time}. ادفع قبل ذلك أو ابدأ من جديد.`,
  renewing: 'لحظة: يجري تجديد صفحة الدفع. ما أدخلته يبقى.',
  renewed: 'تم تجديد صفحة الدفع. تحقق من المبلغ ثم ادفع.',

  endsEarly: 'تنتهي هذه البطاقة قبل انتهاء هذا الإذن.',
  nameBackup: 'تعيين بطاقة احتياطية',
  changeBackup: 'تغيير البطاقة الاحتياطية',
  backupLegend: (card) => `أي بطاقة تتولى الأمر عند انتهاء ${card}؟`,
  backupIs: (card) => `البطاقة الاحتياطية: ${card}`,
  standsInFor: (card, date) => `بطاقة احتياطية لـ ${card} ابتداءً من ${date}`,
  noBackup: 'لا يمكن أن يستمر هذا الإذن مع بطاقة أخرى.',
  nowBackup: (card) => `تم تعيين البطاقة الاحتياطية لـ ${card}`,
  notBackup: 'تعذّر تعيين البطاقة الاحتياطية. حاول مرة أخرى.',
};
