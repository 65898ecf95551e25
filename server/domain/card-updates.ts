/**
 * What processors tell of a card's account after it was kept: a new expiry, a new number, or that it
 * is closed. A message is only a hint to ask; what the processor then answers is compared with what
 * is known, so that repeated, late and disordered messages change nothing. Agreements go on with a
 * new number of the same account, and end with an account that is closed.
 */
import type { Context } from '../context.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import {
  type AccountState,
  type CardUpdate,
  cardChange,
  lastSeen,
  saysTheSame,
  stateOf,
} from '../model/card-update.ts';
import type { Credential } from '../model/credential.ts';
import { classify } from '../model/decline.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { cardUpdates, updatesOf } from '../storage/card-updates.ts';
import { receive } from '../storage/inbox.ts';
import { credentials, credentialsOf, paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { carryOver, endWithAccount, joinSameCard, livingMandates } from './card-successors.ts';
import { emit } from './events.ts';

/** Whose word it is, and how old it may be at most. */
export interface Word {
  readonly source: CardUpdate['source'];
  /** The processor's own id of the message, our attempt, or the request. */
  readonly toldBy: string;
  /** Epoch milliseconds. */
  readonly asOfMs: number;
}

/**
 * Compares a processor's word about the account behind a credential with what is known, and writes
 * what is new: the card's face, what becomes of its agreements, an event, and a record for good.
 */
export async function heedAccount(
  ctx: Context,
  tx: Queryable,
  credential: Credential,
  told: AccountState,
  word: Word,
): Promise<void> {
  const method = await paymentMethods.find(tx, ctx.account, credential.paymentMethod);
  if (!method || method.detachedMs !== null || method.type !== 'card') return;
  const all = await credentialsOf(tx, ctx.account, method.id);
  const replaced = all.some(
    ({ processor, kind, createdMs }) =>
      processor === credential.processor &&
      kind === credential.kind &&
      createdMs > credential.createdMs,
  );
  // The card was typed anew since: of the credential before, only that its account is closed counts.
  if (replaced && told.open) return;
  const words = (await updatesOf(tx, ctx.account, method.id)).filter(
    ({ createdMs }) => createdMs >= credential.createdMs,
  );
  // What a merchant or buyer corrected by hand is not undone by a word that says nothing new.
  if (saysTheSame(told, lastSeen(credential.processor, words, method))) return;
  const ages = [...all.map((each) => each.createdMs), ...words.map((each) => each.asOfMs)];
  const change = cardChange(method, told, word.asOfMs, Math.max(...ages), ctx.now());
  if (change.kind === null) return;
  const { card, closedMs } = change;
  const changed: PaymentMethod = { ...method, card, closedMs };
  const living = change.kind === 'number' ? await livingMandates(ctx, tx, method) : [];
  const heir = change.kind === 'number' ? await joinSameCard(ctx, tx, method, card) : null;
  const after = heir ?? changed;
  if (!heir) await paymentMethods.update(tx, ctx.account, method.id, { card, closedMs });
  await note(ctx, tx, after.id, credential.processor, change.kind, method, changed, word);
  await emit(ctx, tx, {
    type: 'payment_method.automatically_updated',
    object: ctx.encode.paymentMethod(after),
    before: ctx.encode.paymentMethod({
      ...after,
      card: method.card,
      closedMs: method.closedMs ?? null,
    }),
  });
  if (change.kind === 'number') await carryOver(ctx, tx, method, after, living);
  if (change.kind === 'closed') await endWithAccount(ctx, tx, after);
}

/** Writes one word down, for good. */
async function note(
  ctx: Context,
  tx: Queryable,
  paymentMethod: string,
  processor: string,
  kind: CardUpdate['kind'],
  before: PaymentMethod,
  after: PaymentMethod,
  word: Word,
): Promise<void> {
  await cardUpdates.insert(tx, {
    id: ctx.newId('cupd'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    paymentMethod,
    processor,
    kind,
    ...word,
    before: stateOf(before),
    after: stateOf(after),
    createdMs: ctx.wall(),
  });
}

/** Notes that a merchant or buyer changed a card's expiry by hand. */
export async function noteEdit(
  ctx: Context,
  tx: Queryable,
  before: PaymentMethod,
  after: PaymentMethod,
): Promise<void> {
  if (saysTheSame(stateOf(before), stateOf(after))) return;
  const toldBy = ctx.caller?.requestId ?? '';
  const word = { source: 'edit', toldBy, asOfMs: ctx.wall() } as const;
  await note(ctx, tx, after.id, '', 'expiry', before, after, word);
}

/** What an answer to a charge or setup says of the card's account, beside its outcome. */
export async function heedAnswer(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  outcome: Outcome,
): Promise<void> {
  if (attempt.credential === null) return;
  const told = 'account' in outcome ? outcome.account : undefined;
  const { decline } = attempt;
  const hinted =
    decline !== null &&
    classify(decline.code, decline.networkCode, decline.advice).newData === true;
  if (!told && !hinted) return;
  const credential = await credentials.find(tx, ctx.account, attempt.credential);
  if (!credential) return;
  if (told) {
    // On a test clock an attempt's stamp says nothing of the machine's time, by which words are compared.
    const asOfMs = ctx.clock == null ? attempt.createdMs : ctx.wall();
    const word = { source: 'response', toldBy: attempt.id, asOfMs } as const;
    return heedAccount(ctx, tx, credential, told, word);
  }
  await askSoon(ctx, tx, credential, attempt.id);
}

/** A decline hints at new data: the processor is asked as if it had sent a message. */
async function askSoon(
  ctx: Context,
  tx: Queryable,
  credential: Credential,
  attempt: string,
): Promise<void> {
  const processor = ctx.processors.find(({ name }) => name === credential.processor);
  if (!processor?.cardAccount) return;
  const id = ctx.newId('inbox');
  const theirs = ctx.keys.decrypt(`credentials:${credential.id}`, credential.secret);
  const message = {
    id,
    processor: processor.name,
    event: `decline of ${attempt}`,
    attempt: '',
    credential: ctx.keys.encrypt(`inbox:${id}`, theirs),
    fence: 0,
  };
  await receive(tx, message, ctx.wall(), ctx.wall());
}
