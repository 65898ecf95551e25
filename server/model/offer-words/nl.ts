/** The words of consents and mandates in Dutch. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` of op ${url}`);
const ONE = { day: 'elke dag', week: 'elke week', month: 'elke maand', year: 'elk jaar' };
const MANY = { day: 'dagen', week: 'weken', month: 'maanden', year: 'jaar' };

export const nl: OfferWords = {
  gap: ' ',
  thisCard: 'deze kaart',
  myCard: (brand, last4) =>
    `mijn ${brand === null ? 'kaart' : `${brand}-kaart`} eindigend op ${last4}`,
  every: (interval, count) => (count === 1 ? ONE[interval] : `elke ${count} ${MANY[interval]}`),
  redisplay: {
    keep: (merchant, card) =>
      `Deze kaart bewaren voor toekomstige aankopen bij ${merchant}. ${merchant} bewaart de kaart${card === null ? '' : ` als ${card}`} en toont haar wanneer ik opnieuw betaal.`,
    cardName: (brand, last4) => `${brand ?? 'kaart'} eindigend op ${last4}`,
    noCharge: 'Bewaren geeft geen toestemming voor afschrijvingen; ik bevestig elke aankoop zelf.',
    withdraw: (url) =>
      `Dit geldt tot ik het intrek, en dat kan ik op elk moment bij mijn bewaarde kaarten${or(url)}.`,
    notice: (merchant) =>
      `${merchant} laat het mij per e-mail weten voordat de kaart op een andere manier wordt gebruikt.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Ik machtig ${merchant} om later één keer een bedrag van ${card} af te schrijven, zonder het mij opnieuw te vragen, wanneer de betaling die ik verschuldigd ben vervalt.`,
    unscheduled: ({ merchant, card }) =>
      `Ik machtig ${merchant} om in de toekomst bedragen van ${card} af te schrijven, zonder het mij elke keer te vragen, wanneer een betaling vervalt die ik volgens mijn overeenkomst met ${merchant} verschuldigd ben.`,
    future_usage: ({ merchant, card }) =>
      `Ik machtig ${merchant} om na deze aankoop opnieuw bedragen van ${card} af te schrijven, zonder het mij elke keer te vragen, wanneer een verdere betaling vervalt die ik volgens mijn overeenkomst met ${merchant} verschuldigd ben.`,
    recurring: ({ merchant, card, every }) =>
      `Ik machtig ${merchant} om ${every} een bedrag van ${card} af te schrijven, zonder het mij elke keer te vragen.`,
    installment: ({ merchant, card, every, count }) =>
      `Ik machtig ${merchant} om in ${count} termijnen, ${every} één, een bedrag van ${card} af te schrijven, zonder het mij elke keer te vragen.`,
  },
  amount: {
    fixed: (amount) => `Bedrag per afschrijving: ${amount}.`,
    max: (amount) =>
      `Bedrag per afschrijving: wat ik op dat moment verschuldigd ben, nooit meer dan ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Bedrag per afschrijving: wat ik ${merchant} op dat moment volgens onze overeenkomst verschuldigd ben${currency === null ? '' : `, in ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Totaal van alle betalingen: ${total}.`,
    max: (total) => `Totaal van alle betalingen: nooit meer dan ${total}.`,
  },
  trial: (date) => `Gratis proefperiode tot ${date}; daarvoor wordt niets afgeschreven.`,
  first: (date) => `Eerste afschrijving: ${date}.`,
  last: (date) => `Laatste afschrijving: uiterlijk ${date}.`,
  until: {
    revoked: 'Deze machtiging geldt tot ik haar intrek.',
    charged: 'Deze machtiging eindigt met die afschrijving.',
    paidOff: 'Deze machtiging eindigt met de laatste van deze betalingen.',
  },
  notice: (merchant, days) =>
    `${merchant} laat het mij per e-mail weten, ten minste ${days} ${days === 1 ? 'dag' : 'dagen'} voor elke wijziging van het bedrag, de data of de voorwaarden.`,
  revoke: (merchant, url) =>
    `Ik kan haar op elk moment intrekken bij mijn bewaarde kaarten bij ${merchant}${or(url)}; afschrijvingen die al lopen, blijven geldig.`,
  questions: (url) => `Vragen: ${url}.`,
  refunds: (merchant, url) =>
    `Voor opzegging en terugbetaling gelden de voorwaarden van ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Voor: ${items}.`,
    today: (amount) => `Eerste afschrijving, vandaag: ${amount}.`,
    stop: (merchant, url) =>
      `Ik kan het abonnement, en daarmee deze machtiging, op elk moment opzeggen bij mijn bewaarde kaarten bij ${merchant}${or(url)}; het eindigt dan met de betaalde periode en er wordt niets meer afgeschreven.`,
  },
  bank: {
    thisAccount: 'deze bankrekening',
    myAccount: (last4) => `mijn bankrekening eindigend op ${last4}`,
    keep: (merchant) =>
      `Deze bankrekening bewaren voor volgende aankopen bij ${merchant}. ${merchant} bewaart haar en toont haar aan mij wanneer ik opnieuw betaal.`,
    noCharge: 'Bewaren geeft geen toestemming voor afschrijvingen; ik bevestig elke aankoop zelf.',
    notice: (merchant) =>
      `${merchant} laat het mij per e-mail weten voordat de bankrekening op een andere manier wordt gebruikt.`,
    debit: ({ merchant, account, amount }) =>
      `Ik machtig ${merchant} om eenmalig ${amount} elektronisch van ${account} af te schrijven.`,
    sepa: ({ merchant, account, amount }) =>
      `Ik machtig ${merchant} om een incasso-opdracht naar mijn bank te sturen om eenmalig ${amount} van ${account} af te schrijven, en mijn bank om dat volgens die opdracht te doen.`,
    days: 'De afschrijving kan enkele werkdagen duren.',
    refund:
      'Ik kan het bedrag binnen 8 weken na de afschrijving door mijn bank laten terugboeken, onder de voorwaarden van mijn overeenkomst met mijn bank.',
  },
};
