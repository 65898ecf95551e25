/** Croatian for the wallet. */
import { plan } from '../plan/hr.ts';
import type { WalletMessages } from './en.ts';

const rules = new Intl.PluralRules('hr');
const per = { day: 'na dan', week: 'na tjedan', month: 'na mjesec', year: 'na godinu' };

function charges(count: number): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'naplata',
    few: 'naplate',
  };
  return `${count} ${forms[rules.select(count)] ?? 'naplata'}`;
}

export const wallet: WalletMessages = {
  heading: 'Vaše kartice',
  intro: (merchant) =>
    `${merchant} čuva ove kartice za vas. Prikazivanje kartice i kasnija naplata s nje dva su dopuštenja; svako možete povući u bilo kojem trenutku.`,
  aboutDefault: 'Pretplate počinju sa zadanom karticom.',
  loading: 'Učitavaju se vaše kartice',
  emptyTitle: 'Nema spremljenih kartica',
  emptyText: (merchant) =>
    `${merchant} ne čuva nijednu vašu karticu. Pri plaćanju možete dopustiti čuvanje kartice; tada će se pojaviti ovdje.`,
  expiredTitle: 'Ova je stranica istekla',
  expiredText: 'Radi zaštite vaših kartica otvorena je pola sata. Otvorite je ponovno za nastavak.',
  unusableTitle: 'Vaše se kartice ne mogu prikazati',
  unusableText: 'Vratite se u trgovinu i ponovno otvorite ovu stranicu ili ondje zatražite pomoć.',
  loadFailedTitle: 'Vaše kartice nije bilo moguće učitati',
  help: (merchant) => `Pomoć: ${merchant}`,

  shownTitle: 'Prikazuje se pri plaćanju',
  shownYes: (date) => `Da, od ${date}`,
  shownYesUndated: 'Da',
  shownNo: 'Ne. Ovu karticu nećete vidjeti pri plaćanju.',
  stopShowing: 'Prestani prikazivati',
  chargedTitle: (merchant) => `Može naplaćivati: ${merchant}`,
  chargedNo: (merchant) => `Ne. ${merchant} bez vas ne može naplatiti s ove kartice.`,
  chargedYes: (date) => `Da, od ${date}`,
  chargedPending: 'Još ne. Ovo dopuštenje čeka vašu banku.',
  revoke: 'Opozovi',
  forWhat: 'Za što',
  upTo: 'Najviše',
  until: 'Do',
  soFar: 'Dosad',
  category: {
    recurring: 'Redovite naplate',
    installment: 'Obroci',
    unscheduled: 'Naplate po dospijeću',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} svaki put`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} u svakom razdoblju`;
    return `${amount} ${count === 1 ? per[interval] : `u razdoblju: ${span}`}`;
  },
  charges,
  noLimit: 'Iznos koji je dospio; drugo ograničenje nije dogovoreno',
  untilRevoked: 'Dok ga ne opozovete',
  notCharged: 'Još nije naplaćeno',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ukupno ${amount}` : ''}${lastDate ? `, zadnja ${lastDate}` : ''}`,

  words: 'Na što ste pristali',
  noWords: (merchant) =>
    `${merchant} je zabilježio ovo dopuštenje. Riječi su dogovorene drugdje i ovdje se ne čuvaju.`,
  agreedOn: (date) => `Dogovoreno ${date}`,
  openReceipt: 'Otvori potvrdu',
  saveReceipt: 'Spremi potpisanu potvrdu',
  receiptFailed: 'Potvrdu nije bilo moguće dohvatiti. Pokušajte ponovno.',

  paysFor: (what) => `Plaća: ${what}`,
  useAsDefault: 'Koristi kao zadanu',
  updateCard: 'Ažuriraj karticu',
  expiryDate: 'Datum isteka',
  expiryHint: 'Mjesec i godina kao na kartici, na primjer 09/2031',
  expiryMalformed: 'Unesite mjesec i godinu, na primjer 09/2031.',
  expiryPast: 'Taj je datum prošao. Unesite datum s nove kartice.',
  expiryFar: 'Taj je datum predaleko. Provjerite godinu.',
  save: 'Spremi',

  ends: (merchant) => `${merchant} više ne može naplaćivati s nje. Završava:`,
  moveLegend: 'Koja je kartica zamjenjuje?',
  moveChoose: 'Najprije odaberite karticu.',
  moveNone:
    'Nijedna je druga kartica ne može zamijeniti. Spremite drugu pri sljedećem plaćanju ili otkažite ono što ova plaća; zatim je uklonite.',
  stopQuestion: (card) => `Prestati prikazivati ${card}?`,
  stopEffect: (merchant) => `${merchant} vam više neće nuditi ovu karticu pri plaćanju.`,
  stopLeaves: (merchant) =>
    `Dopuštenje za naplatu koje ima ${merchant} ostaje kakvo jest. Možete ga opozvati zasebno.`,
  revokeQuestion: (card) => `Opozvati dopuštenje za naplatu s ${card}?`,
  revokeEffect: (merchant) =>
    `Od ovog trenutka ${merchant} ne može započeti novu takvu naplatu. Već započeta se dovršava.`,
  revokePaysFor: 'Ova kartica plaća:',
  deletes: (merchant) =>
    `Ništa drugo ne čuva ovu karticu, pa je ${merchant} briše. Za ponovnu upotrebu trebat će je opet unijeti.`,

  nowDefault: (card) => `${card} je sada zadana. Pretplate počinju s njom.`,
  nowUpdated: (card) => `${card} je ažurirana`,
  nowHidden: (card) => `${card} se više ne prikazuje pri plaćanju`,
  nowRevoked: (card) => `Dopuštenje za naplatu s ${card} je opozvano`,
  nowDeleted: (card) => `${card} je izbrisana: nijedno je dopuštenje više ne čuva`,
  notDefault: (card) => `${card} nije bilo moguće postaviti kao zadanu.`,
  notUpdated: (card) => `${card} nije bilo moguće ažurirati.`,
  notHidden: (card) => `${card} se i dalje prikazuje pri plaćanju: nije se moglo promijeniti.`,
  notRevoked: (card) => `Dopuštenje za naplatu s ${card} nije bilo moguće opozvati.`,
  notRemoved: (card) => `${card} nije bilo moguće ukloniti.`,
  inUse: (card, what) => `${card} je još potrebna, plaća: ${what}.`,
  inUseUnnamed: (card) => `${card} je još potrebna za buduće plaćanje.`,
  chooseOther: 'Odaberi drugu karticu',
  again: 'Pokušajte ponovno.',
  againLater: 'Previše pokušaja. Pričekajte minutu i pokušajte ponovno.',
  lost: 'Veza je prekinuta, pa ne znamo je li to učinjeno. Provjerite vezu i pokušajte ponovno.',
};
