/** English for the wallet, and by its type the shape of the wallet's other languages. */
import { type Interval, planEn } from '../plan/en.ts';

export type { Interval };
export type Category = 'recurring' | 'installment' | 'unscheduled';

export const walletEn = {
  heading: 'Your cards',
  intro: (merchant: string) =>
    `${merchant} keeps these cards for you. Showing a card and charging it later are two permissions; you can take back either one at any time.`,
  aboutDefault: 'Your default card is the one that subscriptions begin with.',
  loading: 'Loading your cards',
  emptyTitle: 'No saved cards',
  emptyText: (merchant: string) =>
    `${merchant} keeps no card of yours. When you pay, you can allow a card to be kept; it then appears here.`,
  expiredTitle: 'This page has expired',
  expiredText: 'To protect your cards it is open for half an hour. Open it again to go on.',
  unusableTitle: 'Your cards cannot be shown',
  unusableText: 'Go back to the shop and open this page again, or ask the shop for help.',
  loadFailedTitle: 'Your cards could not be loaded',
  help: (merchant: string) => `Get help from ${merchant}`,

  shownTitle: 'Shown at checkout',
  shownYes: (date: string) => `Yes, since ${date}`,
  shownYesUndated: 'Yes',
  shownNo: 'No. You will not see this card when you pay.',
  stopShowing: 'Stop showing',
  chargedTitle: (merchant: string) => `May be charged by ${merchant}`,
  chargedNo: (merchant: string) => `No. ${merchant} cannot charge this card without you.`,
  chargedYes: (date: string) => `Yes, since ${date}`,
  chargedPending: 'Not yet. This permission is waiting for your bank.',
  revoke: 'Revoke',
  forWhat: 'For',
  upTo: 'Up to',
  until: 'Until',
  soFar: 'So far',
  category: {
    recurring: 'Regular charges',
    installment: 'Instalments',
    unscheduled: 'Charges when they fall due',
  } as Readonly<Record<Category, string>>,
  every: planEn.every,
  regularly: (what: string, often: string) => `${what}, ${often}`,
  eachTime: (amount: string) => `${amount} each time`,
  perPeriod: (amount: string, interval: Interval | null, count: number, span: string) =>
    interval === null
      ? `${amount} in each period`
      : `${amount} ${count === 1 ? `a ${interval}` : `in ${span}`}`,
  charges: (count: number) => (count === 1 ? '1 charge' : `${count} charges`),
  noLimit: 'The amount that is due; no other limit was agreed',
  untilRevoked: 'You revoke it',
  notCharged: 'Not charged yet',
  charged: (count: number, amount: string | null, lastDate: string | null) =>
    `${count === 1 ? '1 charge' : `${count} charges`}${amount ? `, ${amount} in all` : ''}${lastDate ? `, last on ${lastDate}` : ''}`,

  words: 'What you agreed to',
  noWords: (merchant: string) =>
    `${merchant} recorded this permission. The words were agreed elsewhere and are not kept here.`,
  agreedOn: (date: string) => `Agreed on ${date}`,
  openReceipt: 'Open receipt',
  saveReceipt: 'Save signed receipt',
  receiptFailed: 'The receipt could not be fetched. Please try again.',

  paysFor: (what: string) => `Pays for ${what}`,
  useAsDefault: 'Use as default',
  updateCard: 'Update card',
  expiryDate: 'Expiry date',
  expiryHint: 'Month and year as on the card, such as 09/2031',
  expiryMalformed: 'Enter month and year, such as 09/2031.',
  expiryPast: 'This date has passed. Enter the date on your new card.',
  expiryFar: 'This date is too far ahead. Check the year.',
  save: 'Save',

  ends: (merchant: string) => `${merchant} may no longer charge it. This ends:`,
  moveLegend: 'Which card takes over?',
  moveChoose: 'Choose a card first.',
  moveNone:
    'No other card can take over. Save another card at your next payment or cancel what it pays for; then remove this one.',
  stopQuestion: (card: string) => `Stop showing ${card}?`,
  stopEffect: (merchant: string) => `${merchant} will no longer offer you this card when you pay.`,
  stopLeaves: (merchant: string) =>
    `What you allowed ${merchant} to charge stays as it is. You can revoke that separately.`,
  revokeQuestion: (card: string) => `Revoke the permission to charge ${card}?`,
  revokeEffect: (merchant: string) =>
    `From this moment ${merchant} can start no further charge of this kind. One that is already under way is still completed.`,
  revokePaysFor: 'This card pays for:',
  deletes: (merchant: string) =>
    `Nothing else keeps this card, so ${merchant} then deletes it. To use it again you would enter it again.`,

  nowDefault: (card: string) => `${card} is now your default. Subscriptions begin with it.`,
  nowUpdated: (card: string) => `${card} is updated`,
  nowHidden: (card: string) => `${card} is no longer shown at checkout`,
  nowRevoked: (card: string) => `The permission to charge ${card} is revoked`,
  nowDeleted: (card: string) => `${card} is deleted: no permission is left that keeps it`,
  notDefault: (card: string) => `${card} could not be made your default.`,
  notUpdated: (card: string) => `${card} could not be updated.`,
  notHidden: (card: string) => `${card} is still shown at checkout: this could not be changed.`,
  notRevoked: (card: string) => `The permission to charge ${card} could not be revoked.`,
  notRemoved: (card: string) => `${card} could not be removed.`,
  inUse: (card: string, what: string) => `${card} is still needed: it pays for ${what}.`,
  inUseUnnamed: (card: string) => `${card} is still needed for a payment to come.`,
  chooseOther: 'Choose another card',
  again: 'Please try again.',
  againLater: 'Too many tries. Wait a minute and try again.',
  lost: 'The connection was lost, so we do not know whether this was done. Check your connection and try again.',
};

export type WalletMessages = typeof walletEn;
