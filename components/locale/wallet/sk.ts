/** Slovak for the wallet. */
import { plan } from '../plan/sk.ts';
import type { WalletMessages } from './en.ts';

const rules = new Intl.PluralRules('sk');
const per = { day: 'za deň', week: 'za týždeň', month: 'za mesiac', year: 'za rok' };

function charges(count: number): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'strhnutie',
    few: 'strhnutia',
    many: 'strhnutia',
  };
  return `${count} ${forms[rules.select(count)] ?? 'strhnutí'}`;
}

export const wallet: WalletMessages = {
  heading: 'Vaše karty',
  intro: (merchant) =>
    `${merchant} pre vás uchováva tieto karty. Zobrazenie karty a neskoršie strhnutie z nej sú dve povolenia; každé môžete kedykoľvek odvolať.`,
  aboutDefault: 'Predplatné sa začína predvolenou kartou.',
  loading: 'Načítavajú sa vaše karty',
  emptyTitle: 'Žiadne uložené karty',
  emptyText: (merchant) =>
    `${merchant} neuchováva žiadnu vašu kartu. Pri platbe môžete povoliť uchovanie karty; potom sa objaví tu.`,
  expiredTitle: 'Platnosť tejto stránky skončila',
  expiredText:
    'Na ochranu vašich kariet je otvorená pol hodiny. Ak chcete pokračovať, otvorte ju znova.',
  unusableTitle: 'Vaše karty sa nedajú zobraziť',
  unusableText: 'Vráťte sa do obchodu a otvorte túto stránku znova alebo tam požiadajte o pomoc.',
  loadFailedTitle: 'Vaše karty sa nepodarilo načítať',
  help: (merchant) => `Pomoc: ${merchant}`,

  shownTitle: 'Zobrazuje sa pri platbe',
  shownYes: (date) => `Áno, od ${date}`,
  shownYesUndated: 'Áno',
  shownNo: 'Nie. Pri platbe túto kartu neuvidíte.',
  stopShowing: 'Nezobrazovať',
  chargedTitle: (merchant) => `Môže z nej strhávať: ${merchant}`,
  chargedNo: (merchant) => `Nie. ${merchant} z tejto karty bez vás nemôže strhnúť nič.`,
  chargedYes: (date) => `Áno, od ${date}`,
  chargedPending: 'Zatiaľ nie. Toto povolenie čaká na vašu banku.',
  revoke: 'Odvolať',
  forWhat: 'Na čo',
  upTo: 'Najviac',
  until: 'Dokedy',
  soFar: 'Doteraz',
  category: {
    recurring: 'Pravidelné strhávanie',
    installment: 'Splátky',
    unscheduled: 'Strhnutie v čase splatnosti',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `zakaždým ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} za každé obdobie`;
    return `${amount} ${count === 1 ? per[interval] : `za ${span}`}`;
  },
  charges,
  noLimit: 'Dlžná suma; iný limit nebol dohodnutý',
  untilRevoked: 'Kým ho neodvoláte',
  notCharged: 'Zatiaľ nič strhnuté',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, spolu ${amount}` : ''}${lastDate ? `, naposledy ${lastDate}` : ''}`,

  words: 'S čím ste súhlasili',
  noWords: (merchant) =>
    `Toto povolenie zaznamenal obchod ${merchant}. Znenie bolo dohodnuté inde a tu sa neuchováva.`,
  agreedOn: (date) => `Odsúhlasené ${date}`,
  openReceipt: 'Otvoriť potvrdenie',
  saveReceipt: 'Uložiť podpísané potvrdenie',
  receiptFailed: 'Potvrdenie sa nepodarilo získať. Skúste to znova.',

  paysFor: (what) => `Platí: ${what}`,
  useAsDefault: 'Použiť ako predvolenú',
  updateCard: 'Aktualizovať kartu',
  expiryDate: 'Dátum platnosti',
  expiryHint: 'Mesiac a rok ako na karte, napríklad 09/2031',
  expiryMalformed: 'Zadajte mesiac a rok, napríklad 09/2031.',
  expiryPast: 'Tento dátum už uplynul. Zadajte dátum z novej karty.',
  expiryFar: 'Tento dátum je príliš vzdialený. Skontrolujte rok.',
  save: 'Uložiť',

  ends: (merchant) => `${merchant} z nej už nebude môcť strhávať. Končí sa:`,
  moveLegend: 'Ktorá karta ju nahradí?',
  moveChoose: 'Najprv vyberte kartu.',
  moveNone:
    'Nahradiť ju nemá ktorá karta. Uložte inú pri ďalšej platbe alebo zrušte, čo sa touto platí; potom ju odstráňte.',
  stopQuestion: (card) => `Nezobrazovať ${card}?`,
  stopEffect: (merchant) => `${merchant} vám túto kartu pri platbe už neponúkne.`,
  stopLeaves: (merchant) =>
    `Povolenie strhávať, ktoré má ${merchant}, ostáva. Môžete ho odvolať osobitne.`,
  revokeQuestion: (card) => `Odvolať povolenie strhávať z ${card}?`,
  revokeEffect: (merchant) =>
    `Od tejto chvíle ${merchant} nemôže začať nové strhnutie tohto druhu. Už začaté sa dokončí.`,
  revokePaysFor: 'Touto kartou sa platí:',
  deletes: (merchant) =>
    `Nič iné túto kartu neuchováva, preto ju ${merchant} vymaže. Ak ju budete chcieť znova použiť, bude ju treba zadať znova.`,

  nowDefault: (card) => `${card} je teraz predvolená. Predplatné sa začína ňou.`,
  nowUpdated: (card) => `${card} je aktualizovaná`,
  nowHidden: (card) => `${card} sa pri platbe už nezobrazuje`,
  nowRevoked: (card) => `Povolenie strhávať z ${card} je odvolané`,
  nowDeleted: (card) => `${card} je vymazaná: neostalo povolenie, ktoré by ju uchovávalo`,
  notDefault: (card) => `${card} sa nepodarilo nastaviť ako predvolenú.`,
  notUpdated: (card) => `${card} sa nepodarilo aktualizovať.`,
  notHidden: (card) => `${card} sa pri platbe stále zobrazuje: zmeniť sa to nepodarilo.`,
  notRevoked: (card) => `Povolenie strhávať z ${card} sa nepodarilo odvolať.`,
  notRemoved: (card) => `${card} sa nepodarilo odstrániť.`,
  inUse: (card, what) => `${card} je ešte potrebná, platí: ${what}.`,
  inUseUnnamed: (card) => `${card} je ešte potrebná na budúcu platbu.`,
  chooseOther: 'Vybrať inú kartu',
  again: 'Skúste to znova.',
  againLater: 'Priveľa pokusov. Počkajte minútu a skúste to znova.',
  lost: 'Spojenie sa prerušilo, preto nevieme, či sa to vykonalo. Skontrolujte pripojenie a skúste to znova.',
};
