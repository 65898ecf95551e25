/** Several names as one phrase, in any language: `Coffee plan and Tea plan`. Pure. */
export function joined(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
