/**
 * What is shown: which saved cards a checkout may show, in which order. Only permission counts
 * here; whether a shown card can be used is decided elsewhere.
 */
import { SHOWN_METHODS } from './limits.ts';
import { type AllowRedisplay, isExpired, type PaymentMethod } from './payment-method.ts';

export const DEFAULT_FILTER: readonly AllowRedisplay[] = ['always'];

type Candidate = Pick<
  PaymentMethod,
  'id' | 'seq' | 'allowRedisplay' | 'detachedMs' | 'card' | 'customer'
>;

export interface Shown<T extends Candidate = PaymentMethod> {
  readonly method: T;
  readonly expired: boolean;
}

/**
 * The cards to show, newest first.
 * @param methods of one customer, in any order
 * @param options `filter` replaces the default as a whole; null or absent means the default.
 *   `limit` counts cards, `nowMs` is epoch milliseconds
 */
export function shownMethods<T extends Candidate>(
  methods: readonly T[],
  options: {
    readonly filter?: readonly AllowRedisplay[] | null;
    readonly nowMs: number;
    readonly limit?: number;
  },
): readonly Shown<T>[] {
  const filter = options.filter ?? DEFAULT_FILTER;
  return methods
    .filter((method) => method.detachedMs === null && method.customer !== null)
    .filter((method) => filter.includes(method.allowRedisplay))
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, options.limit ?? SHOWN_METHODS)
    .map((method) => ({ method, expired: isExpired(method.card, options.nowMs) }));
}
