/** Swedish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Numret har ändrats',
  newNumber: (card) => `Nytt kort i stället för ${card}`,
  takesOver: (card) => `Det tar över efter ${card}, som sedan tas bort.`,
  goesOn: (merchant) =>
    `${merchant} får debitera det gamla kortet. Kryssa i det som ska fortsätta med det nya; resten upphör.`,
  endsWithCard: 'Det här kan inte fortsätta med ett annat kort och upphör:',
  agreementsFailed: 'Det som avtalats för kortet kunde inte laddas.',
  replaceCard: 'Ersätt kort',
  replaceDeclined: (card) => `Det nya kortet nekades. ${card} är oförändrat.`,
  notReplaced: (card) => `${card} kunde inte ersättas. Försök igen.`,
  cardUpdated: (card) => `${card} har uppdaterats`,
  cardReplaced: (card) => `Du kan nu betala med ${card}`,

  sharedTitle: 'Dina sparade kort är dolda här',
  sharedText: (merchant) =>
    `Inget av dem finns kvar i den här webbläsaren. ${merchant} sparar dem fortfarande för dina andra enheter.`,
  sharedPending: 'Butiken har inte kunnat meddelas än. Håll sidan öppen tills du är ansluten igen.',
  stopEverywhere: 'Sluta visa dem överallt',
  stoppedEverywhere: 'Dina kort visas inte längre vid någon betalning.',
  notStopped: 'De kunde inte döljas överallt. Det kan du göra bland dina sparade kort.',

  closing: (time) => `Den här betalningen stängs ${time}. Betala innan dess eller börja om.`,
  renewing: 'Ett ögonblick: betalningen förnyas. Det du har fyllt i finns kvar.',
  renewed: 'Betalningen har förnyats. Kontrollera beloppet och betala.',

  endsEarly: 'Kortet går ut innan tillståndet upphör.',
  nameBackup: 'Ange ett reservkort',
  changeBackup: 'Byt reservkort',
  backupLegend: (card) => `Vilket kort tar över när ${card} har gått ut?`,
  backupIs: (card) => `Reserv: ${card}`,
  standsInFor: (card, date) => `Reserv för ${card}, från ${date}`,
  noBackup: 'Tillståndet kan inte fortsätta med ett annat kort.',
  nowBackup: (card) => `Reservkortet för ${card} är angivet`,
  notBackup: 'Reservkortet kunde inte anges. Försök igen.',
};
