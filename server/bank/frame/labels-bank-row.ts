/** What a language of the frame has to say of a bank account, in this order; a language is one row. */
export type BankRow = readonly [
  routing: string,
  account: string,
  accountType: string,
  checking: string,
  savings: string,
  name: string,
  invalidRouting: string,
  invalidAccount: string,
  invalidIban: string,
  notAccepted: string,
];

export type BankRows = Readonly<Record<string, BankRow>>;
