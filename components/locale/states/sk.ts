/** Slovak for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Číslo sa zmenilo',
  newNumber: (card) => `Nová karta namiesto ${card}`,
  takesOver: (card) => `Nahradí ${card}, ktorá sa potom odstráni.`,
  goesOn: (merchant) =>
    `${merchant} môže strhávať zo starej karty. Začiarknite, čo má pokračovať s novou; ostatné sa končí.`,
  endsWithCard: 'Toto nemôže pokračovať s inou kartou a končí sa:',
  agreementsFailed: 'Nepodarilo sa načítať, čo je pre túto kartu dohodnuté.',
  replaceCard: 'Nahradiť kartu',
  replaceDeclined: (card) => `Nová karta bola zamietnutá. ${card} ostáva, ako je.`,
  notReplaced: (card) => `${card} sa nepodarilo nahradiť. Skúste to znova.`,
  cardUpdated: (card) => `${card} je aktualizovaná`,
  cardReplaced: (card) => `Môžete platiť kartou ${card}`,

  sharedTitle: 'Vaše uložené karty sú tu skryté',
  sharedText: (merchant) =>
    `V tomto prehliadači z nich nič neostáva. ${merchant} ich uchováva pre vaše ostatné zariadenia.`,
  sharedPending:
    'Obchodu sa to zatiaľ nepodarilo oznámiť. Nechajte stránku otvorenú, kým sa nepripojíte.',
  stopEverywhere: 'Nikde ich nezobrazovať',
  stoppedEverywhere: 'Vaše karty sa už nezobrazujú pri žiadnej platbe.',
  notStopped: 'Nepodarilo sa ich skryť všade. Môžete to urobiť pri uložených kartách.',

  closing: (time) =>
    `Táto platobná stránka sa zatvorí o ${time}. Zaplaťte dovtedy alebo začnite znova.`,
  renewing: 'Okamih: platobná stránka sa obnovuje. Čo ste zadali, ostáva.',
  renewed: 'Platobná stránka sa obnovila. Skontrolujte sumu a zaplaťte.',

  endsEarly: 'Platnosť tejto karty skončí skôr než toto povolenie.',
  nameBackup: 'Určiť náhradnú kartu',
  changeBackup: 'Zmeniť náhradnú kartu',
  backupLegend: (card) => `Ktorá karta nastúpi, keď platnosť ${card} skončí?`,
  backupIs: (card) => `Náhradná: ${card}`,
  standsInFor: (card, date) => `Náhrada za ${card}, od ${date}`,
  noBackup: 'Toto povolenie nemôže pokračovať s inou kartou.',
  nowBackup: (card) => `Náhrada za ${card} je určená`,
  notBackup: 'Náhradu sa nepodarilo určiť. Skúste to znova.',
};
