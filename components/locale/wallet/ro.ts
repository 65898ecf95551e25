/** Romanian for the wallet. */
import { plan } from '../plan/ro.ts';
import type { WalletMessages } from './en.ts';

const rules = new Intl.PluralRules('ro');
const per = { day: 'pe zi', week: 'pe săptămână', month: 'pe lună', year: 'pe an' };

function charges(count: number): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'debitare',
    few: 'debitări',
  };
  return `${count} ${forms[rules.select(count)] ?? 'de debitări'}`;
}

export const wallet: WalletMessages = {
  heading: 'Cardurile dvs.',
  intro: (merchant) =>
    `${merchant} păstrează aceste carduri pentru dvs. Afișarea unui card și debitarea lui ulterioară sunt două permisiuni; oricare poate fi retrasă oricând.`,
  aboutDefault: 'Abonamentele încep cu cardul implicit.',
  loading: 'Se încarcă cardurile dvs.',
  emptyTitle: 'Niciun card salvat',
  emptyText: (merchant) =>
    `${merchant} nu păstrează niciun card al dvs. Când plătiți, puteți permite păstrarea unui card; apoi apare aici.`,
  expiredTitle: 'Această pagină a expirat',
  expiredText:
    'Pentru protecția cardurilor, pagina stă deschisă o jumătate de oră. Redeschideți-o pentru a continua.',
  unusableTitle: 'Cardurile dvs. nu pot fi afișate',
  unusableText: 'Reveniți la magazin și deschideți din nou această pagină sau cereți-i ajutorul.',
  loadFailedTitle: 'Cardurile dvs. nu au putut fi încărcate',
  help: (merchant) => `Ajutor de la ${merchant}`,

  shownTitle: 'Afișat la plată',
  shownYes: (date) => `Da, din ${date}`,
  shownYesUndated: 'Da',
  shownNo: 'Nu. Nu veți vedea acest card la plată.',
  stopShowing: 'Nu mai afișați',
  chargedTitle: (merchant) => `Poate fi debitat de ${merchant}`,
  chargedNo: (merchant) => `Nu. ${merchant} nu poate debita acest card fără dvs.`,
  chargedYes: (date) => `Da, din ${date}`,
  chargedPending: 'Încă nu. Permisiunea așteaptă banca dvs.',
  revoke: 'Retrageți',
  forWhat: 'Pentru',
  upTo: 'Cel mult',
  until: 'Până când',
  soFar: 'Până acum',
  category: {
    recurring: 'Debitări regulate',
    installment: 'Rate',
    unscheduled: 'Debitări la scadență',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} de fiecare dată`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} în fiecare perioadă`;
    return `${amount} ${count === 1 ? per[interval] : `în ${span}`}`;
  },
  charges,
  noLimit: 'Suma datorată; nu s-a convenit altă limită',
  untilRevoked: 'O retrageți',
  notCharged: 'Nedebitat încă',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, în total ${amount}` : ''}${lastDate ? `, ultima la ${lastDate}` : ''}`,

  words: 'Ce ați acceptat',
  noWords: (merchant) =>
    `${merchant} a înregistrat această permisiune. Textul a fost convenit în altă parte și nu este păstrat aici.`,
  agreedOn: (date) => `Acceptat la ${date}`,
  openReceipt: 'Deschideți dovada',
  saveReceipt: 'Salvați dovada semnată',
  receiptFailed: 'Dovada nu a putut fi obținută. Încercați din nou.',

  paysFor: (what) => `Plătește ${what}`,
  useAsDefault: 'Folosiți ca implicit',
  updateCard: 'Actualizați cardul',
  expiryDate: 'Data expirării',
  expiryHint: 'Luna și anul de pe card, de exemplu 09/2031',
  expiryMalformed: 'Introduceți luna și anul, de exemplu 09/2031.',
  expiryPast: 'Această dată a trecut. Introduceți data de pe cardul nou.',
  expiryFar: 'Această dată este prea îndepărtată. Verificați anul.',
  save: 'Salvați',

  ends: (merchant) => `${merchant} nu îl mai poate debita. Se încheie:`,
  moveLegend: 'Ce card îi ia locul?',
  moveChoose: 'Alegeți întâi un card.',
  moveNone:
    'Niciun alt card nu îi poate lua locul. Salvați alt card la următoarea plată sau anulați ce plătește acesta; apoi eliminați-l.',
  stopQuestion: (card) => `Nu mai afișați ${card}?`,
  stopEffect: (merchant) => `${merchant} nu vă va mai oferi acest card la plată.`,
  stopLeaves: (merchant) =>
    `Permisiunea de debitare dată către ${merchant} rămâne neschimbată. O puteți retrage separat.`,
  revokeQuestion: (card) => `Retrageți permisiunea de a debita ${card}?`,
  revokeEffect: (merchant) =>
    `Din acest moment ${merchant} nu mai poate începe o astfel de debitare. Una deja începută se finalizează.`,
  revokePaysFor: 'Acest card plătește:',
  deletes: (merchant) =>
    `Nimic altceva nu mai păstrează acest card, așa că ${merchant} îl șterge. Ca să îl folosiți din nou, va trebui reintrodus.`,

  nowDefault: (card) => `${card} este acum implicit. Abonamentele încep cu el.`,
  nowUpdated: (card) => `${card} a fost actualizat`,
  nowHidden: (card) => `${card} nu mai este afișat la plată`,
  nowRevoked: (card) => `Permisiunea de a debita ${card} a fost retrasă`,
  nowDeleted: (card) => `${card} a fost șters: nicio permisiune nu îl mai păstrează`,
  notDefault: (card) => `${card} nu a putut fi făcut implicit.`,
  notUpdated: (card) => `${card} nu a putut fi actualizat.`,
  notHidden: (card) => `${card} este încă afișat la plată: nu s-a putut schimba.`,
  notRevoked: (card) => `Permisiunea de a debita ${card} nu a putut fi retrasă.`,
  notRemoved: (card) => `${card} nu a putut fi eliminat.`,
  inUse: (card, what) => `${card} este încă necesar: plătește ${what}.`,
  inUseUnnamed: (card) => `${card} este încă necesar pentru o plată viitoare.`,
  chooseOther: 'Alegeți alt card',
  again: 'Încercați din nou.',
  againLater: 'Prea multe încercări. Așteptați un minut și încercați din nou.',
  lost: 'Conexiunea s-a întrerupt, deci nu știm dacă s-a făcut. Verificați conexiunea și încercați din nou.',
};
