/** The words of consents and mandates in Hebrew. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` או בכתובת ${url}`);
const ONE = { day: 'מדי יום', week: 'מדי שבוע', month: 'מדי חודש', year: 'מדי שנה' };
const TWO = { day: 'יומיים', week: 'שבועיים', month: 'חודשיים', year: 'שנתיים' };
const MANY = { day: 'ימים', week: 'שבועות', month: 'חודשים', year: 'שנים' };

function days(count: number): string {
  if (count === 1) return 'יום אחד';
  return count === 2 ? TWO.day : `${count} ${MANY.day}`;
}

export const he: OfferWords = {
  gap: ' ',
  thisCard: 'הכרטיס הזה',
  myCard: (brand, last4) => `כרטיס${brand === null ? '' : ` ${brand}`} שלי המסתיים בספרות ${last4}`,
  every: (interval, count) => {
    if (count === 1) return ONE[interval];
    return count === 2 ? `כל ${TWO[interval]}` : `כל ${count} ${MANY[interval]}`;
  },
  redisplay: {
    keep: (merchant, card) =>
      `שמירת הכרטיס הזה לקניות עתידיות אצל ${merchant}. הכרטיס יישמר אצל ${merchant}${card === null ? '' : ` בתור ${card}`} ויוצג לי בתשלום הבא.`,
    cardName: (brand, last4) => `כרטיס${brand === null ? '' : ` ${brand}`} המסתיים בספרות ${last4}`,
    noCharge: 'השמירה אינה מאשרת שום חיוב; כל קנייה טעונה אישור שלי.',
    withdraw: (url) =>
      `ההסכמה בתוקף עד לביטולה, ואפשר לבטל אותה בכל עת דרך הכרטיסים השמורים שלי${or(url)}.`,
    notice: (merchant) => `לפני כל שימוש אחר בכרטיס תישלח אליי הודעה בדוא״ל מאת ${merchant}.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב את ${card} פעם אחת במועד מאוחר יותר, בלי לפנות אליי שוב, כאשר יגיע מועד התשלום המגיע ממני.`,
    unscheduled: ({ merchant, card }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב את ${card} בעתיד, בלי לפנות אליי בכל פעם, בכל עת שיגיע מועדו של תשלום המגיע ממני לפי ההסכם שלי עם ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב שוב את ${card} לאחר קנייה זו, בלי לפנות אליי בכל פעם, בכל עת שיגיע מועדו של תשלום נוסף המגיע ממני לפי ההסכם שלי עם ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב את ${card} ${every}, בלי לפנות אליי בכל פעם.`,
    installment: ({ merchant, card, every, count }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב את ${card} ב-${count} תשלומים, תשלום אחד ${every}, בלי לפנות אליי בכל פעם.`,
  },
  amount: {
    fixed: (amount) => `סכום כל חיוב: ${amount}.`,
    max: (amount) => `סכום כל חיוב: הסכום המגיע ממני באותו מועד, ולעולם לא יותר מ-${amount}.`,
    asDetermined: (merchant, currency) =>
      `סכום כל חיוב: הסכום המגיע ממני באותו מועד ל-${merchant} לפי ההסכם בינינו${currency === null ? '' : `, במטבע ${currency}`}.`,
  },
  total: {
    fixed: (total) => `סך כל התשלומים: ${total}.`,
    max: (total) => `סך כל התשלומים: לעולם לא יותר מ-${total}.`,
  },
  trial: (date) => `תקופת ניסיון חינם עד ${date}; לפני כן לא ייגבה דבר.`,
  first: (date) => `חיוב ראשון: ${date}.`,
  last: (date) => `חיוב אחרון: לא יאוחר מ-${date}.`,
  until: {
    revoked: 'ההרשאה בתוקף עד שאבטל אותה.',
    charged: 'ההרשאה מסתיימת עם אותו חיוב.',
    paidOff: 'ההרשאה מסתיימת עם האחרון שבתשלומים אלה.',
  },
  notice: (merchant, count) =>
    `לפני כל שינוי בסכום, במועדים או בתנאים תישלח אליי הודעה בדוא״ל מאת ${merchant}, לפחות ${days(count)} מראש.`,
  revoke: (merchant, url) =>
    `אפשר לבטל אותה בכל עת דרך הכרטיסים השמורים שלי אצל ${merchant}${or(url)}; חיובים שכבר בתהליך לא יושפעו.`,
  questions: (url) => `שאלות: ${url}.`,
  refunds: (merchant, url) =>
    `על ביטול והחזרים חלים התנאים של ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `עבור: ${items}.`,
    today: (amount) => `חיוב ראשון, היום: ${amount}.`,
    stop: (merchant, url) =>
      `אפשר לבטל את המינוי, ואיתו הרשאה זו, בכל עת דרך הכרטיסים השמורים שלי אצל ${merchant}${or(url)}; המינוי מסתיים אז בתום התקופה ששולמה ולא ייגבה דבר נוסף.`,
  },
  bank: {
    thisAccount: 'חשבון הבנק הזה',
    myAccount: (last4) => `חשבון הבנק שלי המסתיים בספרות ${last4}`,
    keep: (merchant) =>
      `לשמור את חשבון הבנק הזה לקניות עתידיות אצל ${merchant}. החשבון יישמר אצל ${merchant} ויוצג לי כשאשלם שוב.`,
    noCharge: 'השמירה אינה מאשרת שום חיוב; כל קנייה טעונה אישור שלי.',
    notice: (merchant) => `לפני כל שימוש אחר בחשבון הבנק תישלח אליי הודעה בדוא״ל מאת ${merchant}.`,
    debit: ({ merchant, account, amount }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לחייב את ${account} באופן אלקטרוני, פעם אחת, בסך ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `ניתנת בזאת הרשאתי ל-${merchant} לשלוח לבנק שלי הוראה לחייב את ${account} פעם אחת, בסך ${amount}, ולבנק שלי לחייב אותו לפי הוראה זו.`,
    days: 'החיוב עשוי להימשך כמה ימי עסקים.',
    refund: 'עומדת לי זכות להחזר מהבנק לפי תנאי ההסכם עמו, אם אדרוש זאת בתוך 8 שבועות מיום החיוב.',
  },
};
