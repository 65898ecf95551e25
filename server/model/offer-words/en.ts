/** The words of consents and mandates in English. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` or at ${url}`);

export const en: OfferWords = {
  gap: ' ',
  thisCard: 'this card',
  myCard: (brand, last4) => `my ${brand === null ? '' : `${brand} `}card ending in ${last4}`,
  every: (interval, count) => (count === 1 ? `every ${interval}` : `every ${count} ${interval}s`),
  redisplay: {
    keep: (merchant, card) =>
      `Save this card for future purchases at ${merchant}. ${merchant} keeps it${card === null ? '' : ` as ${card}`} and shows it to me when I pay again.`,
    cardName: (brand, last4) => `${brand ?? 'card'} ending in ${last4}`,
    noCharge: 'Saving it authorizes no charge; I confirm every purchase myself.',
    withdraw: (url) =>
      `This applies until I withdraw it, which I can do at any time in my saved cards${or(url)}.`,
    notice: (merchant) =>
      `${merchant} will tell me by email before it uses the card in any other way.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `I authorize ${merchant} to charge ${card} once at a later date, without asking me again, when the payment that I owe falls due.`,
    unscheduled: ({ merchant, card }) =>
      `I authorize ${merchant} to charge ${card} in the future, without asking me each time, whenever a payment that I owe under my agreement with ${merchant} falls due.`,
    future_usage: ({ merchant, card }) =>
      `I authorize ${merchant} to charge ${card} again after this purchase, without asking me each time, whenever a further payment that I owe under my agreement with ${merchant} falls due.`,
    recurring: ({ merchant, card, every }) =>
      `I authorize ${merchant} to charge ${card} ${every}, without asking me each time.`,
    installment: ({ merchant, card, every, count }) =>
      `I authorize ${merchant} to charge ${card} in ${count} payments, one ${every}, without asking me each time.`,
  },
  amount: {
    fixed: (amount) => `Amount per charge: ${amount}.`,
    max: (amount) => `Amount per charge: what I owe at that time, but never more than ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Amount per charge: what I owe ${merchant} at that time under our agreement${currency === null ? '' : `, in ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Total of all payments: ${total}.`,
    max: (total) => `Total of all payments: never more than ${total}.`,
  },
  trial: (date) => `Free trial until ${date}; nothing is charged before then.`,
  first: (date) => `First charge: ${date}.`,
  last: (date) => `Last charge: no later than ${date}.`,
  until: {
    revoked: 'This authorization applies until I revoke it.',
    charged: 'This authorization ends with that charge.',
    paidOff: 'This authorization ends with the last of these payments.',
  },
  notice: (merchant, days) =>
    `${merchant} will tell me by email at least ${days} ${days === 1 ? 'day' : 'days'} before any change to the amount, the dates or the terms.`,
  revoke: (merchant, url) =>
    `I can revoke it at any time in my saved cards at ${merchant}${or(url)}; charges that are already under way are not affected.`,
  questions: (url) => `Questions: ${url}.`,
  refunds: (merchant, url) =>
    `Cancellation and refunds follow the terms of ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `For: ${items}.`,
    today: (amount) => `First charge, today: ${amount}.`,
    stop: (merchant, url) =>
      `I can cancel the subscription, and this authorization with it, at any time in my saved cards at ${merchant}${or(url)}; it then ends with the period that is paid for, and nothing further is charged.`,
  },
  bank: {
    thisAccount: 'this bank account',
    myAccount: (last4) => `my bank account ending in ${last4}`,
    keep: (merchant) =>
      `Save this bank account for future purchases at ${merchant}. ${merchant} keeps it and shows it to me when I pay again.`,
    noCharge: 'Saving it authorizes no charge; I confirm every purchase myself.',
    notice: (merchant) =>
      `${merchant} will tell me by email before it uses the bank account in any other way.`,
    debit: ({ merchant, account, amount }) =>
      `I authorize ${merchant} to debit ${account} electronically, once, for ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `I authorize ${merchant} to send an instruction to my bank to debit ${account} once, for ${amount}, and my bank to debit it in accordance with that instruction.`,
    days: 'The debit can take several business days.',
    refund:
      'I am entitled to a refund from my bank under the terms of my agreement with it, if I claim it within 8 weeks of the debit.',
  },
};
