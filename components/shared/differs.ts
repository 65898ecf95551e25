/** For properties that are given anew with every rendering and rarely hold anything new. Pure. */

/** Whether two lists, or two records, hold other things; a copy of either is no news. */
export function differs(value: object | null, before: object | null | undefined): boolean {
  if (!value || !before) return value !== before;
  const old = new Map<string, unknown>(Object.entries(before));
  const now = Object.entries(value);
  return now.length !== old.size || now.some(([key, each]) => old.get(key) !== each);
}
