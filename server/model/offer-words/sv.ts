/** The words of consents and mandates in Swedish. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` eller på ${url}`);
const ONE = { day: 'varje dag', week: 'varje vecka', month: 'varje månad', year: 'varje år' };
const MANY = { day: 'dagars', week: 'veckors', month: 'månaders', year: 'års' };

export const sv: OfferWords = {
  gap: ' ',
  thisCard: 'det här kortet',
  myCard: (brand, last4) =>
    `mitt ${brand === null ? 'kort' : `${brand}-kort`} som slutar på ${last4}`,
  every: (interval, count) =>
    count === 1 ? ONE[interval] : `med ${count} ${MANY[interval]} mellanrum`,
  redisplay: {
    keep: (merchant, card) =>
      `Spara det här kortet för framtida köp hos ${merchant}. ${merchant} sparar det${card === null ? '' : ` som ${card}`} och visar det när jag betalar igen.`,
    cardName: (brand, last4) => `${brand ?? 'kort'} som slutar på ${last4}`,
    noCharge: 'Att spara kortet tillåter inga debiteringar; jag bekräftar varje köp själv.',
    withdraw: (url) =>
      `Detta gäller tills jag återkallar det, vilket jag när som helst kan göra bland mina sparade kort${or(url)}.`,
    notice: (merchant) =>
      `${merchant} meddelar mig via e-post innan kortet används på något annat sätt.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Jag ger ${merchant} rätt att debitera ${card} en gång vid ett senare tillfälle, utan att fråga mig igen, när den betalning som jag är skyldig förfaller.`,
    unscheduled: ({ merchant, card }) =>
      `Jag ger ${merchant} rätt att debitera ${card} i framtiden, utan att fråga mig varje gång, när en betalning förfaller som jag är skyldig enligt mitt avtal med ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `Jag ger ${merchant} rätt att debitera ${card} igen efter det här köpet, utan att fråga mig varje gång, när ytterligare en betalning förfaller som jag är skyldig enligt mitt avtal med ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `Jag ger ${merchant} rätt att debitera ${card} ${every}, utan att fråga mig varje gång.`,
    installment: ({ merchant, card, every, count }) =>
      `Jag ger ${merchant} rätt att debitera ${card} i ${count} delbetalningar, en ${every}, utan att fråga mig varje gång.`,
  },
  amount: {
    fixed: (amount) => `Belopp per debitering: ${amount}.`,
    max: (amount) => `Belopp per debitering: det jag då är skyldig, aldrig mer än ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Belopp per debitering: det jag då är skyldig ${merchant} enligt vårt avtal${currency === null ? '' : `, i ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Summan av alla betalningar: ${total}.`,
    max: (total) => `Summan av alla betalningar: aldrig mer än ${total}.`,
  },
  trial: (date) => `Kostnadsfri provperiod till ${date}; inget debiteras dessförinnan.`,
  first: (date) => `Första debitering: ${date}.`,
  last: (date) => `Sista debitering: senast ${date}.`,
  until: {
    revoked: 'Medgivandet gäller tills jag återkallar det.',
    charged: 'Medgivandet upphör med den debiteringen.',
    paidOff: 'Medgivandet upphör med den sista av dessa betalningar.',
  },
  notice: (merchant, days) =>
    `${merchant} meddelar mig via e-post minst ${days} ${days === 1 ? 'dag' : 'dagar'} före varje ändring av belopp, datum eller villkor.`,
  revoke: (merchant, url) =>
    `Jag kan när som helst återkalla det bland mina sparade kort hos ${merchant}${or(url)}; debiteringar som redan pågår påverkas inte.`,
  questions: (url) => `Frågor: ${url}.`,
  refunds: (merchant, url) =>
    `För uppsägning och återbetalning gäller villkoren hos ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `För: ${items}.`,
    today: (amount) => `Första debitering, i dag: ${amount}.`,
    stop: (merchant, url) =>
      `Jag kan när som helst säga upp prenumerationen, och med den detta medgivande, bland mina sparade kort hos ${merchant}${or(url)}; den upphör då med den betalda perioden och inget mer debiteras.`,
  },
  bank: {
    thisAccount: 'det här bankkontot',
    myAccount: (last4) => `mitt bankkonto som slutar på ${last4}`,
    keep: (merchant) =>
      `Spara det här bankkontot för framtida köp hos ${merchant}. ${merchant} sparar det och visar det för mig när jag betalar igen.`,
    noCharge: 'Att spara kontot tillåter inga debiteringar; jag bekräftar varje köp själv.',
    notice: (merchant) =>
      `${merchant} meddelar mig via e-post innan bankkontot används på något annat sätt.`,
    debit: ({ merchant, account, amount }) =>
      `Jag ger ${merchant} rätt att debitera ${account} elektroniskt, en gång, med ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `Jag ger ${merchant} rätt att skicka en instruktion till min bank om att debitera ${account} en gång med ${amount}, och min bank rätt att debitera det enligt den instruktionen.`,
    days: 'Debiteringen kan ta flera bankdagar.',
    refund:
      'Jag har rätt till återbetalning från min bank enligt villkoren i mitt avtal med den, om jag begär det inom 8 veckor från debiteringen.',
  },
};
