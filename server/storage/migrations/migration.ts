/** One step of the schema. Steps are never edited once they have run anywhere. */
export interface Migration {
  readonly name: string;
  /** Run in order; each is one statement. */
  readonly statements: readonly string[];
}
