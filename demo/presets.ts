/**
 * Which later charges are worth trying: one that a live mandate covers, and some that it does not,
 * each for another reason. Pure; the API decides, this only knows where to look.
 */
import type Stripe from 'stripe';
import type { Mandate } from './evidence.ts';
import { CURRENCIES, currencyOf, type LaterCharge } from './later-charge.ts';
import { cardName, money } from './spoken.ts';

export type Planned = Omit<LaterCharge, 'press'>;

/** A charge to try in one press, and what it is called. */
export interface Preset extends Planned {
  readonly says: string;
}

const USUAL_MINOR = 2500;
/** How far beyond a limit the charge goes that is to be refused. */
const BEYOND_MINOR = 1000;

/**
 * The live mandates of the card that is best to try with: one whose every charge has a limit, else
 * any. Another mandate of the same card counts too, because the widest one decides.
 */
function triedWith(mandates: readonly Mandate[]): readonly Mandate[] {
  const live = mandates.filter(({ status }) => status === 'active');
  const byCard = live.map(({ payment_method: card }) =>
    live.filter((each) => each.payment_method === card),
  );
  const limited = byCard.find((all) => all.every(({ terms }) => terms.max_amount !== null));
  return limited ?? byCard[0] ?? [];
}

/** What the form is filled with; no card where nobody authorized anything. */
export function covered(mandates: readonly Mandate[]): Planned {
  const [mandate] = triedWith(mandates);
  const { max_amount: most = null, currency = null } = mandate?.terms ?? {};
  return {
    paymentMethod: mandate?.payment_method ?? '',
    amountMinor: Math.min(USUAL_MINOR, most ?? USUAL_MINOR),
    currency: currencyOf(currency ?? '') ?? 'usd',
  };
}

/** Charges beside {@link covered}: too much, in another currency, to a card without a mandate. */
export function uncovered(
  mandates: readonly Mandate[],
  cards: readonly Stripe.PaymentMethod[],
): readonly Preset[] {
  const terms = triedWith(mandates).map((mandate) => mandate.terms);
  if (terms.length === 0) return [];
  const inside = covered(mandates);
  const presets: Preset[] = [];
  const most = Math.max(...terms.map((each) => each.max_amount ?? Number.POSITIVE_INFINITY));
  if (Number.isFinite(most)) {
    const amountMinor = most + BEYOND_MINOR;
    const says = `${money(amountMinor, inside.currency)}, over the limit`;
    presets.push({ ...inside, amountMinor, says });
  }
  const other = CURRENCIES.find((currency) =>
    terms.every((held) => held.currency !== null && held.currency !== currency),
  );
  if (other !== undefined) {
    const says = `${money(inside.amountMinor, other)}, in another currency`;
    presets.push({ ...inside, currency: other, says });
  }
  const silent = cards.find(({ id }) => !mandates.some((each) => each.payment_method === id));
  if (silent?.card !== undefined) {
    const says = `${money(inside.amountMinor, inside.currency)} to ${cardName(silent.card)}`;
    presets.push({ ...inside, paymentMethod: silent.id, says });
  }
  return presets;
}
