/** Norwegian for the wallet. */
import { plan } from '../plan/nb.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'per dag', week: 'per uke', month: 'per måned', year: 'per år' };
const charges = (count: number) => (count === 1 ? '1 belastning' : `${count} belastninger`);

export const wallet: WalletMessages = {
  heading: 'Kortene dine',
  intro: (merchant) =>
    `${merchant} lagrer disse kortene for deg. Å vise et kort og å belaste det senere er to tillatelser; du kan når som helst trekke tilbake hver av dem.`,
  aboutDefault: 'Standardkortet er det kortet abonnementer begynner med.',
  loading: 'Kortene dine lastes inn',
  emptyTitle: 'Ingen lagrede kort',
  emptyText: (merchant) =>
    `${merchant} har ikke lagret noe kort for deg. Når du betaler, kan du tillate at et kort lagres; da vises det her.`,
  expiredTitle: 'Siden er utløpt',
  expiredText:
    'For å beskytte kortene dine er siden åpen i en halv time. Åpne den igjen for å fortsette.',
  unusableTitle: 'Kortene dine kan ikke vises',
  unusableText: 'Gå tilbake til butikken og åpne siden igjen, eller be butikken om hjelp.',
  loadFailedTitle: 'Kortene dine kunne ikke lastes inn',
  help: (merchant) => `Få hjelp av ${merchant}`,

  shownTitle: 'Vises når du betaler',
  shownYes: (date) => `Ja, siden ${date}`,
  shownYesUndated: 'Ja',
  shownNo: 'Nei. Du ser ikke dette kortet når du betaler.',
  stopShowing: 'Slutt å vise',
  chargedTitle: (merchant) => `Kan belastes av ${merchant}`,
  chargedNo: (merchant) => `Nei. ${merchant} kan ikke belaste kortet uten deg.`,
  chargedYes: (date) => `Ja, siden ${date}`,
  chargedPending: 'Ikke ennå. Tillatelsen venter på banken din.',
  revoke: 'Trekk tilbake',
  forWhat: 'For',
  upTo: 'Høyst',
  until: 'Til',
  soFar: 'Hittil',
  category: {
    recurring: 'Faste belastninger',
    installment: 'Avdrag',
    unscheduled: 'Belastninger når de forfaller',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} hver gang`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} per periode`;
    return `${amount} ${count === 1 ? per[interval] : `på ${span}`}`;
  },
  charges,
  noLimit: 'Beløpet som forfaller; ingen annen grense er avtalt',
  untilRevoked: 'Du trekker den tilbake',
  notCharged: 'Ikke belastet ennå',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} totalt` : ''}${lastDate ? `, sist ${lastDate}` : ''}`,

  words: 'Hva du har godtatt',
  noWords: (merchant) =>
    `${merchant} har registrert tillatelsen. Teksten ble avtalt et annet sted og er ikke lagret her.`,
  agreedOn: (date) => `Godtatt ${date}`,
  openReceipt: 'Åpne kvittering',
  saveReceipt: 'Lagre signert kvittering',
  receiptFailed: 'Kvitteringen kunne ikke hentes. Prøv igjen.',

  paysFor: (what) => `Betaler for ${what}`,
  useAsDefault: 'Bruk som standard',
  updateCard: 'Oppdater kort',
  expiryDate: 'Utløpsdato',
  expiryHint: 'Måned og år som på kortet, for eksempel 09/2031',
  expiryMalformed: 'Skriv inn måned og år, for eksempel 09/2031.',
  expiryPast: 'Datoen er passert. Skriv inn datoen på det nye kortet.',
  expiryFar: 'Datoen er for langt frem i tid. Sjekk året.',
  save: 'Lagre',

  ends: (merchant) => `${merchant} kan ikke lenger belaste det. Dette opphører:`,
  moveLegend: 'Hvilket kort tar over?',
  moveChoose: 'Velg et kort først.',
  moveNone:
    'Ingen andre kort kan ta over. Lagre et annet kort ved neste betaling, eller si opp det kortet betaler for; deretter kan du fjerne det.',
  stopQuestion: (card) => `Vil du slutte å vise ${card}?`,
  stopEffect: (merchant) => `${merchant} tilbyr deg ikke lenger kortet når du betaler.`,
  stopLeaves: (merchant) =>
    `Det du har latt ${merchant} belaste, er uendret. Det kan du trekke tilbake for seg.`,
  revokeQuestion: (card) => `Vil du trekke tilbake tillatelsen til å belaste ${card}?`,
  revokeEffect: (merchant) =>
    `Fra nå av kan ${merchant} ikke starte flere belastninger av dette slaget. En som alt er i gang, blir fullført.`,
  revokePaysFor: 'Kortet betaler for:',
  deletes: (merchant) =>
    `Det er ingen annen grunn til å lagre kortet, så ${merchant} sletter det. For å bruke det igjen må du skrive det inn på nytt.`,

  nowDefault: (card) => `${card} er nå standardkortet ditt. Abonnementer begynner med det.`,
  nowUpdated: (card) => `${card} er oppdatert`,
  nowHidden: (card) => `${card} vises ikke lenger når du betaler`,
  nowRevoked: (card) => `Tillatelsen til å belaste ${card} er trukket tilbake`,
  nowDeleted: (card) => `${card} er slettet: Det finnes ingen tillatelse igjen til å lagre det`,
  notDefault: (card) => `${card} kunne ikke gjøres til standardkort.`,
  notUpdated: (card) => `${card} kunne ikke oppdateres.`,
  notHidden: (card) => `${card} vises fortsatt når du betaler: Det kunne ikke endres.`,
  notRevoked: (card) => `Tillatelsen til å belaste ${card} kunne ikke trekkes tilbake.`,
  notRemoved: (card) => `${card} kunne ikke fjernes.`,
  inUse: (card, what) => `${card} trengs fortsatt: Det betaler for ${what}.`,
  inUseUnnamed: (card) => `${card} trengs fortsatt til en kommende betaling.`,
  chooseOther: 'Velg et annet kort',
  again: 'Prøv igjen.',
  againLater: 'For mange forsøk. Vent et minutt og prøv igjen.',
  lost: 'Forbindelsen ble brutt, så vi vet ikke om dette ble gjort. Sjekk forbindelsen og prøv igjen.',
};
