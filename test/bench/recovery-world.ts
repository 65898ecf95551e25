/**
 * Two processors and one issuer behind them, made up from a seed: what an order meets at each is
 * decided by its number alone, so that every design is held against the very same days. They keep
 * books of what they did; who asks, and why, is not known here.
 */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../server/model/attempt.ts';
import type { ChargeCall, Processor } from '../../server/processors/processor.ts';

/** A number from 0 to 1 that is the same for the same words. */
export function lot(...words: readonly (string | number)[]): number {
  const hash = createHash('sha256').update(words.join('|')).digest();
  return hash.readUInt32BE(0) / 2 ** 32;
}

/** How often each thing happens. */
export const RATES = {
  /** A card's vault lets it be taken to the second processor. */
  portable: 0.85,
  /** The processor itself fails one order, and says so. */
  glitch: 0.05,
  /** The answer is lost after the charge was made; the call is lost before. */
  lostAnswer: 0.015,
  lostCall: 0.015,
  /** Of the issuer's answers: no funds, and never again. */
  funds: 0.05,
  never: 0.02,
  /** How much of the time the first and the second processor are down. */
  down: { north: 0.1, south: 0.03 },
} as const;

/** Orders of one outage, or of the time between two. */
const BLOCK = 25;

export interface Charged {
  readonly order: number;
  readonly processor: string;
}

export interface Bench {
  readonly processors: readonly Processor[];
  /** Every charge that was made, refunded or not. */
  readonly charged: readonly Charged[];
  /** Calls with a credential that means nothing there. */
  incompatible: number;
  /** Calls for an order whose issuer had said never before. */
  afterNever: number;
}

export const isPortable = (seed: number, card: string): boolean =>
  lot(seed, 'portable', card) < RATES.portable;

/** What an order's description says of it. */
export const orderOf = (description: string | null): number => Number(description?.slice(6) ?? 0);

function processorOf(
  name: 'north' | 'south',
  seed: number,
  bench: Bench & { charged: Charged[] },
  forbidden: Set<number>,
): Processor {
  const done = new Map<string, Outcome>();
  const is = (what: string, order: number, rate: number) => lot(seed, what, name, order) < rate;

  /** What the issuer says, which is the same whoever asks. */
  function issuer(order: number): Outcome | null {
    const says = lot(seed, 'issuer', order);
    const declined = (code: string, networkCode: string): Outcome => ({
      kind: 'declined',
      reference: `${name}-${order}`,
      code,
      networkCode,
      message: null,
    });
    if (says < RATES.never) return declined('stolen_card', '43');
    return says < RATES.never + RATES.funds ? declined('insufficient_funds', '51') : null;
  }

  function take({ attempt, credential, description }: ChargeCall): Outcome {
    const order = orderOf(description);
    const reference = `${name}-${attempt}`;
    const block = Math.floor(order / BLOCK);
    if (lot(seed, 'down', name, block) < RATES.down[name])
      return { kind: 'not_executed', reason: 'unavailable' };
    if (!credential.endsWith(`@${name}`) && !credential.endsWith('@network')) {
      bench.incompatible += 1;
      return { kind: 'not_executed', reason: 'payment_method_incompatible' };
    }
    if (is('call lost', order, RATES.lostCall)) return { kind: 'unknown', reason: 'timeout' };
    if (forbidden.has(order)) bench.afterNever += 1;
    const glitch: Outcome = {
      kind: 'declined',
      reference,
      code: 'processing_error',
      networkCode: null,
      message: null,
    };
    const fails = is('glitch', order, RATES.glitch) ? glitch : issuer(order);
    if (fails?.kind === 'declined' && fails.code === 'stolen_card') forbidden.add(order);
    const outcome: Outcome = fails ?? {
      kind: 'succeeded',
      reference,
      networkTransactionId: null,
      reusability: null,
    };
    if (outcome.kind === 'succeeded') bench.charged.push({ order, processor: name });
    done.set(attempt, outcome);
    return is('answer lost', order, RATES.lostAnswer)
      ? { kind: 'unknown', reason: 'timeout' }
      : outcome;
  }

  const cannot = async (): Promise<Outcome> => ({ kind: 'not_executed', reason: 'not_offered' });
  return {
    name,
    capabilities: {
      idempotency: 'current_state',
      idempotencyWindowS: 86_400,
      lookupByReference: true,
      lookupSettleMs: 0,
      currencies: 'all',
      credentialKinds: ['processor_token', 'network_token'],
      merchantInitiated: ['unscheduled'],
      webhooks: 'none',
      vault: 'bench',
    },
    cardEntry: () => null,
    exchange: async (token) => ({
      ok: true,
      value: {
        credential: `${token}@${name}`,
        kind: 'processor_token',
        reusability: 'single_use',
        name: null,
        card: {
          brand: 'visa',
          last4: '4242',
          expMonth: 12,
          expYear: 2090,
          funding: 'credit',
          country: 'US',
          fingerprint: token,
          networks: ['visa'],
          preferredNetwork: null,
        },
      },
    }),
    async provision(credential) {
      const [card = ''] = credential.split('@');
      if (!isPortable(seed, card)) return { ok: false, code: 'refused' };
      const kind = 'network_token';
      return { ok: true, credential: `${card}@network`, kind, reusability: 'off_session' };
    },
    charge: async (call) => take(call),
    setup: async ({ attempt, keep }) => {
      const kept = { networkTransactionId: null, reusability: keep };
      return { kind: 'succeeded', reference: `${name}-${attempt}`, ...kept };
    },
    lookup: async (attempt) => done.get(attempt) ?? { kind: 'absent' },
    capture: cannot,
    void: cannot,
    refund: cannot,
    deleteCredential: async () => true,
    readWebhook: () => null,
  };
}

/** A fresh pair of processors, to be asked in this order. */
export function createBench(seed: number): Bench {
  const bench = { processors: [] as Processor[], charged: [], incompatible: 0, afterNever: 0 };
  const forbidden = new Set<number>();
  for (const name of ['north', 'south'] as const)
    bench.processors.push(processorOf(name, seed, bench, forbidden));
  return bench;
}
