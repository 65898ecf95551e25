/** German for the wallet. */
import { plan } from '../plan/de.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'am Tag', week: 'in der Woche', month: 'im Monat', year: 'im Jahr' };
const charges = (count: number) => (count === 1 ? '1 Abbuchung' : `${count} Abbuchungen`);

export const wallet: WalletMessages = {
  heading: 'Ihre Karten',
  intro: (merchant) =>
    `${merchant} bewahrt diese Karten für Sie auf. Eine Karte anzuzeigen und sie später zu belasten sind zwei Erlaubnisse; beide können Sie jederzeit einzeln zurücknehmen.`,
  aboutDefault: 'Ihre Standardkarte ist die, mit der Abonnements beginnen.',
  loading: 'Ihre Karten werden geladen',
  emptyTitle: 'Keine gespeicherten Karten',
  emptyText: (merchant) =>
    `${merchant} bewahrt keine Karte von Ihnen auf. Beim Bezahlen können Sie erlauben, dass eine Karte behalten wird; dann erscheint sie hier.`,
  expiredTitle: 'Diese Seite ist abgelaufen',
  expiredText:
    'Zum Schutz Ihrer Karten ist sie eine halbe Stunde offen. Öffnen Sie sie neu, um fortzufahren.',
  unusableTitle: 'Ihre Karten können nicht angezeigt werden',
  unusableText:
    'Gehen Sie zum Shop zurück und öffnen Sie diese Seite neu, oder fragen Sie dort nach.',
  loadFailedTitle: 'Ihre Karten konnten nicht geladen werden',
  help: (merchant) => `Hilfe von ${merchant}`,

  shownTitle: 'Beim Bezahlen angezeigt',
  shownYes: (date) => `Ja, seit ${date}`,
  shownYesUndated: 'Ja',
  shownNo: 'Nein. Beim Bezahlen sehen Sie diese Karte nicht.',
  stopShowing: 'Nicht mehr anzeigen',
  chargedTitle: (merchant) => `Darf von ${merchant} belastet werden`,
  chargedNo: (merchant) => `Nein. ${merchant} kann diese Karte nicht ohne Sie belasten.`,
  chargedYes: (date) => `Ja, seit ${date}`,
  chargedPending: 'Noch nicht. Diese Erlaubnis wartet auf Ihre Bank.',
  revoke: 'Widerrufen',
  forWhat: 'Wofür',
  upTo: 'Höchstens',
  until: 'Bis',
  soFar: 'Bisher',
  category: {
    recurring: 'Regelmäßige Abbuchungen',
    installment: 'Raten',
    unscheduled: 'Abbuchungen, wenn sie fällig werden',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} je Abbuchung`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} je Zeitraum`;
    return `${amount} ${count === 1 ? per[interval] : `je Zeitraum (${span})`}`;
  },
  charges,
  noLimit: 'Der fällige Betrag; eine andere Grenze wurde nicht vereinbart',
  untilRevoked: 'Sie widerrufen',
  notCharged: 'Noch nichts abgebucht',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, zusammen ${amount}` : ''}${lastDate ? `, zuletzt am ${lastDate}` : ''}`,

  words: 'Was Sie vereinbart haben',
  noWords: (merchant) =>
    `${merchant} hat diese Erlaubnis vermerkt. Der Wortlaut wurde anderswo vereinbart und liegt hier nicht vor.`,
  agreedOn: (date) => `Vereinbart am ${date}`,
  openReceipt: 'Beleg öffnen',
  saveReceipt: 'Signierten Beleg speichern',
  receiptFailed: 'Der Beleg konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',

  paysFor: (what) => `Bezahlt wird damit: ${what}`,
  useAsDefault: 'Als Standard verwenden',
  updateCard: 'Karte aktualisieren',
  expiryDate: 'Gültig bis',
  expiryHint: 'Monat und Jahr wie auf der Karte, zum Beispiel 09/2031',
  expiryMalformed: 'Geben Sie Monat und Jahr an, zum Beispiel 09/2031.',
  expiryPast: 'Dieses Datum ist vorbei. Geben Sie das Datum Ihrer neuen Karte an.',
  expiryFar: 'Dieses Datum liegt zu weit in der Zukunft. Prüfen Sie das Jahr.',
  save: 'Speichern',

  ends: (merchant) => `${merchant} darf sie nicht mehr belasten. Es endet:`,
  moveLegend: 'Welche Karte übernimmt?',
  moveChoose: 'Wählen Sie zuerst eine Karte.',
  moveNone:
    'Keine andere Karte kann übernehmen. Speichern Sie bei der nächsten Zahlung eine andere Karte, oder kündigen Sie, was mit dieser bezahlt wird; dann können Sie sie entfernen.',
  stopQuestion: (card) => `${card} nicht mehr anzeigen?`,
  stopEffect: (merchant) => `${merchant} bietet Ihnen diese Karte beim Bezahlen nicht mehr an.`,
  stopLeaves: (merchant) =>
    `Was ${merchant} abbuchen darf, bleibt unverändert. Das können Sie eigens widerrufen.`,
  revokeQuestion: (card) => `Erlaubnis widerrufen, ${card} zu belasten?`,
  revokeEffect: (merchant) =>
    `Ab sofort kann ${merchant} keine Abbuchung dieser Art mehr beginnen. Eine bereits laufende wird noch abgeschlossen.`,
  revokePaysFor: 'Mit dieser Karte wird bezahlt:',
  deletes: (merchant) =>
    `Sonst bewahrt nichts diese Karte auf; ${merchant} löscht sie dann. Um sie wieder zu nutzen, müssten Sie sie neu eingeben.`,

  nowDefault: (card) => `${card} ist jetzt Ihre Standardkarte. Abonnements beginnen mit ihr.`,
  nowUpdated: (card) => `${card} ist aktualisiert`,
  nowHidden: (card) => `${card} wird beim Bezahlen nicht mehr angezeigt`,
  nowRevoked: (card) => `Die Erlaubnis, ${card} zu belasten, ist widerrufen`,
  nowDeleted: (card) => `${card} ist gelöscht: Keine Erlaubnis bewahrt sie mehr auf`,
  notDefault: (card) => `${card} konnte nicht zur Standardkarte gemacht werden.`,
  notUpdated: (card) => `${card} konnte nicht aktualisiert werden.`,
  notHidden: (card) =>
    `${card} wird beim Bezahlen weiter angezeigt: Das konnte nicht geändert werden.`,
  notRevoked: (card) => `Die Erlaubnis, ${card} zu belasten, konnte nicht widerrufen werden.`,
  notRemoved: (card) => `${card} konnte nicht entfernt werden.`,
  inUse: (card, what) => `${card} wird noch gebraucht: Damit wird bezahlt: ${what}.`,
  inUseUnnamed: (card) => `${card} wird noch für eine kommende Zahlung gebraucht.`,
  chooseOther: 'Andere Karte wählen',
  again: 'Bitte versuchen Sie es noch einmal.',
  againLater: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  lost: 'Die Verbindung ist abgebrochen; wir wissen nicht, ob es geschehen ist. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
};
