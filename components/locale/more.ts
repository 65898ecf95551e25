/** The second table of a language, for elements that load later; English comes with this file. */
import { enMore, type MoreMessages } from './en-more.ts';
import type { Localize } from './localize.ts';

export function moreOf(localize: Localize): MoreMessages {
  return localize.more ?? enMore;
}
