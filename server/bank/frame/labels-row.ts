/** What a language of the frame has to say, in this order; a language is one row. */
export type Row = readonly [
  number: string,
  expiry: string,
  cvc: string,
  name: string,
  hint: string,
  optional: string,
  incomplete: string,
  invalidNumber: string,
  invalidExpiry: string,
  expired: string,
  invalidCvc: string,
  notAccepted: string,
  sessionExpired: string,
];

export type Rows = Readonly<Record<string, Row>>;
