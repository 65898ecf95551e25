/** Hebrew for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'המספר השתנה',
  newNumber: (card) => `כרטיס חדש במקום ${card}`,
  takesOver: (card) => `הוא יבוא במקום ${card}, שיוסר לאחר מכן.`,
  goesOn: (merchant) =>
    `ל-${merchant} יש הרשאה לחייב את הכרטיס הישן. יש לסמן מה יימשך בכרטיס החדש; מה שלא יסומן יסתיים.`,
  endsWithCard: 'אלה אינם יכולים להימשך בכרטיס אחר ויסתיימו:',
  agreementsFailed: 'טעינת ההסכמות לגבי כרטיס זה נכשלה.',
  replaceCard: 'החלפת כרטיס',
  replaceDeclined: (card) => `הכרטיס החדש נדחה. ${card} נשאר כפי שהוא.`,
  notReplaced: (card) => `החלפת ${card} נכשלה. יש לנסות שוב.`,
  cardUpdated: (card) => `${card} עודכן`,
  cardReplaced: (card) => `אפשר לשלם באמצעות ${card}`,

  sharedTitle: 'הכרטיסים השמורים שלך מוסתרים כאן',
  sharedText: (merchant) =>
    `שום פרט מהם אינו נשמר בדפדפן זה. הם עדיין שמורים אצל ${merchant} עבור המכשירים האחרים שלך.`,
  sharedPending: 'עדיין לא ניתן היה להודיע לחנות. יש להשאיר את הדף פתוח עד שהחיבור יחזור.',
  stopEverywhere: 'הפסקת ההצגה בכל מקום',
  stoppedEverywhere: 'הכרטיסים שלך אינם מוצגים עוד באף דף תשלום.',
  notStopped: 'לא ניתן היה להסתיר אותם בכל מקום. אפשר לעשות זאת בדף הכרטיסים השמורים.',

  closing: (time) => `דף התשלום ייסגר בשעה ${time}. יש לשלם לפני כן או להתחיל מחדש.`,
  renewing: 'רק רגע: דף התשלום מתחדש. הפרטים שהוזנו נשמרים.',
  renewed: 'דף התשלום חודש. יש לבדוק את הסכום ולשלם.',

  endsEarly: 'תוקף הכרטיס יפוג לפני שהרשאה זו תסתיים.',
  nameBackup: 'בחירת כרטיס גיבוי',
  changeBackup: 'החלפת כרטיס הגיבוי',
  backupLegend: (card) => `איזה כרטיס יבוא במקום ${card} כשתוקפו יפוג?`,
  backupIs: (card) => `גיבוי: ${card}`,
  standsInFor: (card, date) => `גיבוי ל-${card}, החל מ-${date}`,
  noBackup: 'הרשאה זו אינה יכולה להימשך בכרטיס אחר.',
  nowBackup: (card) => `כרטיס הגיבוי של ${card} נבחר`,
  notBackup: 'בחירת כרטיס הגיבוי נכשלה. יש לנסות שוב.',
};
