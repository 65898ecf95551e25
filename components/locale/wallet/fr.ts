/** French for the wallet. */
import { plan } from '../plan/fr.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'par jour', week: 'par semaine', month: 'par mois', year: 'par an' };
const charges = (count: number) => (count === 1 ? '1 prélèvement' : `${count} prélèvements`);

export const wallet: WalletMessages = {
  heading: 'Vos cartes',
  intro: (merchant) =>
    `${merchant} conserve ces cartes pour vous. Afficher une carte et la débiter plus tard sont deux autorisations ; vous pouvez retirer chacune à tout moment.`,
  aboutDefault: 'Votre carte par défaut est celle avec laquelle commencent les abonnements.',
  loading: 'Chargement de vos cartes',
  emptyTitle: 'Aucune carte enregistrée',
  emptyText: (merchant) =>
    `${merchant} ne conserve aucune de vos cartes. Au moment de payer, vous pouvez autoriser la conservation d’une carte ; elle apparaîtra ici.`,
  expiredTitle: 'Cette page a expiré',
  expiredText:
    'Pour protéger vos cartes, elle reste ouverte une demi-heure. Ouvrez-la de nouveau pour continuer.',
  unusableTitle: 'Vos cartes ne peuvent pas être affichées',
  unusableText:
    'Retournez à la boutique et ouvrez de nouveau cette page, ou demandez-lui de l’aide.',
  loadFailedTitle: 'Vos cartes n’ont pas pu être chargées',
  help: (merchant) => `Obtenir de l’aide de ${merchant}`,

  shownTitle: 'Affichée au moment de payer',
  shownYes: (date) => `Oui, depuis le ${date}`,
  shownYesUndated: 'Oui',
  shownNo: 'Non. Vous ne verrez pas cette carte au moment de payer.',
  stopShowing: 'Ne plus afficher',
  chargedTitle: (merchant) => `Peut être débitée par ${merchant}`,
  chargedNo: (merchant) => `Non. ${merchant} ne peut pas débiter cette carte sans vous.`,
  chargedYes: (date) => `Oui, depuis le ${date}`,
  chargedPending: 'Pas encore. Cette autorisation attend votre banque.',
  revoke: 'Révoquer',
  forWhat: 'Pour',
  upTo: 'Jusqu’à',
  until: 'Fin',
  soFar: 'Déjà débité',
  category: {
    recurring: 'Prélèvements réguliers',
    installment: 'Paiement échelonné',
    unscheduled: 'Prélèvements à l’échéance',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} à chaque fois`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} par période`;
    return `${amount} ${count === 1 ? per[interval] : `par période de ${span}`}`;
  },
  charges,
  noLimit: 'Le montant dû ; aucune autre limite n’a été convenue',
  untilRevoked: 'Quand vous révoquez',
  notCharged: 'Rien pour l’instant',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} au total` : ''}${lastDate ? `, le dernier le ${lastDate}` : ''}`,

  words: 'Ce que vous avez accepté',
  noWords: (merchant) =>
    `${merchant} a consigné cette autorisation. Le texte a été accepté ailleurs et n’est pas conservé ici.`,
  agreedOn: (date) => `Accepté le ${date}`,
  openReceipt: 'Ouvrir le reçu',
  saveReceipt: 'Enregistrer le reçu signé',
  receiptFailed: 'Le reçu n’a pas pu être chargé. Veuillez réessayer.',

  paysFor: (what) => `Sert à payer ${what}`,
  useAsDefault: 'Utiliser par défaut',
  updateCard: 'Mettre à jour la carte',
  expiryDate: 'Date d’expiration',
  expiryHint: 'Mois et année comme sur la carte, par exemple 09/2031',
  expiryMalformed: 'Indiquez le mois et l’année, par exemple 09/2031.',
  expiryPast: 'Cette date est passée. Indiquez la date de votre nouvelle carte.',
  expiryFar: 'Cette date est trop lointaine. Vérifiez l’année.',
  save: 'Enregistrer',

  ends: (merchant) => `${merchant} ne pourra plus la débiter. Prend fin :`,
  moveLegend: 'Quelle carte prend le relais ?',
  moveChoose: 'Choisissez d’abord une carte.',
  moveNone:
    'Aucune autre carte ne peut prendre le relais. Enregistrez une autre carte lors de votre prochain paiement ou résiliez ce qu’elle paie ; vous pourrez alors supprimer celle-ci.',
  stopQuestion: (card) => `Ne plus afficher ${card} ?`,
  stopEffect: (merchant) => `${merchant} ne vous proposera plus cette carte au moment de payer.`,
  stopLeaves: (merchant) =>
    `Ce que vous avez autorisé ${merchant} à débiter ne change pas. Vous pouvez le révoquer séparément.`,
  revokeQuestion: (card) => `Révoquer l’autorisation de débiter ${card} ?`,
  revokeEffect: (merchant) =>
    `Dès maintenant, ${merchant} ne peut plus commencer de prélèvement de ce type. Celui qui est déjà en cours sera mené à terme.`,
  revokePaysFor: 'Cette carte sert à payer :',
  deletes: (merchant) =>
    `Rien d’autre ne justifie de conserver cette carte : ${merchant} la supprimera alors. Pour l’utiliser de nouveau, il faudrait la saisir à nouveau.`,

  nowDefault: (card) =>
    `${card} est maintenant votre carte par défaut. Les abonnements commencent avec elle.`,
  nowUpdated: (card) => `${card} est à jour`,
  nowHidden: (card) => `${card} n’est plus affichée au moment de payer`,
  nowRevoked: (card) => `L’autorisation de débiter ${card} est révoquée`,
  nowDeleted: (card) =>
    `${card} est supprimée : aucune autorisation ne permet plus de la conserver`,
  notDefault: (card) => `${card} n’a pas pu devenir votre carte par défaut.`,
  notUpdated: (card) => `${card} n’a pas pu être mise à jour.`,
  notHidden: (card) =>
    `${card} est toujours affichée au moment de payer : cela n’a pas pu être modifié.`,
  notRevoked: (card) => `L’autorisation de débiter ${card} n’a pas pu être révoquée.`,
  notRemoved: (card) => `${card} n’a pas pu être supprimée.`,
  inUse: (card, what) => `${card} est encore nécessaire : elle sert à payer ${what}.`,
  inUseUnnamed: (card) => `${card} est encore nécessaire pour un paiement à venir.`,
  chooseOther: 'Choisir une autre carte',
  again: 'Veuillez réessayer.',
  againLater: 'Trop d’essais. Attendez une minute et réessayez.',
  lost: 'La connexion a été perdue : nous ne savons pas si cela a été fait. Vérifiez votre connexion et réessayez.',
};
