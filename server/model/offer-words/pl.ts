/** The words of consents and mandates in Polish. Names stay uninflected behind "firma". */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` lub na stronie ${url}`);
const ONE = { day: 'codziennie', week: 'co tydzień', month: 'co miesiąc', year: 'co rok' };
const FEW = { day: 'dni', week: 'tygodnie', month: 'miesiące', year: 'lata' };
const MANY = { day: 'dni', week: 'tygodni', month: 'miesięcy', year: 'lat' };

function few(count: number): boolean {
  const [ones, tens] = [count % 10, count % 100];
  return ones >= 2 && ones <= 4 && !(tens >= 12 && tens <= 14);
}

export const pl: OfferWords = {
  gap: ' ',
  thisCard: 'tej karty',
  myCard: (brand, last4) =>
    `mojej karty${brand === null ? '' : ` ${brand}`} kończącej się na ${last4}`,
  every: (interval, count) =>
    count === 1 ? ONE[interval] : `co ${count} ${(few(count) ? FEW : MANY)[interval]}`,
  redisplay: {
    keep: (merchant, card) =>
      `Zapisz tę kartę na potrzeby przyszłych zakupów w firmie ${merchant}. Firma ${merchant} przechowuje ją${card === null ? '' : ` jako: ${card}`} i pokaże mi ją przy kolejnej płatności.`,
    cardName: (brand, last4) => `${brand ?? 'karta'} kończąca się na ${last4}`,
    noCharge:
      'Zapisanie karty nie upoważnia do żadnych obciążeń; każdy zakup potwierdzam osobiście.',
    withdraw: (url) =>
      `Zgoda obowiązuje do jej wycofania, co mogę zrobić w każdej chwili wśród moich zapisanych kart${or(url)}.`,
    notice: (merchant) =>
      `Firma ${merchant} powiadomi mnie e-mailem, zanim użyje karty w inny sposób.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Upoważniam firmę ${merchant} do jednorazowego obciążenia ${card} w późniejszym terminie, bez ponownego pytania, gdy nadejdzie termin należnej ode mnie płatności.`,
    unscheduled: ({ merchant, card }) =>
      `Upoważniam firmę ${merchant} do obciążania ${card} w przyszłości, bez każdorazowego pytania, gdy nadejdzie termin płatności należnej ode mnie na podstawie mojej umowy z firmą ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `Upoważniam firmę ${merchant} do ponownego obciążania ${card} po tym zakupie, bez każdorazowego pytania, gdy nadejdzie termin kolejnej płatności należnej ode mnie na podstawie mojej umowy z firmą ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `Upoważniam firmę ${merchant} do obciążania ${card} ${every}, bez każdorazowego pytania.`,
    installment: ({ merchant, card, every, count }) =>
      `Upoważniam firmę ${merchant} do obciążania ${card} w ratach (liczba rat: ${count}, jedna ${every}), bez każdorazowego pytania.`,
  },
  amount: {
    fixed: (amount) => `Kwota każdego obciążenia: ${amount}.`,
    max: (amount) =>
      `Kwota każdego obciążenia: kwota należna w danym momencie, nigdy więcej niż ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Kwota każdego obciążenia: kwota należna w danym momencie firmie ${merchant} na podstawie naszej umowy${currency === null ? '' : `, w walucie ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Suma wszystkich płatności: ${total}.`,
    max: (total) => `Suma wszystkich płatności: nigdy więcej niż ${total}.`,
  },
  trial: (date) => `Bezpłatny okres próbny do: ${date}; wcześniej nic nie zostanie pobrane.`,
  first: (date) => `Pierwsze obciążenie: ${date}.`,
  last: (date) => `Ostatnie obciążenie: najpóźniej ${date}.`,
  until: {
    revoked: 'Upoważnienie obowiązuje do czasu jego odwołania.',
    charged: 'Upoważnienie wygasa z chwilą tego obciążenia.',
    paidOff: 'Upoważnienie wygasa z ostatnią z tych płatności.',
  },
  notice: (merchant, days) =>
    `Firma ${merchant} powiadomi mnie e-mailem co najmniej ${days} ${days === 1 ? 'dzień' : 'dni'} przed każdą zmianą kwoty, terminów lub warunków.`,
  revoke: (merchant, url) =>
    `Mogę je odwołać w każdej chwili wśród moich zapisanych kart w firmie ${merchant}${or(url)}; nie dotyczy to obciążeń będących już w toku.`,
  questions: (url) => `Pytania: ${url}.`,
  refunds: (merchant, url) =>
    `Rezygnacja i zwroty przebiegają zgodnie z warunkami firmy ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Za: ${items}.`,
    today: (amount) => `Pierwsze obciążenie, dzisiaj: ${amount}.`,
    stop: (merchant, url) =>
      `Subskrypcję, a wraz z nią to upoważnienie, mogę anulować w każdej chwili wśród moich zapisanych kart w firmie ${merchant}${or(url)}; kończy się ona wtedy z opłaconym okresem i nic więcej nie jest pobierane.`,
  },
  bank: {
    thisAccount: 'tego rachunku bankowego',
    myAccount: (last4) => `mojego rachunku bankowego kończącego się na ${last4}`,
    keep: (merchant) =>
      `Zapisz ten rachunek bankowy na potrzeby przyszłych zakupów w ${merchant}. ${merchant} przechowa go i pokaże mi przy kolejnej płatności.`,
    noCharge:
      'Zapisanie rachunku nie upoważnia do żadnych obciążeń; każdy zakup potwierdzam osobiście.',
    notice: (merchant) =>
      `${merchant} powiadomi mnie e-mailem, zanim użyje rachunku bankowego w jakikolwiek inny sposób.`,
    debit: ({ merchant, account, amount }) =>
      `Upoważniam firmę ${merchant} do jednorazowego elektronicznego obciążenia ${account} kwotą ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `Upoważniam firmę ${merchant} do wysłania do mojego banku polecenia jednorazowego obciążenia ${account} kwotą ${amount}, a mój bank do obciążenia go zgodnie z tym poleceniem.`,
    days: 'Obciążenie może potrwać kilka dni roboczych.',
    refund:
      'Mam prawo do zwrotu ze strony mojego banku na warunkach umowy z nim zawartej, jeśli zażądam go w ciągu 8 tygodni od obciążenia.',
  },
};
