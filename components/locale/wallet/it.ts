/** Italian for the wallet. */
import { plan } from '../plan/it.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'al giorno', week: 'alla settimana', month: 'al mese', year: 'all’anno' };
const charges = (count: number) => (count === 1 ? '1 addebito' : `${count} addebiti`);

export const wallet: WalletMessages = {
  heading: 'Le sue carte',
  intro: (merchant) =>
    `${merchant} conserva queste carte per lei. Mostrare una carta e addebitarla in seguito sono due autorizzazioni distinte; può revocarle singolarmente in qualsiasi momento.`,
  aboutDefault: 'La carta predefinita è quella con cui iniziano gli abbonamenti.',
  loading: 'Caricamento delle carte',
  emptyTitle: 'Nessuna carta salvata',
  emptyText: (merchant) =>
    `${merchant} non conserva nessuna sua carta. Quando paga può autorizzare la conservazione di una carta, che comparirà qui.`,
  expiredTitle: 'Questa pagina è scaduta',
  expiredText:
    'Per proteggere le sue carte resta aperta mezz’ora. La apra di nuovo per continuare.',
  unusableTitle: 'Impossibile mostrare le sue carte',
  unusableText: 'Torni al negozio e apra di nuovo questa pagina, oppure chieda assistenza.',
  loadFailedTitle: 'Impossibile caricare le sue carte',
  help: (merchant) => `Assistenza di ${merchant}`,

  shownTitle: 'Mostrata al pagamento',
  shownYes: (date) => `Sì, dal ${date}`,
  shownYesUndated: 'Sì',
  shownNo: 'No. Non vedrà questa carta al momento del pagamento.',
  stopShowing: 'Non mostrare più',
  chargedTitle: (merchant) => `Addebiti da parte di ${merchant}`,
  chargedNo: (merchant) => `No. ${merchant} non può addebitare questa carta senza di lei.`,
  chargedYes: (date) => `Sì, dal ${date}`,
  chargedPending: 'Non ancora. Questa autorizzazione è in attesa della sua banca.',
  revoke: 'Revoca',
  forWhat: 'Per',
  upTo: 'Fino a',
  until: 'Validità',
  soFar: 'Finora',
  category: {
    recurring: 'Addebiti periodici',
    installment: 'Rate',
    unscheduled: 'Addebiti quando sono dovuti',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} ogni volta`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} per periodo`;
    return `${amount} ${count === 1 ? per[interval] : `ogni ${span}`}`;
  },
  charges,
  noLimit: 'L’importo dovuto; non è stato concordato nessun altro limite',
  untilRevoked: 'Fino alla sua revoca',
  notCharged: 'Ancora nessun addebito',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} in totale` : ''}${lastDate ? `, ultimo: ${lastDate}` : ''}`,

  words: 'Che cosa ha accettato',
  noWords: (merchant) =>
    `${merchant} ha registrato questa autorizzazione. Il testo è stato concordato altrove e non è conservato qui.`,
  agreedOn: (date) => `Accettato: ${date}`,
  openReceipt: 'Apri la ricevuta',
  saveReceipt: 'Salva la ricevuta firmata',
  receiptFailed: 'Impossibile scaricare la ricevuta. Riprovi.',

  paysFor: (what) => `Paga: ${what}`,
  useAsDefault: 'Usa come predefinita',
  updateCard: 'Aggiorna carta',
  expiryDate: 'Data di scadenza',
  expiryHint: 'Mese e anno come sulla carta, ad esempio 09/2031',
  expiryMalformed: 'Inserisca mese e anno, ad esempio 09/2031.',
  expiryPast: 'Questa data è passata. Inserisca la data della nuova carta.',
  expiryFar: 'Questa data è troppo lontana. Controlli l’anno.',
  save: 'Salva',

  ends: (merchant) => `${merchant} non potrà più addebitarla. Termina:`,
  moveLegend: 'Quale carta la sostituisce?',
  moveChoose: 'Scelga prima una carta.',
  moveNone:
    'Nessun’altra carta può sostituirla. Salvi un’altra carta al prossimo pagamento o disdica ciò che paga con questa; poi potrà rimuoverla.',
  stopQuestion: (card) => `Non mostrare più ${card}?`,
  stopEffect: (merchant) =>
    `${merchant} non le proporrà più questa carta al momento del pagamento.`,
  stopLeaves: (merchant) =>
    `Gli addebiti che ha autorizzato a ${merchant} restano invariati. Può revocarli separatamente.`,
  revokeQuestion: (card) => `Revocare l’autorizzazione agli addebiti su ${card}?`,
  revokeEffect: (merchant) =>
    `Da questo momento ${merchant} non può avviare altri addebiti di questo tipo. Uno già in corso viene completato.`,
  revokePaysFor: 'Questa carta paga:',
  deletes: (merchant) =>
    `Nient’altro richiede di conservare questa carta, quindi ${merchant} la eliminerà. Per usarla di nuovo dovrà reinserirla.`,

  nowDefault: (card) => `${card} è ora la carta predefinita. Gli abbonamenti iniziano con questa.`,
  nowUpdated: (card) => `${card} aggiornata`,
  nowHidden: (card) => `${card} non viene più mostrata al pagamento`,
  nowRevoked: (card) => `L’autorizzazione agli addebiti su ${card} è revocata`,
  nowDeleted: (card) => `${card} eliminata: non resta nessuna autorizzazione a conservarla`,
  notDefault: (card) => `Impossibile impostare ${card} come predefinita.`,
  notUpdated: (card) => `Impossibile aggiornare ${card}.`,
  notHidden: (card) => `${card} è ancora mostrata al pagamento: impossibile modificarlo.`,
  notRevoked: (card) => `Impossibile revocare l’autorizzazione agli addebiti su ${card}.`,
  notRemoved: (card) => `Impossibile rimuovere ${card}.`,
  inUse: (card, what) => `${card} è ancora necessaria: paga ${what}.`,
  inUseUnnamed: (card) => `${card} è ancora necessaria per un pagamento futuro.`,
  chooseOther: 'Scegli un’altra carta',
  again: 'Riprovi.',
  againLater: 'Troppi tentativi. Attenda un minuto e riprovi.',
  lost: 'La connessione si è interrotta, quindi non sappiamo se l’operazione è riuscita. Controlli la connessione e riprovi.',
};
