/** The money terms of a mandate as the API takes them; amounts in minor units. */
export interface Terms {
  readonly category: 'recurring' | 'installment' | 'unscheduled';
  readonly currency: string;
  /** Of each charge. */
  readonly max_amount: number;
  /** The words that were accepted. */
  readonly text: string;
}
