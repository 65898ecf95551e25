/** Postal addresses as Stripe spells them, in the domain's camelCase. */

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  /** ISO 3166 alpha-2, upper case. */
  readonly country: string | null;
}

export interface Shipping {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: Address;
}
