/** French for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Le numéro a changé',
  newNumber: (card) => `Nouvelle carte à la place de ${card}`,
  takesOver: (card) => `Elle prend la place de ${card}, qui est alors supprimée.`,
  goesOn: (merchant) =>
    `${merchant} peut débiter l’ancienne carte. Cochez ce qui doit continuer avec la nouvelle ; le reste prend fin.`,
  endsWithCard: 'Ceci ne peut pas continuer avec une autre carte et prend fin :',
  agreementsFailed: 'Ce qui a été convenu pour cette carte n’a pas pu être chargé.',
  replaceCard: 'Remplacer la carte',
  replaceDeclined: (card) => `La nouvelle carte a été refusée. ${card} reste inchangée.`,
  notReplaced: (card) => `${card} n’a pas pu être remplacée. Veuillez réessayer.`,
  cardUpdated: (card) => `${card} est à jour`,
  cardReplaced: (card) => `Vous pouvez payer avec ${card}`,

  sharedTitle: 'Vos cartes enregistrées sont masquées ici',
  sharedText: (merchant) =>
    `Rien n’en reste dans ce navigateur. ${merchant} les conserve pour vos autres appareils.`,
  sharedPending:
    'La boutique n’a pas encore pu être prévenue. Gardez cette page ouverte jusqu’au retour de la connexion.',
  stopEverywhere: 'Ne plus les afficher nulle part',
  stoppedEverywhere: 'Vos cartes ne sont plus affichées au paiement, où que ce soit.',
  notStopped:
    'Elles n’ont pas pu être masquées partout. Vous pouvez le faire dans vos cartes enregistrées.',

  closing: (time) => `Ce paiement se ferme à ${time}. Payez avant, ou recommencez.`,
  renewing: 'Un instant : le paiement est renouvelé. Ce que vous avez saisi est conservé.',
  renewed: 'Le paiement a été renouvelé. Vérifiez le montant et payez.',

  endsEarly: 'Cette carte expire avant la fin de cette autorisation.',
  nameBackup: 'Choisir une carte de secours',
  changeBackup: 'Changer de carte de secours',
  backupLegend: (card) => `Quelle carte prend le relais quand ${card} aura expiré ?`,
  backupIs: (card) => `Carte de secours : ${card}`,
  standsInFor: (card, date) => `Carte de secours pour ${card}, à partir du ${date}`,
  noBackup: 'Cette autorisation ne peut pas continuer avec une autre carte.',
  nowBackup: (card) => `La carte de secours pour ${card} est choisie`,
  notBackup: 'La carte de secours n’a pas pu être choisie. Veuillez réessayer.',
};
