/** The face of a card (or a bank account) as the bank stores it, in tokens and in credentials alike. */

export interface CardRow {
  /** Key of a behaviour; unknown keys act as a plain card. */
  readonly behaviour: string;
  readonly brand: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly funding: string;
  readonly country: string;
  /** Separated by spaces. */
  readonly networks: string;
  /** The one of them that was chosen where the card was typed. */
  readonly network: string | null;
  readonly fingerprint: string;
  readonly name: string | null;
  /** Of a bank account alone, as JSON: what is known of it beside this. */
  readonly details?: string | null;
}
