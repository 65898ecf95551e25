/**
 * Mistakes that somebody could make, each in one place of the source, and what the loop must say about
 * it. They prove that the loop can fail; none of them is ever in the program itself.
 */
import type { Point } from './points.ts';
import type { Plant } from './program.ts';

export interface PlantedBug extends Plant {
  /** Where to die, so that it shows soon. */
  readonly point: Point;
  /** How long one waits for what will never settle, real milliseconds. */
  readonly settlingMs?: number;
  /** What is found, in the words of whoever finds it. */
  readonly found: RegExp;
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'callers hear of a commit before it is one',
    file: 'storage/transaction.ts',
    text: "        command('commit');",
    instead: `        for (const { tell } of ran) tell();
        await new Promise((resolve) => setTimeout(resolve, 100));
        command('commit');`,
    point: 'asked',
    found: /we know nothing of it|was told to be|first \d/,
  },
  {
    name: 'nobody asks after what was left open',
    file: 'worker/worker.ts',
    text: "['settle open attempts', reconcileDue],",
    instead: '',
    point: 'planned',
    settlingMs: 8_000,
    found: /stuck: attempt open/,
  },
  {
    name: 'a key does not remember the intent that was made under it',
    file: 'domain/payment-intents.ts',
    text: '    await notePoint(ctx, tx, intent.id);',
    instead: '',
    point: 'answered',
    found: /one key made 2 intents/,
  },
  {
    name: 'a delivery counts as made before it is',
    file: 'domain/webhooks-out.ts',
    text: '  const answer = await send(ctx, endpoint, event);',
    instead: `  const soon = { status: 'succeeded', tries: [], nextAttemptMs: null, endedMs: atMs } as const;
  await ctx.store.transact((tx) => recordTry(tx, delivery, soon));
  const answer = await send(ctx, endpoint, event);`,
    point: 'claimed',
    found: /never reached the merchant/,
  },
  {
    name: 'an event is written beside its change',
    file: 'domain/consequences.ts',
    text: '  if (type) await emit(ctx, tx, { type, object: await paymentIntentSnapshot(ctx, tx, now) });',
    instead: `  if (type) {
    const object = await paymentIntentSnapshot(ctx, tx, now);
    setTimeout(() => void ctx.store.transact((own) => emit(ctx, own, { type, object })), 50);
  }`,
    point: 'settled',
    found: /0 × payment_intent\.(succeeded|payment_failed)/,
  },
];
