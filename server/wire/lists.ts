/** The list envelope, the same for every noun. */
import { LIST_DEFAULT } from '../model/limits.ts';
import { invalidRequest } from '../model/problem.ts';

export function encodeList(
  url: string,
  data: readonly unknown[],
  hasMore: boolean,
): Record<string, unknown> {
  return { object: 'list', data, has_more: hasMore, url };
}

/** Parameters of a list, as they come. */
export interface PageInput {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/**
 * One page of what is in memory as a whole, in its own order.
 * @throws Problem 400 for a cursor that names nothing
 */
export function pageInMemory<T extends { readonly id: string }>(
  all: readonly T[],
  { limit = LIST_DEFAULT, starting_after: after, ending_before: before }: PageInput,
): { readonly data: readonly T[]; readonly hasMore: boolean } {
  const indexOf = (id: string, param: string) => {
    const index = all.findIndex((each) => each.id === id);
    if (index < 0) throw invalidRequest(`No such object: '${id}'`, 'resource_missing', param);
    return index;
  };
  if (before !== undefined) {
    const end = indexOf(before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { data: all.slice(start, end), hasMore: start > 0 };
  }
  const start = after === undefined ? 0 : indexOf(after, 'starting_after') + 1;
  return { data: all.slice(start, start + limit), hasMore: start + limit < all.length };
}
