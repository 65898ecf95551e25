/** An account: one merchant among several on an installation, with customers and keys of its own. */

/** The account of the installation's own key; the settings say who it is. */
export const DEFAULT_ACCOUNT = 'acct_default';

export interface Account {
  readonly id: string;
  /** Who speaks in the words that a buyer agrees to. */
  readonly name: string;
  readonly termsUrl: string | null;
  readonly supportUrl: string | null;
  /** Where a buyer changes and cancels subscriptions. */
  readonly manageUrl: string | null;
  readonly createdMs: number;
}
