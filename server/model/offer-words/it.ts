/** The words of consents and mandates in Italian. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` oppure su ${url}`);
const ONE = { day: 'giorno', week: 'settimana', month: 'mese', year: 'anno' };
const MANY = { day: 'giorni', week: 'settimane', month: 'mesi', year: 'anni' };

export const it: OfferWords = {
  gap: ' ',
  thisCard: 'questa carta',
  myCard: (brand, last4) =>
    `la mia carta${brand === null ? '' : ` ${brand}`} che termina con ${last4}`,
  every: (interval, count) =>
    count === 1 ? `ogni ${ONE[interval]}` : `ogni ${count} ${MANY[interval]}`,
  redisplay: {
    keep: (merchant, card) =>
      `Salva questa carta per i prossimi acquisti presso ${merchant}. ${merchant} la conserva${card === null ? '' : ` come ${card}`} e me la mostra quando pago di nuovo.`,
    cardName: (brand, last4) => `${brand ?? 'carta'} che termina con ${last4}`,
    noCharge: 'Salvarla non autorizza alcun addebito; confermo io ogni acquisto.',
    withdraw: (url) =>
      `Il consenso vale finché non lo revoco, cosa che posso fare in qualsiasi momento tra le mie carte salvate${or(url)}.`,
    notice: (merchant) =>
      `${merchant} mi avviserà via e-mail prima di usare la carta in altro modo.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Autorizzo ${merchant} ad addebitare ${card} una sola volta in futuro, senza chiedermi di nuovo conferma, quando scadrà il pagamento che devo.`,
    unscheduled: ({ merchant, card }) =>
      `Autorizzo ${merchant} ad addebitare ${card} in futuro, senza chiedermi conferma ogni volta, quando scade un pagamento dovuto in base al mio contratto con ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `Autorizzo ${merchant} ad addebitare di nuovo ${card} dopo questo acquisto, senza chiedermi conferma ogni volta, quando scade un ulteriore pagamento dovuto in base al mio contratto con ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `Autorizzo ${merchant} ad addebitare ${card} ${every}, senza chiedermi conferma ogni volta.`,
    installment: ({ merchant, card, every, count }) =>
      `Autorizzo ${merchant} ad addebitare ${card} in ${count} pagamenti, uno ${every}, senza chiedermi conferma ogni volta.`,
  },
  amount: {
    fixed: (amount) => `Importo di ogni addebito: ${amount}.`,
    max: (amount) => `Importo di ogni addebito: quanto devo in quel momento, mai più di ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Importo di ogni addebito: quanto devo a ${merchant} in quel momento in base al nostro contratto${currency === null ? '' : `, in ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Totale di tutti i pagamenti: ${total}.`,
    max: (total) => `Totale di tutti i pagamenti: mai più di ${total}.`,
  },
  trial: (date) => `Prova gratuita fino al ${date}; prima non viene addebitato nulla.`,
  first: (date) => `Primo addebito: ${date}.`,
  last: (date) => `Ultimo addebito: entro il ${date}.`,
  until: {
    revoked: 'Questa autorizzazione vale finché non la revoco.',
    charged: "Questa autorizzazione termina con quell'addebito.",
    paidOff: "Questa autorizzazione termina con l'ultimo di questi pagamenti.",
  },
  notice: (merchant, days) =>
    `${merchant} mi avviserà via e-mail almeno ${days} ${days === 1 ? 'giorno' : 'giorni'} prima di ogni modifica dell'importo, delle date o delle condizioni.`,
  revoke: (merchant, url) =>
    `Posso revocarla in qualsiasi momento tra le mie carte salvate presso ${merchant}${or(url)}; gli addebiti già in corso non ne sono interessati.`,
  questions: (url) => `Domande: ${url}.`,
  refunds: (merchant, url) =>
    `Per la disdetta e i rimborsi valgono le condizioni di ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Per: ${items}.`,
    today: (amount) => `Primo addebito, oggi: ${amount}.`,
    stop: (merchant, url) =>
      `Posso disdire l'abbonamento, e con esso questa autorizzazione, in qualsiasi momento tra le mie carte salvate presso ${merchant}${or(url)}; termina allora con il periodo pagato e non viene addebitato altro.`,
  },
  bank: {
    thisAccount: 'questo conto bancario',
    myAccount: (last4) => `il mio conto bancario che termina con ${last4}`,
    keep: (merchant) =>
      `Salva questo conto bancario per acquisti futuri presso ${merchant}. ${merchant} lo conserva e me lo mostra quando pago di nuovo.`,
    noCharge: 'Salvarlo non autorizza alcun addebito; confermo io ogni acquisto.',
    notice: (merchant) =>
      `${merchant} mi avviserà via email prima di usare il conto bancario in qualsiasi altro modo.`,
    debit: ({ merchant, account, amount }) =>
      `Autorizzo ${merchant} ad addebitare ${account} per via elettronica, una sola volta, per ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `Autorizzo ${merchant} a inviare alla mia banca la disposizione di addebitare ${account} una sola volta, per ${amount}, e la mia banca a eseguire l'addebito conformemente a tale disposizione.`,
    days: "L'addebito può richiedere diversi giorni lavorativi.",
    refund:
      "Ho diritto al rimborso dalla mia banca secondo le condizioni del mio contratto con essa, se lo richiedo entro 8 settimane dall'addebito.",
  },
};
