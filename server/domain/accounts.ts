/**
 * Accounts: several merchants on one installation, each with customers, keys and a name of its own.
 * Whoever comes without a key (a buyer with a client secret, a processor with news) is led to the
 * account of what they name; whoever comes with one never leaves theirs.
 */
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { type Account, DEFAULT_ACCOUNT } from '../model/account.ts';
import { NAME_CHARS } from '../model/limits.ts';
import { Problem } from '../model/problem.ts';
import { allAccounts, findAccount, insertAccount, ownerOf } from '../storage/accounts.ts';
import { attempts } from '../storage/attempts.ts';
import type { Queryable } from '../storage/repository.ts';

/** Objects whose account is remembered at most; those that were asked for longest ago go first. */
const REMEMBERED = 10_000;
/** How long an account's name and addresses are believed without asking, in milliseconds. */
const FRESH_MS = 5_000;

interface Memory {
  readonly owners: Map<string, string>;
  readonly profiles: Map<string, { readonly account: Account | null; readonly readMs: number }>;
}

const memories = new WeakMap<object, Memory>();

/** What this process knows of a store's accounts; an object never changes its account. */
function memoryOf({ store }: Context): Memory {
  const known = memories.get(store);
  if (known) return known;
  const made: Memory = { owners: new Map(), profiles: new Map() };
  memories.set(store, made);
  return made;
}

async function profileOf(ctx: Context, db: Queryable, id: string): Promise<Account | null> {
  const { profiles } = memoryOf(ctx);
  const known = profiles.get(id);
  if (known && ctx.wall() - known.readMs < FRESH_MS) return known.account;
  const account = await findAccount(db, id);
  profiles.set(id, { account, readMs: ctx.wall() });
  return account;
}

/** The settings as they are for a buyer of that account: who speaks, and where they are sent. */
function spokenBy(config: Config, account: Account): Config {
  return {
    ...config,
    merchantName: account.name,
    merchantTermsUrl: account.termsUrl ?? undefined,
    merchantSupportUrl: account.supportUrl ?? undefined,
    merchantManageUrl: account.manageUrl ?? undefined,
  };
}

/**
 * The same context for another account, with its name in what buyers read.
 * @param db in a transaction, its own handle
 */
export async function inAccount(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Context> {
  const profile = id === DEFAULT_ACCOUNT ? null : await profileOf(ctx, db, id);
  const config = profile === null ? ctx.config : spokenBy(ctx.config, profile);
  return { ...ctx, account: id, config };
}

function remember(ctx: Context, id: string, owner: string): void {
  const { owners } = memoryOf(ctx);
  owners.set(id, owner);
  const [oldest] = owners.size > REMEMBERED ? owners.keys() : [];
  if (oldest !== undefined) owners.delete(oldest);
}

/** What a search says where there is nothing. */
function isMissing(reason: unknown): boolean {
  return (
    reason instanceof Problem &&
    (reason.code === 'resource_missing' || reason.code === 'client_secret_invalid')
  );
}

/** The account that an object is known to be in without asking; null where it may be the context's own. */
export function knownAccountOf(ctx: Context, id: string): string | null {
  return memoryOf(ctx).owners.get(id) ?? null;
}

/**
 * Finds what somebody names without a key: in the context's own account, and else in the account that
 * it belongs to.
 * @param find gives null, or throws that it is not there
 * @returns what was found with the context of its account; null for what is nowhere
 * @throws what `find` throws
 */
export async function whereItIs<T>(
  ctx: Context,
  id: string,
  find: (ctx: Context) => Promise<T | null>,
  db: Queryable = ctx.store.db,
): Promise<{ readonly ctx: Context; readonly found: T } | null> {
  const known = knownAccountOf(ctx, id);
  const here = known === null ? ctx : await inAccount(ctx, known, db);
  let refusal: unknown = null;
  const found = await find(here).catch((reason: unknown) => {
    if (!isMissing(reason)) throw reason;
    refusal = reason;
    return null;
  });
  if (found !== null) return { ctx: here, found };
  const owner = known === null ? await ownerOf(db, id) : null;
  if (owner === null || owner === here.account) {
    if (refusal !== null) throw refusal;
    return null;
  }
  remember(ctx, id, owner);
  const there = await inAccount(ctx, owner, db);
  const its = await find(there);
  return its === null ? null : { ctx: there, found: its };
}

/** An attempt of any account, with the context of its account; null where there is none. */
export function attemptAnywhere(ctx: Context, id: string, db: Queryable = ctx.store.db) {
  return whereItIs(ctx, id, (its) => attempts.find(db, its.account, id), db);
}

/** The context of the account that an object belongs to; the same one for what is nowhere. */
export async function inAccountOf(ctx: Context, id: string): Promise<Context> {
  const owner = await ownerOf(ctx.store.db, id);
  return owner === null ? ctx : inAccount(ctx, owner);
}

/** Who speaks on the page of something that is named without a key; of what is nowhere, the default account. */
export async function speakerFor(ctx: Context, id: string): Promise<string> {
  const owner = knownAccountOf(ctx, id) ?? (await ownerOf(ctx.store.db, id)) ?? ctx.account;
  return (await inAccount(ctx, owner)).config.merchantName;
}

export type AccountFields = Pick<Account, 'name'> &
  Partial<Pick<Account, 'termsUrl' | 'supportUrl' | 'manageUrl'>>;

/** @throws Error, one line, for a name that is none or an address that is no http(s) URL */
export async function createAccount(ctx: Context, fields: AccountFields): Promise<Account> {
  const name = fields.name.trim();
  if (name === '' || name.length > NAME_CHARS)
    throw new Error(`an account's name has 1 to ${NAME_CHARS} characters`);
  const { termsUrl = null, supportUrl = null, manageUrl = null } = fields;
  for (const url of [termsUrl, supportUrl, manageUrl])
    if (url !== null && !/^https?:\/\/\S+$/.test(url))
      throw new Error(`${url} is not an http or https URL`);
  const id = ctx.newId('acct');
  const account: Account = { id, name, termsUrl, supportUrl, manageUrl, createdMs: ctx.wall() };
  await ctx.store.transact((tx) => insertAccount(tx, account));
  return account;
}

/** Every account, the default one first. */
export async function listAccounts(ctx: Context): Promise<readonly Account[]> {
  const { merchantName: name, merchantTermsUrl, merchantSupportUrl } = ctx.config;
  const own: Account = {
    id: DEFAULT_ACCOUNT,
    name,
    termsUrl: merchantTermsUrl ?? null,
    supportUrl: merchantSupportUrl ?? null,
    manageUrl: ctx.config.merchantManageUrl ?? null,
    createdMs: 0,
  };
  return [own, ...(await allAccounts(ctx.store.db))];
}

/** Whether an account exists. */
export async function accountExists(ctx: Context, id: string): Promise<boolean> {
  return id === DEFAULT_ACCOUNT || (await findAccount(ctx.store.db, id)) !== null;
}
