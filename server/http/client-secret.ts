/** Client secrets: derived from an id under the server's key, so that none is ever stored. */
import type { Keys } from '../keys.ts';
import { unauthorized } from '../model/problem.ts';

const PURPOSE = 'client-secret';

/** The secret that opens what `id` names to a buyer's browser. */
export function clientSecret(keys: Keys, id: string): string {
  return `${id}_secret_${keys.mac(PURPOSE, id)}`;
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
  const message =
    secret === ''
      ? 'Send the client secret as a bearer token.'
      : 'This client secret is not valid here.';
  throw unauthorized(message, 'client_secret_invalid');
}
