/** Swedish for the wallet. */
import { plan } from '../plan/sv.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'per dag', week: 'per vecka', month: 'per månad', year: 'per år' };
const charges = (count: number) => (count === 1 ? '1 debitering' : `${count} debiteringar`);

export const wallet: WalletMessages = {
  heading: 'Dina kort',
  intro: (merchant) =>
    `${merchant} sparar de här korten åt dig. Att visa ett kort och att debitera det senare är två tillstånd; du kan ta tillbaka vart och ett när som helst.`,
  aboutDefault: 'Ditt standardkort är det som prenumerationer börjar med.',
  loading: 'Dina kort laddas',
  emptyTitle: 'Inga sparade kort',
  emptyText: (merchant) =>
    `${merchant} har inget kort sparat åt dig. När du betalar kan du tillåta att ett kort sparas; då visas det här.`,
  expiredTitle: 'Sidan har gått ut',
  expiredText:
    'För att skydda dina kort är sidan öppen en halvtimme. Öppna den igen för att fortsätta.',
  unusableTitle: 'Dina kort kan inte visas',
  unusableText: 'Gå tillbaka till butiken och öppna sidan igen, eller be butiken om hjälp.',
  loadFailedTitle: 'Dina kort kunde inte laddas',
  help: (merchant) => `Få hjälp av ${merchant}`,

  shownTitle: 'Visas när du betalar',
  shownYes: (date) => `Ja, sedan ${date}`,
  shownYesUndated: 'Ja',
  shownNo: 'Nej. Du ser inte det här kortet när du betalar.',
  stopShowing: 'Sluta visa',
  chargedTitle: (merchant) => `Får debiteras av ${merchant}`,
  chargedNo: (merchant) => `Nej. ${merchant} kan inte debitera kortet utan dig.`,
  chargedYes: (date) => `Ja, sedan ${date}`,
  chargedPending: 'Inte än. Tillståndet väntar på din bank.',
  revoke: 'Återkalla',
  forWhat: 'För',
  upTo: 'Högst',
  until: 'Till',
  soFar: 'Hittills',
  category: {
    recurring: 'Regelbundna debiteringar',
    installment: 'Delbetalningar',
    unscheduled: 'Debiteringar när de förfaller',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} varje gång`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} per period`;
    return `${amount} ${count === 1 ? per[interval] : `per ${span}`}`;
  },
  charges,
  noLimit: 'Beloppet som förfaller; ingen annan gräns har avtalats',
  untilRevoked: 'Du återkallar det',
  notCharged: 'Inget debiterat än',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, totalt ${amount}` : ''}${lastDate ? `, senast ${lastDate}` : ''}`,

  words: 'Vad du har godkänt',
  noWords: (merchant) =>
    `${merchant} har registrerat tillståndet. Texten godkändes på annat håll och finns inte sparad här.`,
  agreedOn: (date) => `Godkänt ${date}`,
  openReceipt: 'Öppna kvitto',
  saveReceipt: 'Spara signerat kvitto',
  receiptFailed: 'Kvittot kunde inte hämtas. Försök igen.',

  paysFor: (what) => `Betalar för ${what}`,
  useAsDefault: 'Använd som standard',
  updateCard: 'Uppdatera kort',
  expiryDate: 'Utgångsdatum',
  expiryHint: 'Månad och år som på kortet, till exempel 09/2031',
  expiryMalformed: 'Ange månad och år, till exempel 09/2031.',
  expiryPast: 'Datumet har passerat. Ange datumet på ditt nya kort.',
  expiryFar: 'Datumet ligger för långt fram. Kontrollera året.',
  save: 'Spara',

  ends: (merchant) => `${merchant} får inte längre debitera det. Det här upphör:`,
  moveLegend: 'Vilket kort tar över?',
  moveChoose: 'Välj ett kort först.',
  moveNone:
    'Inget annat kort kan ta över. Spara ett annat kort vid nästa betalning eller säg upp det som kortet betalar för; ta sedan bort kortet.',
  stopQuestion: (card) => `Sluta visa ${card}?`,
  stopEffect: (merchant) => `${merchant} erbjuder dig inte längre kortet när du betalar.`,
  stopLeaves: (merchant) =>
    `Det du har låtit ${merchant} debitera är oförändrat. Det kan du återkalla separat.`,
  revokeQuestion: (card) => `Återkalla tillståndet att debitera ${card}?`,
  revokeEffect: (merchant) =>
    `Från och med nu kan ${merchant} inte påbörja fler debiteringar av det här slaget. En som redan pågår slutförs.`,
  revokePaysFor: 'Kortet betalar för:',
  deletes: (merchant) =>
    `Det finns inget annat skäl att spara kortet, så ${merchant} raderar det då. För att använda det igen behöver du ange det på nytt.`,

  nowDefault: (card) => `${card} är nu ditt standardkort. Prenumerationer börjar med det.`,
  nowUpdated: (card) => `${card} har uppdaterats`,
  nowHidden: (card) => `${card} visas inte längre när du betalar`,
  nowRevoked: (card) => `Tillståndet att debitera ${card} har återkallats`,
  nowDeleted: (card) => `${card} har raderats: inget tillstånd finns kvar att spara det`,
  notDefault: (card) => `${card} kunde inte göras till ditt standardkort.`,
  notUpdated: (card) => `${card} kunde inte uppdateras.`,
  notHidden: (card) => `${card} visas fortfarande när du betalar: det kunde inte ändras.`,
  notRevoked: (card) => `Tillståndet att debitera ${card} kunde inte återkallas.`,
  notRemoved: (card) => `${card} kunde inte tas bort.`,
  inUse: (card, what) => `${card} behövs fortfarande: det betalar för ${what}.`,
  inUseUnnamed: (card) => `${card} behövs fortfarande för en kommande betalning.`,
  chooseOther: 'Välj ett annat kort',
  again: 'Försök igen.',
  againLater: 'För många försök. Vänta en minut och försök igen.',
  lost: 'Anslutningen bröts, så vi vet inte om det gick igenom. Kontrollera anslutningen och försök igen.',
};
