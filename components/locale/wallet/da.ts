/** Danish for the wallet. */
import { plan } from '../plan/da.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'om dagen', week: 'om ugen', month: 'om måneden', year: 'om året' };
const charges = (count: number) => (count === 1 ? '1 opkrævning' : `${count} opkrævninger`);

export const wallet: WalletMessages = {
  heading: 'Dine kort',
  intro: (merchant) =>
    `${merchant} gemmer disse kort for dig. At vise et kort og at trække penge på det senere er to tilladelser; du kan til enhver tid tage dem tilbage hver for sig.`,
  aboutDefault: 'Dit standardkort er det, som abonnementer begynder med.',
  loading: 'Dine kort indlæses',
  emptyTitle: 'Ingen gemte kort',
  emptyText: (merchant) =>
    `${merchant} gemmer ingen af dine kort. Når du betaler, kan du tillade, at et kort gemmes; så vises det her.`,
  expiredTitle: 'Siden er udløbet',
  expiredText:
    'For at beskytte dine kort er siden åben i en halv time. Åbn den igen for at fortsætte.',
  unusableTitle: 'Dine kort kan ikke vises',
  unusableText: 'Gå tilbage til butikken, og åbn siden igen, eller bed butikken om hjælp.',
  loadFailedTitle: 'Dine kort kunne ikke indlæses',
  help: (merchant) => `Få hjælp fra ${merchant}`,

  shownTitle: 'Vises, når du betaler',
  shownYes: (date) => `Ja, siden ${date}`,
  shownYesUndated: 'Ja',
  shownNo: 'Nej. Du ser ikke dette kort, når du betaler.',
  stopShowing: 'Vis ikke længere',
  chargedTitle: (merchant) => `${merchant} må trække på kortet`,
  chargedNo: (merchant) => `Nej. ${merchant} kan ikke trække på kortet uden dig.`,
  chargedYes: (date) => `Ja, siden ${date}`,
  chargedPending: 'Ikke endnu. Tilladelsen venter på din bank.',
  revoke: 'Tilbagekald',
  forWhat: 'For',
  upTo: 'Højst',
  until: 'Indtil',
  soFar: 'Indtil nu',
  category: {
    recurring: 'Faste opkrævninger',
    installment: 'Rater',
    unscheduled: 'Opkrævninger, når de forfalder',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} hver gang`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} pr. periode`;
    return `${amount} ${count === 1 ? per[interval] : `på ${span}`}`;
  },
  charges,
  noLimit: 'Det skyldige beløb; der er ikke aftalt nogen anden grænse',
  untilRevoked: 'Du tilbagekalder den',
  notCharged: 'Intet opkrævet endnu',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} i alt` : ''}${lastDate ? `, senest ${lastDate}` : ''}`,

  words: 'Hvad du har accepteret',
  noWords: (merchant) =>
    `${merchant} har registreret tilladelsen. Teksten blev aftalt et andet sted og er ikke gemt her.`,
  agreedOn: (date) => `Accepteret ${date}`,
  openReceipt: 'Åbn kvittering',
  saveReceipt: 'Gem underskrevet kvittering',
  receiptFailed: 'Kvitteringen kunne ikke hentes. Prøv igen.',

  paysFor: (what) => `Betaler for ${what}`,
  useAsDefault: 'Brug som standard',
  updateCard: 'Opdater kort',
  expiryDate: 'Udløbsdato',
  expiryHint: 'Måned og år som på kortet, f.eks. 09/2031',
  expiryMalformed: 'Indtast måned og år, f.eks. 09/2031.',
  expiryPast: 'Datoen er passeret. Indtast datoen på dit nye kort.',
  expiryFar: 'Datoen ligger for langt ude i fremtiden. Kontrollér året.',
  save: 'Gem',

  ends: (merchant) => `${merchant} må ikke længere trække på det. Dette ophører:`,
  moveLegend: 'Hvilket kort tager over?',
  moveChoose: 'Vælg først et kort.',
  moveNone:
    'Intet andet kort kan tage over. Gem et andet kort ved din næste betaling, eller opsig det, kortet betaler for; fjern derefter kortet.',
  stopQuestion: (card) => `Vis ikke længere ${card}?`,
  stopEffect: (merchant) => `${merchant} tilbyder dig ikke længere kortet, når du betaler.`,
  stopLeaves: (merchant) =>
    `Det, du har givet ${merchant} lov til at trække, er uændret. Det kan du tilbagekalde særskilt.`,
  revokeQuestion: (card) => `Tilbagekald tilladelsen til at trække på ${card}?`,
  revokeEffect: (merchant) =>
    `Fra nu af kan ${merchant} ikke starte flere opkrævninger af denne slags. En, der allerede er i gang, bliver gennemført.`,
  revokePaysFor: 'Kortet betaler for:',
  deletes: (merchant) =>
    `Der er ingen anden grund til at gemme kortet, så ${merchant} sletter det. For at bruge det igen skal du indtaste det på ny.`,

  nowDefault: (card) => `${card} er nu dit standardkort. Abonnementer begynder med det.`,
  nowUpdated: (card) => `${card} er opdateret`,
  nowHidden: (card) => `${card} vises ikke længere, når du betaler`,
  nowRevoked: (card) => `Tilladelsen til at trække på ${card} er tilbagekaldt`,
  nowDeleted: (card) => `${card} er slettet: Der er ingen tilladelse tilbage til at gemme det`,
  notDefault: (card) => `${card} kunne ikke gøres til dit standardkort.`,
  notUpdated: (card) => `${card} kunne ikke opdateres.`,
  notHidden: (card) => `${card} vises stadig, når du betaler: Det kunne ikke ændres.`,
  notRevoked: (card) => `Tilladelsen til at trække på ${card} kunne ikke tilbagekaldes.`,
  notRemoved: (card) => `${card} kunne ikke fjernes.`,
  inUse: (card, what) => `${card} skal stadig bruges: Det betaler for ${what}.`,
  inUseUnnamed: (card) => `${card} skal stadig bruges til en kommende betaling.`,
  chooseOther: 'Vælg et andet kort',
  again: 'Prøv igen.',
  againLater: 'For mange forsøg. Vent et minut, og prøv igen.',
  lost: 'Forbindelsen blev afbrudt, så vi ved ikke, om det lykkedes. Kontrollér din forbindelse, og prøv igen.',
};
