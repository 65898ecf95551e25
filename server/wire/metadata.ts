/** What a request does to metadata: a record of at most 50 strings. */
import { METADATA_KEYS } from '../model/limits.ts';
import { invalidRequest } from '../model/problem.ts';
import type { MetadataInput } from './form.ts';

/**
 * Merges a request's metadata into what was there: null clears all, a null value deletes its key.
 * @throws Problem 400 when more than 50 keys would remain
 */
export function mergeMetadata(
  before: Readonly<Record<string, string>>,
  input: MetadataInput | undefined,
): Record<string, string> {
  if (input === undefined) return { ...before };
  if (input === null) return {};
  const merged: Record<string, string> = { ...before };
  for (const [key, value] of Object.entries(input)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  if (Object.keys(merged).length <= METADATA_KEYS) return merged;
  throw invalidRequest(
    `Metadata may have at most ${METADATA_KEYS} keys.`,
    'parameter_invalid',
    'metadata',
  );
}
