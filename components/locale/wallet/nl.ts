/** Dutch for the wallet. */
import { plan } from '../plan/nl.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'per dag', week: 'per week', month: 'per maand', year: 'per jaar' };
const charges = (count: number) => (count === 1 ? '1 afschrijving' : `${count} afschrijvingen`);

export const wallet: WalletMessages = {
  heading: 'Uw kaarten',
  intro: (merchant) =>
    `${merchant} bewaart deze kaarten voor u. Een kaart tonen en er later van afschrijven zijn twee toestemmingen; u kunt ze allebei op elk moment apart intrekken.`,
  aboutDefault: 'Uw standaardkaart is de kaart waarmee abonnementen beginnen.',
  loading: 'Uw kaarten worden geladen',
  emptyTitle: 'Geen opgeslagen kaarten',
  emptyText: (merchant) =>
    `${merchant} bewaart geen kaart van u. Als u betaalt, kunt u toestaan dat een kaart wordt bewaard; die verschijnt dan hier.`,
  expiredTitle: 'Deze pagina is verlopen',
  expiredText:
    'Om uw kaarten te beschermen blijft de pagina een half uur open. Open haar opnieuw om verder te gaan.',
  unusableTitle: 'Uw kaarten kunnen niet worden getoond',
  unusableText: 'Ga terug naar de winkel en open deze pagina opnieuw, of vraag daar om hulp.',
  loadFailedTitle: 'Uw kaarten konden niet worden geladen',
  help: (merchant) => `Hulp van ${merchant}`,

  shownTitle: 'Getoond bij het betalen',
  shownYes: (date) => `Ja, sinds ${date}`,
  shownYesUndated: 'Ja',
  shownNo: 'Nee. U ziet deze kaart niet als u betaalt.',
  stopShowing: 'Niet meer tonen',
  chargedTitle: (merchant) => `${merchant} mag afschrijven`,
  chargedNo: (merchant) => `Nee. ${merchant} kan zonder u niets van deze kaart afschrijven.`,
  chargedYes: (date) => `Ja, sinds ${date}`,
  chargedPending: 'Nog niet. Deze toestemming wacht op uw bank.',
  revoke: 'Intrekken',
  forWhat: 'Waarvoor',
  upTo: 'Maximaal',
  until: 'Tot',
  soFar: 'Tot nu toe',
  category: {
    recurring: 'Periodieke afschrijvingen',
    installment: 'Termijnen',
    unscheduled: 'Afschrijvingen zodra ze verschuldigd zijn',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} per keer`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} per periode`;
    return `${amount} ${count === 1 ? per[interval] : `per ${span}`}`;
  },
  charges,
  noLimit: 'Het verschuldigde bedrag; er is geen andere limiet afgesproken',
  untilRevoked: 'U trekt de toestemming in',
  notCharged: 'Nog niets afgeschreven',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, in totaal ${amount}` : ''}${lastDate ? `, laatste op ${lastDate}` : ''}`,

  words: 'Waarmee u akkoord bent gegaan',
  noWords: (merchant) =>
    `${merchant} heeft deze toestemming vastgelegd. De tekst is elders afgesproken en wordt hier niet bewaard.`,
  agreedOn: (date) => `Akkoord op ${date}`,
  openReceipt: 'Bewijs openen',
  saveReceipt: 'Ondertekend bewijs opslaan',
  receiptFailed: 'Het bewijs kon niet worden opgehaald. Probeer het opnieuw.',

  paysFor: (what) => `Betaalt voor ${what}`,
  useAsDefault: 'Als standaard gebruiken',
  updateCard: 'Kaart bijwerken',
  expiryDate: 'Vervaldatum',
  expiryHint: 'Maand en jaar zoals op de kaart, bijvoorbeeld 09/2031',
  expiryMalformed: 'Vul maand en jaar in, bijvoorbeeld 09/2031.',
  expiryPast: 'Deze datum is voorbij. Vul de datum van uw nieuwe kaart in.',
  expiryFar: 'Deze datum ligt te ver in de toekomst. Controleer het jaar.',
  save: 'Opslaan',

  ends: (merchant) => `${merchant} mag er niet meer van afschrijven. Dit eindigt:`,
  moveLegend: 'Welke kaart neemt het over?',
  moveChoose: 'Kies eerst een kaart.',
  moveNone:
    'Geen andere kaart kan het overnemen. Sla bij uw volgende betaling een andere kaart op of zeg op wat u met deze kaart betaalt; daarna kunt u haar verwijderen.',
  stopQuestion: (card) => `${card} niet meer tonen?`,
  stopEffect: (merchant) => `${merchant} biedt u deze kaart niet meer aan als u betaalt.`,
  stopLeaves: (merchant) =>
    `Wat ${merchant} van u mag afschrijven, blijft zoals het is. Dat kunt u apart intrekken.`,
  revokeQuestion: (card) => `Toestemming intrekken om van ${card} af te schrijven?`,
  revokeEffect: (merchant) =>
    `Vanaf nu kan ${merchant} geen nieuwe afschrijving van deze soort meer starten. Een lopende afschrijving wordt nog voltooid.`,
  revokePaysFor: 'Deze kaart betaalt voor:',
  deletes: (merchant) =>
    `Verder is er geen reden om deze kaart te bewaren, dus ${merchant} verwijdert haar dan. Om haar weer te gebruiken vult u haar opnieuw in.`,

  nowDefault: (card) => `${card} is nu uw standaardkaart. Abonnementen beginnen ermee.`,
  nowUpdated: (card) => `${card} is bijgewerkt`,
  nowHidden: (card) => `${card} wordt niet meer getoond bij het betalen`,
  nowRevoked: (card) => `De toestemming om van ${card} af te schrijven is ingetrokken`,
  nowDeleted: (card) => `${card} is gewist: er is geen toestemming meer om haar te bewaren`,
  notDefault: (card) => `${card} kon niet als standaard worden ingesteld.`,
  notUpdated: (card) => `${card} kon niet worden bijgewerkt.`,
  notHidden: (card) =>
    `${card} wordt nog steeds getoond bij het betalen: dit kon niet worden gewijzigd.`,
  notRevoked: (card) =>
    `De toestemming om van ${card} af te schrijven kon niet worden ingetrokken.`,
  notRemoved: (card) => `${card} kon niet worden verwijderd.`,
  inUse: (card, what) => `${card} is nog nodig: hiermee wordt betaald voor ${what}.`,
  inUseUnnamed: (card) => `${card} is nog nodig voor een komende betaling.`,
  chooseOther: 'Andere kaart kiezen',
  again: 'Probeer het opnieuw.',
  againLater: 'Te veel pogingen. Wacht een minuut en probeer het opnieuw.',
  lost: 'De verbinding is verbroken, dus we weten niet of dit is gelukt. Controleer uw verbinding en probeer het opnieuw.',
};
