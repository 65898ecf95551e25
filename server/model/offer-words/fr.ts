/** The words of consents and mandates in French. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` ou sur ${url}`);
const ONE = {
  day: 'chaque jour',
  week: 'chaque semaine',
  month: 'chaque mois',
  year: 'chaque année',
};
const MANY = {
  day: (count: number) => `tous les ${count} jours`,
  week: (count: number) => `toutes les ${count} semaines`,
  month: (count: number) => `tous les ${count} mois`,
  year: (count: number) => `tous les ${count} ans`,
};

export const fr: OfferWords = {
  gap: ' ',
  thisCard: 'cette carte',
  myCard: (brand, last4) =>
    `ma carte${brand === null ? '' : ` ${brand}`} se terminant par ${last4}`,
  every: (interval, count) => (count === 1 ? ONE[interval] : MANY[interval](count)),
  redisplay: {
    keep: (merchant, card) =>
      `Enregistrer cette carte pour mes prochains achats chez ${merchant}. ${merchant} la conserve${card === null ? '' : ` sous la forme « ${card} »`} et me la propose lors de mes prochains paiements.`,
    cardName: (brand, last4) => `${brand ?? 'carte'} se terminant par ${last4}`,
    noCharge: "L'enregistrement n'autorise aucun débit\u00a0; je confirme moi-même chaque achat.",
    withdraw: (url) =>
      `Cet accord vaut jusqu'à ce que je le retire, ce que je peux faire à tout moment dans mes cartes enregistrées${or(url)}.`,
    notice: (merchant) =>
      `${merchant} m'informera par e-mail avant d'utiliser la carte d'une autre manière.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `J'autorise ${merchant} à débiter ${card} une seule fois à une date ultérieure, sans me consulter de nouveau, lorsque le paiement que je dois arrivera à échéance.`,
    unscheduled: ({ merchant, card }) =>
      `J'autorise ${merchant} à débiter ${card} à l'avenir, sans me consulter à chaque fois, lorsqu'un paiement que je dois au titre de mon contrat avec ${merchant} arrive à échéance.`,
    future_usage: ({ merchant, card }) =>
      `J'autorise ${merchant} à débiter de nouveau ${card} après cet achat, sans me consulter à chaque fois, lorsqu'un autre paiement que je dois au titre de mon contrat avec ${merchant} arrive à échéance.`,
    recurring: ({ merchant, card, every }) =>
      `J'autorise ${merchant} à débiter ${card} ${every}, sans me consulter à chaque fois.`,
    installment: ({ merchant, card, every, count }) =>
      `J'autorise ${merchant} à débiter ${card} en ${count} paiements, un paiement ${every}, sans me consulter à chaque fois.`,
  },
  amount: {
    fixed: (amount) => `Montant de chaque débit\u00a0: ${amount}.`,
    max: (amount) =>
      `Montant de chaque débit\u00a0: ce que je dois à ce moment-là, sans jamais dépasser ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Montant de chaque débit\u00a0: ce que je dois à ce moment-là à ${merchant} au titre de notre contrat${currency === null ? '' : `, en ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Total de tous les paiements\u00a0: ${total}.`,
    max: (total) => `Total de tous les paiements\u00a0: ${total} au maximum.`,
  },
  trial: (date) => `Essai gratuit jusqu'au ${date}\u00a0; rien n'est débité avant cette date.`,
  first: (date) => `Premier débit\u00a0: ${date}.`,
  last: (date) => `Dernier débit\u00a0: au plus tard le ${date}.`,
  until: {
    revoked: "Cette autorisation vaut jusqu'à ce que je la révoque.",
    charged: 'Cette autorisation prend fin avec ce débit.',
    paidOff: 'Cette autorisation prend fin avec le dernier de ces paiements.',
  },
  notice: (merchant, days) =>
    `${merchant} m'informera par e-mail au moins ${days} ${days === 1 ? 'jour' : 'jours'} avant toute modification du montant, des dates ou des conditions.`,
  revoke: (merchant, url) =>
    `Je peux la révoquer à tout moment dans mes cartes enregistrées chez ${merchant}${or(url)}\u00a0; les débits déjà en cours ne sont pas concernés.`,
  questions: (url) => `Questions\u00a0: ${url}.`,
  refunds: (merchant, url) =>
    `La résiliation et les remboursements suivent les conditions publiées par ${merchant}${url === null ? '' : `\u00a0: ${url}`}.`,
  subscription: {
    what: (items) => `Pour\u00a0: ${items}.`,
    today: (amount) => `Premier débit, aujourd'hui\u00a0: ${amount}.`,
    stop: (merchant, url) =>
      `Je peux résilier l'abonnement, et avec lui cette autorisation, à tout moment dans mes cartes enregistrées chez ${merchant}${or(url)}\u00a0; il prend alors fin avec la période payée et plus rien n'est débité.`,
  },
  bank: {
    thisAccount: 'ce compte bancaire',
    myAccount: (last4) => `mon compte bancaire se terminant par ${last4}`,
    keep: (merchant) =>
      `Enregistrer ce compte bancaire pour de futurs achats chez ${merchant}. ${merchant} le conserve et me le propose lorsque je paie de nouveau.`,
    noCharge: "L'enregistrement n'autorise aucun débit\u00a0; je confirme moi-même chaque achat.",
    notice: (merchant) =>
      `${merchant} me préviendra par e-mail avant d’utiliser le compte bancaire d’une autre manière.`,
    debit: ({ merchant, account, amount }) =>
      `J’autorise ${merchant} à débiter ${account} par voie électronique, une seule fois, de ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `J’autorise ${merchant} à envoyer à ma banque une instruction pour débiter ${account} une seule fois, de ${amount}, et ma banque à le débiter conformément à cette instruction.`,
    days: 'Le débit peut prendre plusieurs jours ouvrés.',
    refund:
      'Je bénéficie du droit d’être remboursé par ma banque selon les conditions décrites dans la convention que j’ai passée avec elle, si je le demande dans les 8 semaines suivant le débit.',
  },
};
