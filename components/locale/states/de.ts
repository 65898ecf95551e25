/** German for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Die Nummer hat sich geändert',
  newNumber: (card) => `Neue Karte anstelle von ${card}`,
  takesOver: (card) => `Sie tritt an die Stelle von ${card}; diese wird dann entfernt.`,
  goesOn: (merchant) =>
    `${merchant} darf die alte Karte belasten. Kreuzen Sie an, was mit der neuen weitergehen soll; alles andere endet.`,
  endsWithCard: 'Das kann mit keiner anderen Karte weitergehen und endet:',
  agreementsFailed: 'Was für diese Karte vereinbart ist, konnte nicht geladen werden.',
  replaceCard: 'Karte ersetzen',
  replaceDeclined: (card) => `Die neue Karte wurde abgelehnt. ${card} bleibt, wie sie ist.`,
  notReplaced: (card) => `${card} konnte nicht ersetzt werden. Bitte versuchen Sie es noch einmal.`,
  cardUpdated: (card) => `${card} ist aktualisiert`,
  cardReplaced: (card) => `Sie können mit ${card} bezahlen`,

  sharedTitle: 'Ihre gespeicherten Karten sind hier verborgen',
  sharedText: (merchant) =>
    `In diesem Browser bleibt nichts davon. ${merchant} bewahrt sie für Ihre anderen Geräte auf.`,
  sharedPending:
    'Der Shop weiß noch nichts davon. Lassen Sie diese Seite offen, bis wieder eine Verbindung besteht.',
  stopEverywhere: 'Nirgends mehr anzeigen',
  stoppedEverywhere: 'Ihre Karten werden an keiner Kasse mehr angezeigt.',
  notStopped:
    'Sie konnten nicht überall verborgen werden. Das geht auch bei Ihren gespeicherten Karten.',

  closing: (time) =>
    `Diese Kasse schließt um ${time}. Bezahlen Sie vorher oder beginnen Sie von vorn.`,
  renewing: 'Einen Moment: Die Kasse wird erneuert. Ihre Eingaben bleiben.',
  renewed: 'Die Kasse wurde erneuert. Prüfen Sie den Betrag und bezahlen Sie.',

  endsEarly: 'Diese Karte läuft ab, bevor diese Erlaubnis endet.',
  nameBackup: 'Ersatzkarte benennen',
  changeBackup: 'Ersatzkarte ändern',
  backupLegend: (card) => `Welche Karte übernimmt, wenn ${card} abgelaufen ist?`,
  backupIs: (card) => `Ersatz: ${card}`,
  standsInFor: (card, date) => `Ersatz für ${card}, ab ${date}`,
  noBackup: 'Diese Erlaubnis kann mit keiner anderen Karte weitergehen.',
  nowBackup: (card) => `Der Ersatz für ${card} ist benannt`,
  notBackup: 'Der Ersatz konnte nicht benannt werden. Bitte versuchen Sie es noch einmal.',
};
