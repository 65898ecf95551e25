/** Client secrets: derived from an id under the server's key, so that none is ever stored. */
import type { Keys } from '../keys.ts';
import { claimedBy } from '../model/api-key.ts';
import { unauthorized } from '../model/problem.ts';

const PURPOSE = 'client-secret';

/** The secret that opens what `id` names to a buyer's browser. */
export function clientSecret(keys: Keys, id: string): string {
  return `${id}_secret_${keys.mac(PURPOSE, id)}`;
}

/** Why a text opens nothing here; what would open far more is named, and never repeated. */
function refusalOf(secret: string): string {
  if (secret === '') return 'Send the client secret as a bearer token.';
  const kind = claimedBy(secret)?.kind;
  if (kind === 'publishable')
    return 'This is a publishable key; a page sends the client secret of its session.';
  return kind === undefined
    ? 'This client secret is not valid here.'
    : 'This is a key of the merchant API, and was sent where a client secret belongs. If a page holds it, everybody who opens the page has it: roll this key now.';
}

/**
 * The id that a bearer's secret opens.
 * @param prefix `cs_test_` or `cuss_`
 * @throws Problem 401 for none, or one that is not ours
 */
export function idOfSecret(keys: Keys, header: string | null, prefix: string): string {
  const secret = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? '';
  const [id = '', mac = ''] = secret.split(/_secret_(.*)/s);
  if (id.startsWith(prefix) && mac !== '' && keys.verifyMac(PURPOSE, id, mac)) return id;
  throw unauthorized(refusalOf(secret), 'client_secret_invalid');
}
