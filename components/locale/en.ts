/**
 * English, and by its type the shape of every other language: what is needed until a saved card
 * can be paid with. It is the only table that comes with the first load.
 */
export const en = {
  rtl: false,
  paymentMethod: 'Payment method',
  newCard: 'New card',
  bankAccount: 'Bank account',
  endingIn: (brand: string, last4: string) => `${brand} ending in ${last4}`,
  expires: (date: string) => `expires ${date}`,
  expired: (date: string) => `expired ${date}`,
  isDefault: 'default',
  defaultBadge: 'Default',
  whyNewest: 'your newest card',
  whyDefault: 'your default card',
  notUsable: 'cannot be used for this payment',
  updateCard: 'Update card',
  sharedComputer: 'This is a shared computer',
  remove: 'Remove',
  removeCard: (card: string) => `Remove ${card}`,
  pay: (amount: string) => `Pay ${amount}`,
  book: (amount: string) => `Book ${amount}`,
  donate: (amount: string) => `Donate ${amount}`,
  subscribe: (amount: string | null) => (amount ? `Subscribe for ${amount}` : 'Subscribe'),
  saveCard: 'Save card',
  withCard: (action: string, card: string) => `${action} with ${card}`,
  total: 'Total',
  order: 'Your order',
  loading: 'Loading checkout',
  tryAgain: 'Try again',
  offline: 'You are offline. We will go on as soon as you are connected.',
  partFailed: 'A part of this page could not be loaded.',
};

export type Messages = typeof en;
