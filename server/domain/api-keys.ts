/**
 * Keys of the merchant API beside the installation's own: made, listed, rotated and revoked by whoever
 * runs it. A key is shown once, when it is made. What a key opens is remembered for a few seconds, so
 * that a request costs no question; a revocation holds at once in the process that made it, and
 * everywhere after {@link KEY_FRESH_MS}.
 */
import type { Context } from '../context.ts';
import {
  type ApiKey,
  type KeyKind,
  keyText,
  type Mode,
  maskKey,
  standingOf,
} from '../model/api-key.ts';
import { NAME_CHARS } from '../model/limits.ts';
import type { Permissions } from '../model/permission.ts';
import { apiKeys, keyByHash, keyById, keysOf } from '../storage/api-keys.ts';
import type { Queryable } from '../storage/repository.ts';
import { accountExists } from './accounts.ts';

/** How long what is known of a key is believed, in milliseconds. */
export const KEY_FRESH_MS = 5_000;
/** How exactly the last use of a key is noted, in milliseconds. */
const USE_NOTED_MS = 3600_000;
/** Keys that are remembered at most. */
const REMEMBERED = 10_000;

type Known = { readonly key: ApiKey; readonly readMs: number };
const memories = new WeakMap<object, Map<string, Known>>();

function memoryOf({ store }: Context): Map<string, Known> {
  const known = memories.get(store);
  if (known) return known;
  const made = new Map<string, Known>();
  memories.set(store, made);
  return made;
}

/** The mode that an installation is in: that of its own key. */
export function modeOf({ secretKey }: Context['config']): Mode {
  return secretKey.startsWith('sk_live_') ? 'live' : 'test';
}

export interface NewKey {
  readonly account: string;
  readonly name: string;
  readonly kind: KeyKind;
  /** Of a restricted key; null for a secret one. */
  readonly permissions: Permissions | null;
  /** From then on it opens nothing, epoch ms; null for no end. */
  readonly expiresMs: number | null;
}

/** A key that was just made; `secret` is shown now and never again. */
export interface MadeKey {
  readonly key: ApiKey;
  readonly secret: string;
}

async function insertKey(ctx: Context, tx: Queryable, fields: NewKey): Promise<MadeKey> {
  const id = ctx.newId('key');
  const secret = keyText(fields.kind, modeOf(ctx.config), ctx.newId('key').slice('key_'.length));
  const key: ApiKey = {
    ...fields,
    id,
    seq: ctx.nextSeq(),
    createdMs: ctx.wall(),
    hash: ctx.keys.sha256(secret),
    hint: maskKey(secret),
    lastUsedMs: null,
    revokedMs: null,
    replacedBy: null,
  };
  await apiKeys.insert(tx, key);
  return { key, secret };
}

/** @throws Error, one line, for an account that is not there or a name that is none */
export async function createApiKey(ctx: Context, fields: NewKey): Promise<MadeKey> {
  const name = fields.name.trim();
  if (name === '' || name.length > NAME_CHARS)
    throw new Error(`a key's name has 1 to ${NAME_CHARS} characters`);
  if (!(await accountExists(ctx, fields.account)))
    throw new Error(`there is no account ${fields.account.slice(0, 100)}`);
  return ctx.store.transact((tx) => insertKey(ctx, tx, { ...fields, name }));
}

/** @param account null for the keys of all */
export function listApiKeys(ctx: Context, account: string | null): Promise<readonly ApiKey[]> {
  return keysOf(ctx.store.db, account);
}

/** @throws Error, one line, for a key that is not there or opens nothing any more */
async function usableKey(ctx: Context, tx: Queryable, id: string): Promise<ApiKey> {
  const key = await keyById(tx, id);
  if (!key) throw new Error(`there is no key ${id.slice(0, 100)}`);
  const standing = standingOf(key, ctx.wall());
  if (standing !== 'usable') throw new Error(`the key ${id} is ${standing} already`);
  return key;
}

/** Ends a key: here at once, in other processes within {@link KEY_FRESH_MS}. @throws Error, one line */
export async function revokeApiKey(ctx: Context, id: string): Promise<ApiKey> {
  const revoked = await ctx.store.transact(async (tx) => {
    const key = await usableKey(ctx, tx, id);
    const change = { revokedMs: ctx.wall() };
    await apiKeys.update(tx, key.account, id, change);
    return { ...key, ...change };
  });
  memoryOf(ctx).delete(revoked.hash);
  return revoked;
}

/**
 * A new key that may do what the old one may; the old one goes on for a while, so that nobody stands
 * still while the new one is brought to where it is used.
 * @param overlapMs how long the old one goes on; 0 ends it now
 * @throws Error, one line
 */
export async function rotateApiKey(ctx: Context, id: string, overlapMs: number): Promise<MadeKey> {
  const made = await ctx.store.transact(async (tx) => {
    const old = await usableKey(ctx, tx, id);
    const { account, name, kind, permissions } = old;
    // What was made for a while stays for a while; what was replaced before has the end of its overlap.
    const lastMs = old.replacedBy === null ? old.expiresMs : null;
    const next = await insertKey(ctx, tx, { account, name, kind, permissions, expiresMs: lastMs });
    const endMs = ctx.wall() + overlapMs;
    const expiresMs = old.expiresMs === null ? endMs : Math.min(old.expiresMs, endMs);
    await apiKeys.update(tx, account, id, { expiresMs, replacedBy: next.key.id });
    return { next, hash: old.hash };
  });
  memoryOf(ctx).delete(made.hash);
  return made.next;
}

/** Notes now and then that a key is used; nobody waits for it. */
function noteUse(ctx: Context, key: ApiKey): void {
  const nowMs = ctx.wall();
  if (key.lastUsedMs !== null && nowMs - key.lastUsedMs < USE_NOTED_MS) return;
  const used: ApiKey = { ...key, lastUsedMs: nowMs };
  memoryOf(ctx).set(key.hash, { key: used, readMs: nowMs });
  const noted: Promise<void> = ctx.store
    .transact((tx) => apiKeys.update(tx, key.account, key.id, { lastUsedMs: nowMs }))
    .catch((reason: unknown) => {
      ctx.log.warn({ key: key.id, reason }, 'the use of a key was not noted');
    })
    .finally(() => ctx.hearing.delete(noted));
  ctx.hearing.add(noted);
}

/** The key of that hash, usable or not, as of a few seconds ago at most; null for none. */
export async function findKey(ctx: Context, hash: string): Promise<ApiKey | null> {
  const memory = memoryOf(ctx);
  const known = memory.get(hash);
  const nowMs = ctx.wall();
  if (known && nowMs - known.readMs < KEY_FRESH_MS) return known.key;
  memory.delete(hash);
  const key = await keyByHash(ctx.store.db, hash);
  if (!key) return null;
  memory.set(hash, { key, readMs: nowMs });
  const [oldest] = memory.size > REMEMBERED ? memory.keys() : [];
  if (oldest !== undefined) memory.delete(oldest);
  if (standingOf(key, nowMs) === 'usable') noteUse(ctx, key);
  return key;
}
