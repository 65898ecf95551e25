/** Danish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Nummeret er ændret',
  newNumber: (card) => `Nyt kort i stedet for ${card}`,
  takesOver: (card) => `Det træder i stedet for ${card}, som derefter fjernes.`,
  goesOn: (merchant) =>
    `${merchant} må trække på det gamle kort. Sæt kryds ved det, der skal fortsætte med det nye; resten ophører.`,
  endsWithCard: 'Dette kan ikke fortsætte med et andet kort og ophører:',
  agreementsFailed: 'Det, der er aftalt for kortet, kunne ikke indlæses.',
  replaceCard: 'Erstat kort',
  replaceDeclined: (card) => `Det nye kort blev afvist. ${card} er uændret.`,
  notReplaced: (card) => `${card} kunne ikke erstattes. Prøv igen.`,
  cardUpdated: (card) => `${card} er opdateret`,
  cardReplaced: (card) => `Du kan nu betale med ${card}`,

  sharedTitle: 'Dine gemte kort er skjult her',
  sharedText: (merchant) =>
    `Der gemmes intet om dem i denne browser. ${merchant} gemmer dem stadig til dine andre enheder.`,
  sharedPending:
    'Butikken har endnu ikke kunnet få besked. Hold siden åben, til du har forbindelse igen.',
  stopEverywhere: 'Vis dem ikke længere nogen steder',
  stoppedEverywhere: 'Dine kort vises ikke længere ved nogen betaling.',
  notStopped: 'De kunne ikke skjules overalt. Det kan du gøre under dine gemte kort.',

  closing: (time) => `Denne betaling lukker kl. ${time}. Betal inden da, eller start forfra.`,
  renewing: 'Et øjeblik: Betalingen fornyes. Det, du har indtastet, bliver stående.',
  renewed: 'Betalingen er fornyet. Kontrollér beløbet, og betal.',

  endsEarly: 'Kortet udløber, før tilladelsen ophører.',
  nameBackup: 'Vælg et reservekort',
  changeBackup: 'Skift reservekort',
  backupLegend: (card) => `Hvilket kort tager over, når ${card} er udløbet?`,
  backupIs: (card) => `Reserve: ${card}`,
  standsInFor: (card, date) => `Reserve for ${card}, fra ${date}`,
  noBackup: 'Tilladelsen kan ikke fortsætte med et andet kort.',
  nowBackup: (card) => `Reservekortet for ${card} er valgt`,
  notBackup: 'Reservekortet kunne ikke vælges. Prøv igen.',
};
