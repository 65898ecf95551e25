/** The accounts that merchants have at the bank, and how the bank tells its operator about itself. */

export const ACCOUNTS = ['sandbox', 'sandbox:south'] as const;
/** A merchant's account at the bank. Accounts share cards' fingerprints and nothing else. */
export type Account = (typeof ACCOUNTS)[number];

/** Takes one line about the bank's own doing; never a body, a number or a name. */
export type Log = (message: string, fields?: Readonly<Record<string, unknown>>) => void;
