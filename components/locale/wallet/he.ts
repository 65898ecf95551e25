/** Hebrew for the wallet. */
import { plan } from '../plan/he.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'ליום', week: 'לשבוע', month: 'לחודש', year: 'לשנה' };
const rules = new Intl.PluralRules('he');
const nouns: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'חיוב אחד', two: 'שני חיובים' };
const charges = (count: number) => nouns[rules.select(count)] ?? `${count} חיובים`;

export const wallet: WalletMessages = {
  heading: 'הכרטיסים שלך',
  intro: (merchant) =>
    `הכרטיסים האלה שמורים עבורך אצל ${merchant}. הצגת כרטיס וחיובו בהמשך הן שתי הרשאות נפרדות; אפשר לבטל כל אחת מהן בכל עת.`,
  aboutDefault: 'כרטיס ברירת המחדל הוא הכרטיס שבו מתחילים מינויים.',
  loading: 'הכרטיסים שלך נטענים',
  emptyTitle: 'אין כרטיסים שמורים',
  emptyText: (merchant) =>
    `אין כרטיס שלך השמור אצל ${merchant}. בעת תשלום אפשר להתיר שמירה של כרטיס, ואז הוא יופיע כאן.`,
  expiredTitle: 'תוקף הדף פג',
  expiredText: 'כדי להגן על הכרטיסים שלך, הדף פתוח למשך חצי שעה. יש לפתוח אותו שוב כדי להמשיך.',
  unusableTitle: 'לא ניתן להציג את הכרטיסים שלך',
  unusableText: 'יש לחזור לחנות ולפתוח את הדף שוב, או לפנות אליה לעזרה.',
  loadFailedTitle: 'טעינת הכרטיסים שלך נכשלה',
  help: (merchant) => `עזרה מאת ${merchant}`,

  shownTitle: 'מוצג בעת תשלום',
  shownYes: (date) => `כן, מאז ${date}`,
  shownYesUndated: 'כן',
  shownNo: 'לא. כרטיס זה לא יוצג בעת תשלום.',
  stopShowing: 'הפסקת ההצגה',
  chargedTitle: (merchant) => `מותר לחיוב על ידי ${merchant}`,
  chargedNo: (merchant) => `לא. ל-${merchant} אין אפשרות לחייב כרטיס זה בלעדיך.`,
  chargedYes: (date) => `כן, מאז ${date}`,
  chargedPending: 'עדיין לא. ההרשאה ממתינה לבנק.',
  revoke: 'ביטול ההרשאה',
  forWhat: 'עבור',
  upTo: 'עד סכום של',
  until: 'עד',
  soFar: 'עד כה',
  category: {
    recurring: 'חיובים קבועים',
    installment: 'תשלומים',
    unscheduled: 'חיובים במועד פירעונם',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} בכל פעם`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} לתקופה`;
    return `${amount} ${count === 1 ? per[interval] : `בכל ${span}`}`;
  },
  charges,
  noLimit: 'הסכום המגיע לתשלום; לא סוכמה מגבלה אחרת',
  untilRevoked: 'ביטול ההרשאה על ידך',
  notCharged: 'טרם בוצע חיוב',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} בסך הכול` : ''}${lastDate ? `, האחרון ב-${lastDate}` : ''}`,

  words: 'מה אישרת',
  noWords: (merchant) => `הרשאה זו נרשמה על ידי ${merchant}. הנוסח אושר במקום אחר ואינו שמור כאן.`,
  agreedOn: (date) => `אושר ב-${date}`,
  openReceipt: 'פתיחת האישור',
  saveReceipt: 'שמירת אישור חתום',
  receiptFailed: 'לא ניתן היה לקבל את האישור. יש לנסות שוב.',

  paysFor: (what) => `משלם עבור ${what}`,
  useAsDefault: 'הגדרה כברירת מחדל',
  updateCard: 'עדכון כרטיס',
  expiryDate: 'תוקף',
  expiryHint: 'חודש ושנה כפי שמופיעים על הכרטיס, למשל 09/2031',
  expiryMalformed: 'יש להזין חודש ושנה, למשל 09/2031.',
  expiryPast: 'תאריך זה חלף. יש להזין את התאריך שעל הכרטיס החדש.',
  expiryFar: 'תאריך זה רחוק מדי. יש לבדוק את השנה.',
  save: 'שמירה',

  ends: (merchant) => `ל-${merchant} לא תהיה עוד רשות לחייב אותו. יסתיימו:`,
  moveLegend: 'איזה כרטיס יבוא במקומו?',
  moveChoose: 'יש לבחור כרטיס תחילה.',
  moveNone:
    'אין כרטיס אחר שיכול לבוא במקומו. אפשר לשמור כרטיס אחר בתשלום הבא או לבטל את מה שמשולם בכרטיס זה, ואז להסיר אותו.',
  stopQuestion: (card) => `להפסיק להציג את ${card}?`,
  stopEffect: (merchant) => `כרטיס זה לא יוצע לך עוד בעת תשלום אצל ${merchant}.`,
  stopLeaves: (merchant) => `החיובים שהתרת ל-${merchant} נשארים כפי שהם. אפשר לבטל אותם בנפרד.`,
  revokeQuestion: (card) => `לבטל את ההרשאה לחייב את ${card}?`,
  revokeEffect: (merchant) =>
    `מרגע זה לא יתחיל חיוב נוסף מסוג זה מצד ${merchant}. חיוב שכבר נמצא בתהליך יושלם.`,
  revokePaysFor: 'כרטיס זה משלם עבור:',
  deletes: (merchant) =>
    `אין סיבה אחרת לשמור את הכרטיס, ולכן הוא יימחק אצל ${merchant}. כדי להשתמש בו שוב יהיה צורך להזין אותו מחדש.`,

  nowDefault: (card) => `${card} הוא כעת כרטיס ברירת המחדל. מינויים מתחילים בו.`,
  nowUpdated: (card) => `${card} עודכן`,
  nowHidden: (card) => `${card} אינו מוצג עוד בעת תשלום`,
  nowRevoked: (card) => `ההרשאה לחייב את ${card} בוטלה`,
  nowDeleted: (card) => `${card} נמחק: לא נותרה הרשאה לשמור אותו`,
  notDefault: (card) => `לא ניתן היה להגדיר את ${card} כברירת מחדל.`,
  notUpdated: (card) => `עדכון ${card} נכשל.`,
  notHidden: (card) => `${card} עדיין מוצג בעת תשלום: לא ניתן היה לשנות זאת.`,
  notRevoked: (card) => `ביטול ההרשאה לחייב את ${card} נכשל.`,
  notRemoved: (card) => `הסרת ${card} נכשלה.`,
  inUse: (card, what) => `${card} עדיין נחוץ: הוא משלם עבור ${what}.`,
  inUseUnnamed: (card) => `${card} עדיין נחוץ לתשלום עתידי.`,
  chooseOther: 'בחירת כרטיס אחר',
  again: 'יש לנסות שוב.',
  againLater: 'יותר מדי ניסיונות. יש להמתין דקה ולנסות שוב.',
  lost: 'החיבור נותק, ולכן לא ידוע אם הפעולה בוצעה. יש לבדוק את החיבור ולנסות שוב.',
};
