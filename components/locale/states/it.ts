/** Italian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Il numero è cambiato',
  newNumber: (card) => `Nuova carta al posto di ${card}`,
  takesOver: (card) => `Prende il posto di ${card}, che viene poi rimossa.`,
  goesOn: (merchant) =>
    `${merchant} può addebitare la vecchia carta. Selezioni ciò che deve proseguire con la nuova; il resto termina.`,
  endsWithCard: 'Questo non può proseguire con un’altra carta e termina:',
  agreementsFailed: 'Impossibile caricare gli accordi relativi a questa carta.',
  replaceCard: 'Sostituisci carta',
  replaceDeclined: (card) => `La nuova carta è stata rifiutata. ${card} resta com’è.`,
  notReplaced: (card) => `Impossibile sostituire ${card}. Riprovi.`,
  cardUpdated: (card) => `${card} aggiornata`,
  cardReplaced: (card) => `${card} è pronta per pagare`,

  sharedTitle: 'Le sue carte salvate qui sono nascoste',
  sharedText: (merchant) =>
    `In questo browser non ne resta traccia. ${merchant} le conserva per gli altri suoi dispositivi.`,
  sharedPending:
    'Non è stato ancora possibile avvisare il negozio. Tenga aperta questa pagina finché torna la connessione.',
  stopEverywhere: 'Non mostrarle più da nessuna parte',
  stoppedEverywhere: 'Le sue carte non vengono più mostrate in nessun pagamento.',
  notStopped:
    'Non è stato possibile nasconderle ovunque. Può farlo dalla pagina delle carte salvate.',

  closing: (time) => `Questo pagamento si chiude alle ${time}. Paghi prima o ricominci.`,
  renewing: 'Un momento: il pagamento viene rinnovato. I dati inseriti restano.',
  renewed: 'Il pagamento è stato rinnovato. Controlli l’importo e paghi.',

  endsEarly: 'Questa carta scade prima che termini questa autorizzazione.',
  nameBackup: 'Indica una carta di riserva',
  changeBackup: 'Cambia carta di riserva',
  backupLegend: (card) => `Quale carta subentra alla scadenza di ${card}?`,
  backupIs: (card) => `Riserva: ${card}`,
  standsInFor: (card, date) => `Riserva per ${card}, dal ${date}`,
  noBackup: 'Questa autorizzazione non può proseguire con un’altra carta.',
  nowBackup: (card) => `La carta di riserva per ${card} è stata indicata`,
  notBackup: 'Impossibile indicare la carta di riserva. Riprovi.',
};
