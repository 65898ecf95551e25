/** Dutch for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Het nummer is veranderd',
  newNumber: (card) => `Nieuwe kaart in plaats van ${card}`,
  takesOver: (card) => `Deze komt in de plaats van ${card}, die daarna wordt verwijderd.`,
  goesOn: (merchant) =>
    `${merchant} mag van de oude kaart afschrijven. Vink aan wat met de nieuwe doorgaat; de rest eindigt.`,
  endsWithCard: 'Dit kan niet met een andere kaart doorgaan en eindigt:',
  agreementsFailed: 'Wat voor deze kaart is afgesproken, kon niet worden geladen.',
  replaceCard: 'Kaart vervangen',
  replaceDeclined: (card) => `De nieuwe kaart is geweigerd. ${card} blijft zoals het is.`,
  notReplaced: (card) => `${card} kon niet worden vervangen. Probeer het opnieuw.`,
  cardUpdated: (card) => `${card} is bijgewerkt`,
  cardReplaced: (card) => `U kunt betalen met ${card}`,

  sharedTitle: 'Uw opgeslagen kaarten zijn hier verborgen',
  sharedText: (merchant) =>
    `In deze browser blijft er niets van bewaard. ${merchant} bewaart ze nog voor uw andere apparaten.`,
  sharedPending: 'De winkel weet dit nog niet. Houd deze pagina open tot u weer verbinding hebt.',
  stopEverywhere: 'Nergens meer tonen',
  stoppedEverywhere: 'Uw kaarten worden bij geen enkele betaling meer getoond.',
  notStopped: 'Ze konden niet overal worden verborgen. Dat kan bij uw opgeslagen kaarten.',

  closing: (time) => `Deze betaling sluit om ${time}. Betaal daarvoor of begin opnieuw.`,
  renewing: 'Een ogenblik: de betaling wordt vernieuwd. Wat u hebt ingevuld blijft staan.',
  renewed: 'De betaling is vernieuwd. Controleer het bedrag en betaal.',

  endsEarly: 'Deze kaart verloopt voordat deze toestemming eindigt.',
  nameBackup: 'Reservekaart aanwijzen',
  changeBackup: 'Reservekaart wijzigen',
  backupLegend: (card) => `Welke kaart neemt het over als ${card} is verlopen?`,
  backupIs: (card) => `Reserve: ${card}`,
  standsInFor: (card, date) => `Reserve voor ${card}, vanaf ${date}`,
  noBackup: 'Deze toestemming kan niet met een andere kaart doorgaan.',
  nowBackup: (card) => `De reservekaart voor ${card} is aangewezen`,
  notBackup: 'De reservekaart kon niet worden aangewezen. Probeer het opnieuw.',
};
