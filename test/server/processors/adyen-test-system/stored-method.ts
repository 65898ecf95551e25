/** What Adyen's other end keeps of a card or a bank account, and how it counts money. It does nothing. */

export interface Money {
  readonly currency: string;
  readonly value: number;
}

export interface StoredMethod {
  readonly id: string;
  readonly shopper: string;
  /** `scheme` for a card, else Adyen's name for the kind of account. */
  readonly type: string;
  /** Of a card or of a bank account. */
  readonly number: string;
  readonly expiryMonth: string;
  readonly expiryYear: string;
  readonly holder: string | null;
}
