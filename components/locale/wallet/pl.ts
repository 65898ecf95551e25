/** Polish for the wallet. */
import { plan } from '../plan/pl.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'dziennie', week: 'tygodniowo', month: 'miesięcznie', year: 'rocznie' };
const rules = new Intl.PluralRules('pl');
const nouns: Partial<Record<Intl.LDMLPluralRule, string>> = {
  one: 'obciążenie',
  few: 'obciążenia',
};
const charges = (count: number) => `${count} ${nouns[rules.select(count)] ?? 'obciążeń'}`;

export const wallet: WalletMessages = {
  heading: 'Twoje karty',
  intro: (merchant) =>
    `${merchant} przechowuje te karty dla Ciebie. Pokazywanie karty i późniejsze jej obciążanie to dwie osobne zgody; każdą możesz w dowolnej chwili wycofać.`,
  aboutDefault: 'Od karty domyślnej zaczynają się subskrypcje.',
  loading: 'Wczytywanie kart',
  emptyTitle: 'Brak zapisanych kart',
  emptyText: (merchant) =>
    `${merchant} nie przechowuje żadnej Twojej karty. Płacąc, możesz zgodzić się na zachowanie karty; wtedy pojawi się tutaj.`,
  expiredTitle: 'Ta strona wygasła',
  expiredText:
    'Aby chronić Twoje karty, strona jest otwarta przez pół godziny. Otwórz ją ponownie, aby kontynuować.',
  unusableTitle: 'Nie można pokazać Twoich kart',
  unusableText: 'Wróć do sklepu i otwórz tę stronę ponownie albo poproś sklep o pomoc.',
  loadFailedTitle: 'Nie udało się wczytać Twoich kart',
  help: (merchant) => `Pomoc: ${merchant}`,

  shownTitle: 'Pokazywana przy płaceniu',
  shownYes: (date) => `Tak, od ${date}`,
  shownYesUndated: 'Tak',
  shownNo: 'Nie. Nie zobaczysz tej karty przy płaceniu.',
  stopShowing: 'Nie pokazuj więcej',
  chargedTitle: (merchant) => `Może ją obciążać ${merchant}`,
  chargedNo: (merchant) => `Nie. ${merchant} nie może obciążyć tej karty bez Ciebie.`,
  chargedYes: (date) => `Tak, od ${date}`,
  chargedPending: 'Jeszcze nie. Ta zgoda czeka na Twój bank.',
  revoke: 'Wycofaj',
  forWhat: 'Za co',
  upTo: 'Najwyżej',
  until: 'Do kiedy',
  soFar: 'Dotychczas',
  category: {
    recurring: 'Regularne obciążenia',
    installment: 'Raty',
    unscheduled: 'Obciążenia, gdy staną się należne',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} za każdym razem`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} w każdym okresie`;
    return `${amount} ${count === 1 ? per[interval] : `co ${span}`}`;
  },
  charges,
  noLimit: 'Należna kwota; nie uzgodniono innego limitu',
  untilRevoked: 'Do wycofania zgody',
  notCharged: 'Jeszcze nie obciążono',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, razem ${amount}` : ''}${lastDate ? `, ostatnie: ${lastDate}` : ''}`,

  words: 'Treść Twojej zgody',
  noWords: (merchant) =>
    `Tę zgodę odnotował sprzedawca ${merchant}. Jej treść uzgodniono gdzie indziej i nie jest tu przechowywana.`,
  agreedOn: (date) => `Data zgody: ${date}`,
  openReceipt: 'Otwórz potwierdzenie',
  saveReceipt: 'Zapisz podpisane potwierdzenie',
  receiptFailed: 'Nie udało się pobrać potwierdzenia. Spróbuj ponownie.',

  paysFor: (what) => `Opłaca: ${what}`,
  useAsDefault: 'Ustaw jako domyślną',
  updateCard: 'Zaktualizuj kartę',
  expiryDate: 'Data ważności',
  expiryHint: 'Miesiąc i rok jak na karcie, na przykład 09/2031',
  expiryMalformed: 'Podaj miesiąc i rok, na przykład 09/2031.',
  expiryPast: 'Ta data już minęła. Podaj datę z nowej karty.',
  expiryFar: 'Ta data jest zbyt odległa. Sprawdź rok.',
  save: 'Zapisz',

  ends: (merchant) => `${merchant} nie może już jej obciążać. Kończy się:`,
  moveLegend: 'Która karta ją zastąpi?',
  moveChoose: 'Najpierw wybierz kartę.',
  moveNone:
    'Żadna inna karta nie może jej zastąpić. Zapisz inną kartę przy następnej płatności albo zrezygnuj z tego, co ta opłaca; potem możesz ją usunąć.',
  stopQuestion: (card) => `Nie pokazywać więcej karty ${card}?`,
  stopEffect: (merchant) => `${merchant} nie zaproponuje już tej karty przy płaceniu.`,
  stopLeaves: (merchant) =>
    `To, co ${merchant} może pobierać za Twoją zgodą, pozostaje bez zmian. Możesz to wycofać osobno.`,
  revokeQuestion: (card) => `Wycofać zgodę na obciążanie karty ${card}?`,
  revokeEffect: (merchant) =>
    `Od tej chwili ${merchant} nie może rozpocząć kolejnego obciążenia tego rodzaju. Obciążenie będące w toku zostanie dokończone.`,
  revokePaysFor: 'Ta karta opłaca:',
  deletes: (merchant) =>
    `Nie ma innego powodu, by przechowywać tę kartę, więc ${merchant} ją usunie. Aby użyć jej znowu, trzeba będzie wpisać ją ponownie.`,

  nowDefault: (card) => `${card} to teraz karta domyślna. Od niej zaczynają się subskrypcje.`,
  nowUpdated: (card) => `Zaktualizowano: ${card}`,
  nowHidden: (card) => `Karta ${card} nie jest już pokazywana przy płaceniu`,
  nowRevoked: (card) => `Wycofano zgodę na obciążanie karty ${card}`,
  nowDeleted: (card) => `Usunięto kartę ${card}: nie ma już zgody na jej przechowywanie`,
  notDefault: (card) => `Nie udało się ustawić karty ${card} jako domyślnej.`,
  notUpdated: (card) => `Nie udało się zaktualizować karty ${card}.`,
  notHidden: (card) =>
    `Karta ${card} jest nadal pokazywana przy płaceniu: nie udało się tego zmienić.`,
  notRevoked: (card) => `Nie udało się wycofać zgody na obciążanie karty ${card}.`,
  notRemoved: (card) => `Nie udało się usunąć karty ${card}.`,
  inUse: (card, what) => `Karta ${card} jest nadal potrzebna, opłaca: ${what}.`,
  inUseUnnamed: (card) => `Karta ${card} jest nadal potrzebna do przyszłej płatności.`,
  chooseOther: 'Wybierz inną kartę',
  again: 'Spróbuj ponownie.',
  againLater: 'Zbyt wiele prób. Odczekaj minutę i spróbuj ponownie.',
  lost: 'Połączenie zostało przerwane, więc nie wiemy, czy to się udało. Sprawdź połączenie i spróbuj ponownie.',
};
