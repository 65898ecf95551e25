/**
 * Keys of the merchant API: what one looks like, which mode it is of, and whether it still opens
 * anything. The key itself is nowhere here; what is kept is a hash, and a hint to tell it by.
 */
import type { Permissions } from './permission.ts';

export const KEY_KINDS = ['secret', 'restricted'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];
export type Mode = 'test' | 'live';

export interface ApiKey {
  /** `key_…`; says nothing of the key. */
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly name: string;
  readonly kind: KeyKind;
  /** SHA-256 of the key, hex. Keys are chance of more than 128 bits, so that nobody finds one by its hash. */
  readonly hash: string;
  /** Such as `rk_test_…cdef`. */
  readonly hint: string;
  /** Null for a secret key, which may do everything. */
  readonly permissions: Permissions | null;
  /** Coarsely, epoch ms. */
  readonly lastUsedMs: number | null;
  /** From then on it opens nothing, epoch ms. */
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
  /** The key that it was rotated to. */
  readonly replacedBy: string | null;
}

const PREFIX: Readonly<Record<KeyKind, string>> = { secret: 'sk', restricted: 'rk' };

/** @param body chance, letters and digits */
export function keyText(kind: KeyKind, mode: Mode, body: string): string {
  return `${PREFIX[kind]}_${mode}_${body}`;
}

/** What a text that is presented as a key claims to be. */
export type Claimed = { readonly kind: KeyKind | 'publishable'; readonly mode: Mode };

/** @returns null for what is no key of any kind */
export function claimedBy(text: string): Claimed | null {
  const [, letter, mode] = /^([spr])k_(test|live)_/.exec(text) ?? [];
  const kind = letter === 's' ? 'secret' : letter === 'r' ? 'restricted' : 'publishable';
  return letter === undefined ? null : { kind, mode: mode === 'live' ? 'live' : 'test' };
}

/** `sk_test_…cdef` of a key: enough to tell which one it was. */
export function maskKey(key: string): string {
  const prefix = /^(sk|pk|rk)_(test|live)_/.exec(key)?.[0] ?? '';
  return key.length - prefix.length > 8 ? `${prefix}…${key.slice(-4)}` : `${prefix}…`;
}

export type Standing = 'usable' | 'revoked' | 'expired';

/** @param nowMs the machine's time */
export function standingOf(
  { revokedMs, expiresMs }: Pick<ApiKey, 'revokedMs' | 'expiresMs'>,
  nowMs: number,
): Standing {
  if (revokedMs !== null) return 'revoked';
  return expiresMs !== null && expiresMs <= nowMs ? 'expired' : 'usable';
}
