/** The sandbox's test cards that tests need most, and what each does. Any later expiry, any code. */

export interface TestCard {
  readonly number: string;
  /** The id that stands for it in the merchant API; null where only its number does. */
  readonly testId: `pm_card_${string}` | null;
  /** What happens when it pays. */
  readonly does: string;
}

export const TEST_CARDS = {
  visa: { number: '4242424242424242', testId: 'pm_card_visa', does: 'pays' },
  mastercard: { number: '5555555555554444', testId: 'pm_card_mastercard', does: 'pays' },
  amex: {
    number: '378282246310005',
    testId: 'pm_card_amex',
    does: 'pays; its code has four digits',
  },
  challenge: {
    number: '4000002760003184',
    testId: 'pm_card_authenticationRequired',
    does: 'is challenged every time a buyer pays, and cannot be charged without one',
  },
  challengeOnce: {
    number: '4000002500003155',
    testId: 'pm_card_authenticationRequiredOnSetup',
    does: 'is challenged until it was saved for later charges',
  },
  declined: {
    number: '4000000000000002',
    testId: 'pm_card_chargeDeclined',
    does: 'is declined: generic_decline',
  },
  insufficientFunds: {
    number: '4000000000009995',
    testId: 'pm_card_chargeDeclinedInsufficientFunds',
    does: 'is declined: insufficient_funds',
  },
  expired: {
    number: '4000000000000069',
    testId: 'pm_card_chargeDeclinedExpiredCard',
    does: 'is declined: expired_card',
  },
  wrongCode: {
    number: '4000000000000127',
    testId: 'pm_card_chargeDeclinedIncorrectCvc',
    does: 'is declined: incorrect_cvc',
  },
  processingError: {
    number: '4000000000000119',
    testId: 'pm_card_chargeDeclinedProcessingError',
    does: 'is declined: processing_error',
  },
  declinedLater: {
    number: '4000000000000341',
    testId: 'pm_card_chargeCustomerFail',
    does: 'can be saved, and is declined when it is charged',
  },
  refundFails: {
    number: '4000000000005126',
    testId: 'pm_card_refundFail',
    does: 'pays, and cannot be refunded',
  },
} as const satisfies Readonly<Record<string, TestCard>>;
