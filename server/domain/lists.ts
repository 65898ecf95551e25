/** From a list request's parameters to a page of the store. */
import { LIST_DEFAULT } from '../model/limits.ts';
import { invalidRequest } from '../model/problem.ts';
import type { Page } from '../storage/repository.ts';

export interface ListInput {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?:
    | number
    | {
        readonly gt?: number | undefined;
        readonly gte?: number | undefined;
        readonly lt?: number | undefined;
        readonly lte?: number | undefined;
      }
    | undefined;
}

/**
 * @param input times in seconds, as on the wire
 * @throws Problem 400 for two cursors at once
 */
export function pageOf(input: ListInput): Page {
  if (input.starting_after !== undefined && input.ending_before !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'parameter_invalid',
      'ending_before',
    );
  }
  const { created } = input;
  const range = typeof created === 'number' ? { gte: created, lte: created } : (created ?? {});
  const from = range.gte ?? (range.gt === undefined ? undefined : range.gt + 1);
  const until = range.lt ?? (range.lte === undefined ? undefined : range.lte + 1);
  return {
    limit: input.limit ?? LIST_DEFAULT,
    startingAfter: input.starting_after,
    endingBefore: input.ending_before,
    createdFromMs: from === undefined ? undefined : from * 1000,
    createdUntilMs: until === undefined ? undefined : until * 1000,
  };
}
