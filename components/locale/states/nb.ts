/** Norwegian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Nummeret er endret',
  newNumber: (card) => `Nytt kort i stedet for ${card}`,
  takesOver: (card) => `Det trer i stedet for ${card}, som deretter fjernes.`,
  goesOn: (merchant) =>
    `${merchant} kan belaste det gamle kortet. Kryss av for det som skal fortsette med det nye; resten opphører.`,
  endsWithCard: 'Dette kan ikke fortsette med et annet kort og opphører:',
  agreementsFailed: 'Det som er avtalt for kortet, kunne ikke lastes inn.',
  replaceCard: 'Erstatt kort',
  replaceDeclined: (card) => `Det nye kortet ble avvist. ${card} er uendret.`,
  notReplaced: (card) => `${card} kunne ikke erstattes. Prøv igjen.`,
  cardUpdated: (card) => `${card} er oppdatert`,
  cardReplaced: (card) => `Du kan nå betale med ${card}`,

  sharedTitle: 'De lagrede kortene dine er skjult her',
  sharedText: (merchant) =>
    `Ingenting om dem lagres i denne nettleseren. ${merchant} lagrer dem fortsatt for de andre enhetene dine.`,
  sharedPending: 'Butikken har ikke fått beskjed ennå. Hold siden åpen til du er tilkoblet igjen.',
  stopEverywhere: 'Slutt å vise dem noe sted',
  stoppedEverywhere: 'Kortene dine vises ikke lenger ved noen betaling.',
  notStopped: 'De kunne ikke skjules overalt. Det kan du gjøre blant de lagrede kortene dine.',

  closing: (time) => `Denne betalingen stenger kl. ${time}. Betal før det, eller begynn på nytt.`,
  renewing: 'Et øyeblikk: Betalingen fornyes. Det du har skrevet inn, blir stående.',
  renewed: 'Betalingen er fornyet. Kontroller beløpet og betal.',

  endsEarly: 'Kortet utløper før tillatelsen opphører.',
  nameBackup: 'Velg et reservekort',
  changeBackup: 'Bytt reservekort',
  backupLegend: (card) => `Hvilket kort tar over når ${card} er utløpt?`,
  backupIs: (card) => `Reserve: ${card}`,
  standsInFor: (card, date) => `Reserve for ${card}, fra ${date}`,
  noBackup: 'Tillatelsen kan ikke fortsette med et annet kort.',
  nowBackup: (card) => `Reservekortet for ${card} er valgt`,
  notBackup: 'Reservekortet kunne ikke velges. Prøv igjen.',
};
