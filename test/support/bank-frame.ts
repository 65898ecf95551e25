/** The address of the bank's frame, where a card is typed there. */
type Entry = { readonly driver: string } | { readonly driver: 'bank'; readonly url: string };

/** @throws where a card is typed elsewhere, or nowhere */
export function frameOf(entry: Entry | null | undefined): string {
  if (!entry || !('url' in entry)) throw new Error('no frame of the bank');
  return entry.url;
}
