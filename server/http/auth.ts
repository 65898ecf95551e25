/**
 * Who calls the merchant API: a key, by Bearer or Basic, and what it may do. The installation's own
 * key opens the default account; every other one is known by its hash. Messages never repeat a key.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '../context.ts';
import { findKey, modeOf } from '../domain/api-keys.ts';
import { DEFAULT_ACCOUNT } from '../model/account.ts';
import { type ApiKey, claimedBy, maskKey, standingOf } from '../model/api-key.ts';
import { allows, type Needed, type Permissions } from '../model/permission.ts';
import { forbidden, type Problem, unauthorized } from '../model/problem.ts';

export { DEFAULT_ACCOUNT } from '../model/account.ts';
export { maskKey } from '../model/api-key.ts';

/** Who asks, once that is known. */
export interface Principal {
  readonly account: string;
  /** Names the key in limits and logs: `root` for the installation's own, else its id. */
  readonly key: string;
  /** The key as it may be shown. */
  readonly hint: string;
  /** Null where it may do everything. */
  readonly permissions: Permissions | null;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The credential of an `Authorization` header, whichever scheme carries it. */
export function presentedKey(header: string | null): string | null {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return value || null;
  if (scheme.toLowerCase() !== 'basic') return null;
  const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 1);
  return user || null;
}

/** Why a text that opens nothing opens nothing. */
function refused(key: string, mode: 'test' | 'live'): Problem {
  const claimed = claimedBy(key);
  if (claimed?.kind === 'publishable')
    return unauthorized('This is a publishable key; the merchant API takes the secret key.');
  if (/_secret_/.test(key))
    return unauthorized('This is a client secret; the merchant API takes the secret key.');
  if (claimed !== null && claimed.mode !== mode)
    return unauthorized(
      `This is a ${claimed.mode} key (${maskKey(key)}), and this installation is in ${mode} mode.`,
    );
  return unauthorized(`Invalid API Key provided: ${maskKey(key)}`);
}

function principalOf(key: ApiKey, nowMs: number): Principal {
  const standing = standingOf(key, nowMs);
  if (standing === 'expired')
    throw unauthorized(`Expired API Key provided: ${key.hint}`, 'api_key_expired');
  if (standing === 'revoked') throw unauthorized(`Revoked API Key provided: ${key.hint}`);
  const { account, id, hint, permissions } = key;
  return { account, key: id, hint, permissions };
}

/**
 * @param base of a request or of the whole program
 * @returns a check of an `Authorization` header, at once for the installation's own key; it throws
 *   Problem 401 for what opens nothing
 */
export function createAuthenticate(
  base: Context,
): (header: string | null) => Principal | Promise<Principal> {
  const own = base.config.secretKeys.map((key) => ({ hash: digest(key), hint: maskKey(key) }));
  const mode = modeOf(base.config);
  return (header) => {
    const key = presentedKey(header);
    if (key === null) {
      throw unauthorized(
        'You did not provide an API key. Send it in the Authorization header, as Bearer or as the user name of Basic.',
      );
    }
    const hash = digest(key);
    const root = own.find((each) => timingSafeEqual(hash, each.hash));
    if (root) return { account: DEFAULT_ACCOUNT, key: 'root', hint: root.hint, permissions: null };
    // What cannot be a key of this installation is not looked for.
    const claimed = claimedBy(key);
    if (claimed === null || claimed.kind === 'publishable' || claimed.mode !== mode)
      throw refused(key, mode);
    return findKey(base, hash.toString('hex')).then((found) => {
      if (found) return principalOf(found, base.wall());
      throw refused(key, mode);
    });
  };
}

/** @throws Problem 403 that names what the key lacks */
export function requirePermission(
  { hint, permissions }: Pick<Principal, 'hint' | 'permissions'>,
  needed: Needed,
): void {
  if (allows(permissions, needed)) return;
  const permission = `${needed.resource}=${needed.right}`;
  throw forbidden(
    `The key ${hint} may not do this: it lacks the permission ${permission}.`,
    'more_permissions_required',
  ).with({ permission });
}

/** Whether a page is of the host that it asks, by whichever of its names; a proxy may have ended TLS. */
function isOwnPage(origin: string, asked: URL, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return [asked.host, new URL(publicUrl).host].includes(new URL(origin).host);
}

/**
 * Refuses a browser: whatever page holds a key has given it to everybody who can open the page.
 * @param origin the request's `Origin`; into our own pages, whoever runs this types the key anew
 * @param asked the request's address
 * @throws Problem 403
 */
export function refuseBrowsers(origin: string | undefined, asked: URL, publicUrl: string): void {
  if (origin === undefined || isOwnPage(origin, asked, publicUrl)) return;
  throw forbidden(
    'The merchant API takes no requests from web pages. A secret key that a page holds is known to everybody who opens it: roll this key now, and call from your server.',
    'secret_key_in_browser',
  );
}
