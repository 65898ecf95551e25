/**
 * A processor inside the test: it knows every card, charges at once, and answers as it was told to.
 * What it was asked stands in its book, for tests to hold against the rules.
 */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../../server/model/attempt.ts';
import type { Reusability } from '../../../server/model/credential.ts';
import type { ChargeCall, Processor, SetupCall } from '../../../server/processors/processor.ts';

export interface Teller extends Processor {
  /** Every charge that it was asked for, in order. */
  readonly book: readonly ChargeCall[];
  /** Credentials that it was asked to forget. */
  readonly forgotten: readonly string[];
  declineNext(code: string, networkCode: string | null): void;
  /** Answers to the next charges, each used once; then they succeed. */
  plan(answers: readonly ('succeeded' | 'declined' | 'unknown')[]): void;
  /** Cards that come in from now on can be used once, whatever is asked; null for none. */
  onlyOnce(number: string | null): void;
  /** Pretends to know no kind of credential. */
  forgetKinds(forgotten: boolean): void;
  /** Whether `deleteCredential` fails. */
  refuseDeletion(refused: boolean): void;
}

const FACES: Readonly<Record<string, readonly [brand: string, last4: string]>> = {
  visa: ['visa', '4242'],
  mastercard: ['mastercard', '4444'],
  amex: ['amex', '0005'],
};

/** The face behind a test id or token; `ctok_` tokens are all the same Visa, unless they name another. */
function faceOf(token: string): readonly [string, string] {
  const name = Object.keys(FACES).find((each) => token.toLowerCase().includes(each));
  return FACES[name ?? 'visa'] ?? ['visa', '4242'];
}

export function createTeller(
  options: { readonly currencies?: 'all' | readonly string[] } = {},
): Teller {
  const book: ChargeCall[] = [];
  const forgotten: string[] = [];
  const known = new Map<string, Outcome>();
  const planned: ('succeeded' | 'declined' | 'unknown')[] = [];
  let declines: { code: string; networkCode: string | null } | null = null;
  let once = false;
  let kinds: readonly string[] = ['processor_token'];
  let deaf = false;
  let count = 0;

  function answer(call: ChargeCall | SetupCall, keep: Reusability | null): Outcome {
    const repeated = known.get(call.attempt);
    if (repeated) return repeated;
    const reference = `ref_${call.attempt}`;
    const wish = planned.shift();
    const decline =
      declines ?? (wish === 'declined' ? { code: 'generic_decline', networkCode: '05' } : null);
    declines = null;
    const outcome: Outcome = decline
      ? { kind: 'declined', reference, message: null, ...decline }
      : wish === 'unknown'
        ? { kind: 'unknown', reason: 'timeout' }
        : {
            kind: 'succeeded',
            reference,
            networkTransactionId: null,
            reusability: once && keep !== null ? 'single_use' : keep,
          };
    if (outcome.kind !== 'unknown') known.set(call.attempt, outcome);
    return outcome;
  }

  return {
    name: 'sandbox',
    get capabilities() {
      return {
        idempotency: 'current_state' as const,
        idempotencyWindowS: 86_400,
        lookupByReference: true,
        lookupSettleMs: 1000,
        currencies: options.currencies ?? ('all' as const),
        credentialKinds: kinds,
        merchantInitiated: ['unscheduled' as const],
        webhooks: 'none' as const,
        vault: null,
      };
    },
    book,
    forgotten,
    declineNext(code, networkCode) {
      declines = { code, networkCode };
    },
    plan(answers) {
      planned.push(...answers);
    },
    onlyOnce(number) {
      once = number !== null;
    },
    forgetKinds(none) {
      kinds = none ? [] : ['processor_token'];
    },
    refuseDeletion(refused) {
      deaf = refused;
    },
    cardEntry: () => null,
    async exchange(token) {
      const [brand, last4] = faceOf(token);
      count += 1;
      return {
        ok: true,
        value: {
          credential: `card_${count}`,
          kind: 'processor_token',
          reusability: 'single_use',
          name: null,
          card: {
            brand,
            last4,
            expMonth: 12,
            expYear: 2035,
            funding: 'credit',
            country: 'US',
            fingerprint: createHash('sha256').update(`${brand}${last4}`).digest('hex').slice(0, 16),
            networks: [brand],
            preferredNetwork: null,
          },
        },
      };
    },
    async charge(call) {
      book.push(call);
      return answer(call, call.keep);
    },
    setup: async (call) => answer(call, call.keep),
    lookup: async (attempt) => known.get(attempt) ?? { kind: 'unknown', reason: 'not_told' },
    capture: async () => ({ kind: 'unknown', reason: 'not_offered' }),
    void: async () => ({ kind: 'unknown', reason: 'not_offered' }),
    refund: async () => ({ kind: 'unknown', reason: 'not_offered' }),
    async deleteCredential(credential) {
      if (deaf) return false;
      forgotten.push(credential);
      return true;
    },
    readWebhook: () => null,
  };
}
