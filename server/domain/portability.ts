/**
 * A kept card outlives the processor that kept it: where the vault allows, every other processor of
 * that vault gets a credential of its own. What is to be taken where is written down in the
 * transaction that keeps the card, and asked for until it is done or refused.
 */
import type { Context } from '../context.ts';
import { type Credential, REUSABILITIES, serves } from '../model/credential.ts';
import { PROVISION_TRIES } from '../model/limits.ts';
import type { Processor, ProvisionResult } from '../processors/processor.ts';
import {
  credentials,
  credentialsOf,
  paymentMethods,
  removeCredential,
} from '../storage/payment-methods.ts';
import {
  claimProvisions,
  endProvision,
  type Provision,
  planProvision,
  postponeProvision,
} from '../storage/provisions.ts';
import type { Queryable } from '../storage/repository.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { forgetLater } from './forgetting.ts';

/** Between two tries, in milliseconds, growing with their number. */
const BACKOFF_MS = [1_000, 5_000, 60_000, 600_000, 3_600_000] as const;
/** Longer than one call to a processor may take. */
const LEASE_MS = 60_000;

const named = (ctx: Context, name: string): Processor | undefined =>
  ctx.processors.find((each) => each.name === name);

/** The processors that can be given a card that is kept at `source`. */
function matesOf(ctx: Context, source: Processor): readonly Processor[] {
  const { vault } = source.capabilities;
  if (vault === null || !source.provision) return [];
  return ctx.processors.filter(
    ({ name, capabilities }) =>
      name !== source.name &&
      capabilities.vault === vault &&
      capabilities.credentialKinds.includes('network_token'),
  );
}

const rank = ({ reusability }: Credential) => REUSABILITIES.indexOf(reusability);

/** Plans what is missing at other processors, in the transaction that keeps or uses the card. */
export async function carryLater(ctx: Context, tx: Queryable, card: string): Promise<void> {
  if (ctx.processors.length < 2) return;
  const held = (await credentialsOf(tx, ctx.account, card)).filter(
    ({ reusability }) => reusability !== 'single_use',
  );
  const [kept] = held;
  if (!kept) return;
  await spendElsewhere(ctx, tx, card, kept.id);
  const sources = held.filter(({ kind }) => kind !== 'network_token');
  for (const source of [...sources].sort((a, b) => rank(b) - rank(a))) {
    const processor = named(ctx, source.processor);
    if (!processor) continue;
    for (const mate of matesOf(ctx, processor)) {
      const there = held.filter((each) => each.processor === mate.name);
      if (there.some((each) => serves(each.reusability, source.reusability))) continue;
      await planProvision(tx, {
        id: ctx.newId('cred'),
        account: ctx.account,
        paymentMethod: card,
        credential: source.id,
        processor: mate.name,
        nextAttemptMs: ctx.wall(),
      });
    }
  }
}

/**
 * A card that was good for one use is spent wherever it was known, once it was used anywhere: what
 * other processors hold of it for one use is forgotten.
 */
export async function spendElsewhere(
  ctx: Context,
  tx: Queryable,
  card: string,
  used: string,
): Promise<void> {
  if (ctx.processors.length < 2) return;
  const spent = (await credentialsOf(tx, ctx.account, card)).filter(
    ({ id, reusability }) => id !== used && reusability === 'single_use',
  );
  for (const credential of spent) await removeCredential(tx, ctx.account, credential.id);
  await forgetLater(ctx, tx, spent);
}

/** Writes what was given, or undoes it where the card has gone meanwhile. */
async function record(
  ctx: Context,
  tx: Queryable,
  held: Provision,
  given: Extract<ProvisionResult, { ok: true }>,
): Promise<void> {
  if (!(await endProvision(tx, held))) return;
  const secret = ctx.keys.encrypt(`credentials:${held.id}`, given.credential);
  const source = await credentials.find(tx, ctx.account, held.credential);
  const card = source && (await paymentMethods.find(tx, ctx.account, source.paymentMethod));
  const made: Credential = {
    id: held.id,
    account: ctx.account,
    paymentMethod: card?.id ?? held.paymentMethod,
    processor: held.processor,
    kind: given.kind,
    reusability: given.reusability,
    secret,
    networkTransactionId: null,
    createdMs: ctx.wall(),
  };
  if (!card || card.detachedMs !== null) return forgetLater(ctx, tx, [made]);
  const there = (await credentialsOf(tx, ctx.account, card.id)).find(
    (each) =>
      each.processor === held.processor &&
      ctx.keys.decrypt(`credentials:${each.id}`, each.secret) === given.credential,
  );
  const { reusability } = given;
  if (there) await credentials.update(tx, ctx.account, there.id, { reusability });
  else await credentials.insert(tx, made);
}

async function carry(ctx: Context, held: Provision): Promise<void> {
  const source = await credentials.find(ctx.store.db, ctx.account, held.credential);
  const provision = source && named(ctx, source.processor)?.provision;
  if (!source || !provision) {
    await ctx.store.transact((tx) => endProvision(tx, held));
    return;
  }
  assertOutsideTransaction('a processor');
  const given = await provision(ctx.keys.decrypt(`credentials:${source.id}`, source.secret));
  await ctx.store.transact(async (tx) => {
    if (given.ok) return record(ctx, tx, held, given);
    if (given.code === 'refused' || held.fence >= PROVISION_TRIES) {
      ctx.log.warn({ processor: held.processor, code: given.code }, 'a card stays where it is');
      await endProvision(tx, held);
      return;
    }
    const wait = BACKOFF_MS[Math.min(held.fence, BACKOFF_MS.length) - 1] ?? 0;
    await postponeProvision(tx, held, ctx.wall() + wait);
  });
}

/** Takes cards to other processors where that is due. @returns how many were dealt with */
export async function carryDue(base: Context): Promise<number> {
  const due = await base.store.transact((tx) => claimProvisions(tx, base.wall(), LEASE_MS));
  for (const held of due) await carry({ ...base, account: held.account }, held);
  return due.length;
}
