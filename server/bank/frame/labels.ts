/** The frame's words in every language it speaks; a language is one row. */
import type { Field, FrameError } from '../protocol.ts';

type Spoken = Extract<
  FrameError['code'],
  | 'incomplete'
  | 'invalid_number'
  | 'invalid_expiry'
  | 'card_expired'
  | 'invalid_cvc'
  | 'card_not_accepted'
>;

export interface Labels {
  readonly fields: Readonly<Record<Field, string>>;
  /** How an expiry is written, such as "MM / YY". */
  readonly expiryHint: string;
  readonly optional: string;
  readonly errors: Readonly<Record<Spoken, string>>;
  /** The address of the frame has run out. */
  readonly sessionExpired: string;
}

type Row = readonly [
  number: string,
  expiry: string,
  cvc: string,
  name: string,
  hint: string,
  optional: string,
  incomplete: string,
  invalidNumber: string,
  invalidExpiry: string,
  expired: string,
  invalidCvc: string,
  notAccepted: string,
  sessionExpired: string,
];

const ROWS: Readonly<Record<string, Row>> = {
  en: [
    'Card number',
    'Expiry date',
    'Security code',
    'Name on card',
    'MM / YY',
    'Optional',
    'Fill in this field.',
    'This card number is not valid.',
    'Enter the expiry date as month and year.',
    'This card has expired.',
    'This security code is not valid.',
    'This card is not accepted here.',
    'This form has expired. Please reload the page.',
  ],
  de: [
    'Kartennummer',
    'Gültig bis',
    'Prüfnummer',
    'Name auf der Karte',
    'MM / JJ',
    'Freiwillig',
    'Bitte ausfüllen.',
    'Diese Kartennummer ist nicht gültig.',
    'Bitte Monat und Jahr angeben.',
    'Diese Karte ist abgelaufen.',
    'Diese Prüfnummer ist nicht gültig.',
    'Diese Karte wird hier nicht angenommen.',
    'Dieses Formular ist abgelaufen. Bitte die Seite neu laden.',
  ],
  fr: [
    'Numéro de carte',
    'Date d’expiration',
    'Code de sécurité',
    'Nom sur la carte',
    'MM / AA',
    'Facultatif',
    'Veuillez remplir ce champ.',
    'Ce numéro de carte n’est pas valide.',
    'Indiquez le mois et l’année d’expiration.',
    'Cette carte a expiré.',
    'Ce code de sécurité n’est pas valide.',
    'Cette carte n’est pas acceptée ici.',
    'Ce formulaire a expiré. Veuillez recharger la page.',
  ],
  es: [
    'Número de tarjeta',
    'Fecha de caducidad',
    'Código de seguridad',
    'Nombre en la tarjeta',
    'MM / AA',
    'Opcional',
    'Rellene este campo.',
    'Este número de tarjeta no es válido.',
    'Indique el mes y el año de caducidad.',
    'Esta tarjeta ha caducado.',
    'Este código de seguridad no es válido.',
    'Esta tarjeta no se acepta aquí.',
    'Este formulario ha caducado. Recargue la página.',
  ],
  it: [
    'Numero della carta',
    'Data di scadenza',
    'Codice di sicurezza',
    'Nome sulla carta',
    'MM / AA',
    'Facoltativo',
    'Compilare questo campo.',
    'Questo numero di carta non è valido.',
    'Indicare mese e anno di scadenza.',
    'Questa carta è scaduta.',
    'Questo codice di sicurezza non è valido.',
    'Questa carta non è accettata qui.',
    'Questo modulo è scaduto. Ricaricare la pagina.',
  ],
  nl: [
    'Kaartnummer',
    'Vervaldatum',
    'Beveiligingscode',
    'Naam op kaart',
    'MM / JJ',
    'Optioneel',
    'Vul dit veld in.',
    'Dit kaartnummer is niet geldig.',
    'Vul maand en jaar van de vervaldatum in.',
    'Deze kaart is verlopen.',
    'Deze beveiligingscode is niet geldig.',
    'Deze kaart wordt hier niet geaccepteerd.',
    'Dit formulier is verlopen. Laad de pagina opnieuw.',
  ],
  pt: [
    'Número do cartão',
    'Data de validade',
    'Código de segurança',
    'Nome no cartão',
    'MM / AA',
    'Opcional',
    'Preencha este campo.',
    'Este número de cartão não é válido.',
    'Indique o mês e o ano de validade.',
    'Este cartão expirou.',
    'Este código de segurança não é válido.',
    'Este cartão não é aceite aqui.',
    'Este formulário expirou. Recarregue a página.',
  ],
  pl: [
    'Numer karty',
    'Data ważności',
    'Kod zabezpieczający',
    'Imię i nazwisko na karcie',
    'MM / RR',
    'Opcjonalnie',
    'Wypełnij to pole.',
    'Ten numer karty jest nieprawidłowy.',
    'Podaj miesiąc i rok ważności.',
    'Ta karta straciła ważność.',
    'Ten kod zabezpieczający jest nieprawidłowy.',
    'Ta karta nie jest tu przyjmowana.',
    'Ten formularz wygasł. Odśwież stronę.',
  ],
  sv: [
    'Kortnummer',
    'Utgångsdatum',
    'Säkerhetskod',
    'Namn på kortet',
    'MM / ÅÅ',
    'Valfritt',
    'Fyll i fältet.',
    'Kortnumret är inte giltigt.',
    'Ange månad och år för utgångsdatum.',
    'Kortet har gått ut.',
    'Säkerhetskoden är inte giltig.',
    'Kortet accepteras inte här.',
    'Formuläret har gått ut. Ladda om sidan.',
  ],
  ja: [
    'カード番号',
    '有効期限',
    'セキュリティコード',
    'カード名義人',
    '月 / 年',
    '任意',
    'この項目を入力してください。',
    'カード番号が正しくありません。',
    '有効期限を月と年で入力してください。',
    'このカードは有効期限が切れています。',
    'セキュリティコードが正しくありません。',
    'このカードはご利用いただけません。',
    'フォームの有効期限が切れました。ページを再読み込みしてください。',
  ],
  ar: [
    'رقم البطاقة',
    'تاريخ الانتهاء',
    'رمز الأمان',
    'الاسم على البطاقة',
    'شهر / سنة',
    'اختياري',
    'يرجى ملء هذا الحقل.',
    'رقم البطاقة غير صالح.',
    'أدخل شهر وسنة انتهاء الصلاحية.',
    'انتهت صلاحية هذه البطاقة.',
    'رمز الأمان غير صالح.',
    'هذه البطاقة غير مقبولة هنا.',
    'انتهت صلاحية هذا النموذج. يرجى إعادة تحميل الصفحة.',
  ],
  he: [
    'מספר כרטיס',
    'תוקף',
    'קוד אבטחה',
    'השם על הכרטיס',
    'חודש / שנה',
    'לא חובה',
    'יש למלא שדה זה.',
    'מספר הכרטיס אינו תקין.',
    'יש להזין חודש ושנה.',
    'תוקף הכרטיס פג.',
    'קוד האבטחה אינו תקין.',
    'כרטיס זה אינו מתקבל כאן.',
    'תוקף הטופס פג. יש לטעון את הדף מחדש.',
  ],
};

function fromRow(row: Row): Labels {
  const [number, expiry, cvc, name, expiryHint, optional, incomplete, ...rest] = row;
  const [invalidNumber, invalidExpiry, expired, invalidCvc, notAccepted, sessionExpired] = rest;
  return {
    fields: { number, expiry, cvc, name },
    expiryHint,
    optional,
    errors: {
      incomplete,
      invalid_number: invalidNumber,
      invalid_expiry: invalidExpiry,
      card_expired: expired,
      invalid_cvc: invalidCvc,
      card_not_accepted: notAccepted,
    },
    sessionExpired,
  };
}

const ENGLISH = ROWS.en as Row;

/** The words of a locale such as `de-AT`; English where its language is not spoken. */
export function labelsFor(locale: string): { readonly language: string; readonly labels: Labels } {
  const language = locale.split('-')[0]?.toLowerCase() ?? '';
  const row = Object.hasOwn(ROWS, language) ? ROWS[language] : undefined;
  return row ? { language, labels: fromRow(row) } : { language: 'en', labels: fromRow(ENGLISH) };
}
