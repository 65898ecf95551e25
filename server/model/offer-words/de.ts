/** The words of consents and mandates in German. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` oder unter ${url}`);
const ONE = { day: 'jeden Tag', week: 'jede Woche', month: 'jeden Monat', year: 'jedes Jahr' };
const MANY = { day: 'Tage', week: 'Wochen', month: 'Monate', year: 'Jahre' };

export const de: OfferWords = {
  gap: ' ',
  thisCard: 'diese Karte',
  myCard: (brand, last4) =>
    `meine ${brand === null ? 'Karte' : `${brand}-Karte`} mit den Endziffern ${last4}`,
  every: (interval, count) => (count === 1 ? ONE[interval] : `alle ${count} ${MANY[interval]}`),
  redisplay: {
    keep: (merchant, card) =>
      `Diese Karte für künftige Einkäufe bei ${merchant} speichern. ${merchant} bewahrt sie${card === null ? '' : ` als ${card}`} auf und zeigt sie mir an, wenn ich wieder bezahle.`,
    cardName: (brand, last4) => `${brand ?? 'Karte'} mit den Endziffern ${last4}`,
    noCharge: 'Das Speichern erlaubt keine Abbuchung; ich bestätige jeden Einkauf selbst.',
    withdraw: (url) =>
      `Das gilt, bis ich es widerrufe. Widerrufen kann ich jederzeit bei meinen gespeicherten Karten${or(url)}.`,
    notice: (merchant) =>
      `${merchant} informiert mich per E-Mail, bevor die Karte auf andere Weise verwendet wird.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Ich ermächtige ${merchant}, ${card} zu einem späteren Zeitpunkt einmal ohne erneute Rückfrage zu belasten, sobald die von mir geschuldete Zahlung fällig wird.`,
    unscheduled: ({ merchant, card }) =>
      `Ich ermächtige ${merchant}, ${card} künftig ohne Rückfrage im Einzelfall zu belasten, wenn eine Zahlung fällig wird, die ich nach meiner Vereinbarung mit ${merchant} schulde.`,
    future_usage: ({ merchant, card }) =>
      `Ich ermächtige ${merchant}, ${card} nach diesem Einkauf erneut und ohne Rückfrage im Einzelfall zu belasten, wenn eine weitere Zahlung fällig wird, die ich nach meiner Vereinbarung mit ${merchant} schulde.`,
    recurring: ({ merchant, card, every }) =>
      `Ich ermächtige ${merchant}, ${card} ${every} ohne Rückfrage im Einzelfall zu belasten.`,
    installment: ({ merchant, card, every, count }) =>
      `Ich ermächtige ${merchant}, ${card} in ${count} Raten, ${every} eine, ohne Rückfrage im Einzelfall zu belasten.`,
  },
  amount: {
    fixed: (amount) => `Betrag je Abbuchung: ${amount}.`,
    max: (amount) =>
      `Betrag je Abbuchung: was ich zu diesem Zeitpunkt schulde, höchstens jedoch ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Betrag je Abbuchung: was ich ${merchant} zu diesem Zeitpunkt nach unserer Vereinbarung schulde${currency === null ? '' : `, in ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Summe aller Zahlungen: ${total}.`,
    max: (total) => `Summe aller Zahlungen: höchstens ${total}.`,
  },
  trial: (date) => `Kostenlose Testphase bis ${date}; vorher wird nichts abgebucht.`,
  first: (date) => `Erste Abbuchung: ${date}.`,
  last: (date) => `Letzte Abbuchung: spätestens ${date}.`,
  until: {
    revoked: 'Diese Ermächtigung gilt, bis ich sie widerrufe.',
    charged: 'Diese Ermächtigung endet mit dieser Abbuchung.',
    paidOff: 'Diese Ermächtigung endet mit der letzten dieser Zahlungen.',
  },
  notice: (merchant, days) =>
    `${merchant} informiert mich per E-Mail mindestens ${days} ${days === 1 ? 'Tag' : 'Tage'} vor jeder Änderung des Betrags, der Termine oder der Bedingungen.`,
  revoke: (merchant, url) =>
    `Ich kann sie jederzeit bei meinen gespeicherten Karten bei ${merchant}${or(url)} widerrufen; bereits laufende Abbuchungen bleiben davon unberührt.`,
  questions: (url) => `Fragen: ${url}.`,
  refunds: (merchant, url) =>
    `Für Kündigung und Erstattung gelten die Bedingungen von ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Für: ${items}.`,
    today: (amount) => `Erste Abbuchung, heute: ${amount}.`,
    stop: (merchant, url) =>
      `Ich kann das Abonnement und mit ihm diese Ermächtigung jederzeit bei meinen gespeicherten Karten bei ${merchant}${or(url)} kündigen; es endet dann mit dem bezahlten Zeitraum, und es wird nichts mehr abgebucht.`,
  },
  bank: {
    thisAccount: 'dieses Bankkonto',
    myAccount: (last4) => `mein Bankkonto mit den Endziffern ${last4}`,
    keep: (merchant) =>
      `Dieses Bankkonto für künftige Einkäufe bei ${merchant} speichern. ${merchant} bewahrt es auf und zeigt es mir an, wenn ich wieder bezahle.`,
    noCharge: 'Das Speichern erlaubt keine Abbuchung; ich bestätige jeden Einkauf selbst.',
    notice: (merchant) =>
      `${merchant} informiert mich per E-Mail, bevor das Bankkonto auf andere Weise verwendet wird.`,
    debit: ({ merchant, account, amount }) =>
      `Ich ermächtige ${merchant}, ${account} einmalig elektronisch mit ${amount} zu belasten.`,
    sepa: ({ merchant, account, amount }) =>
      `Ich ermächtige ${merchant}, ${account} einmalig mit ${amount} per Lastschrift zu belasten. Zugleich weise ich meine Bank an, diese Lastschrift einzulösen.`,
    days: 'Die Abbuchung kann mehrere Werktage dauern.',
    refund:
      'Ich kann innerhalb von 8 Wochen nach der Belastung die Erstattung des Betrags verlangen; es gelten dabei die mit meiner Bank vereinbarten Bedingungen.',
  },
};
