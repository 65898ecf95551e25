/**
 * What a session in mode `subscription` begins: which items come round, how often, what is due today
 * and what later. It makes no subscription and knows no cards.
 */
import type { CheckoutSession, LineItem } from './checkout-session.ts';
import { DAY_MS } from './limits.ts';
import { addPeriods, type Cadence } from './period.ts';
import { sameCadence } from './recurrence.ts';

/** The shortest trial that ends at a moment, and the longest: what Stripe's hosted checkout allows. */
const TRIAL_MIN_MS = 2 * DAY_MS;
const TRIAL_MAX_MS = 730 * DAY_MS;
/** Prices that one subscription can have. */
const RECURRING_MAX = 20;

export interface CheckoutPlan {
  readonly cadence: Cadence;
  /** What comes round. */
  readonly items: readonly LineItem[];
  /** Minor units, of all of them, each time. */
  readonly eachMinor: number;
  /** Minor units: what is paid once, and the first period where there is no trial. */
  readonly todayMinor: number;
  /** Epoch ms; null without a trial. */
  readonly trialEndMs: number | null;
}

type Planned = Pick<CheckoutSession, 'mode' | 'subscriptionData' | 'createdMs'> & {
  readonly lineItems: readonly Omit<LineItem, 'id'>[];
};

const sum = (items: readonly Pick<LineItem, 'amountTotalMinor'>[]) =>
  items.reduce((total, item) => total + item.amountTotalMinor, 0);

function trialEnd({ subscriptionData: data, createdMs }: Planned): number | null {
  if (typeof data.trial_end === 'number') return data.trial_end * 1000;
  const days = data.trial_period_days;
  return typeof days === 'number' ? createdMs + days * DAY_MS : null;
}

/** Null for a session of another mode, and for one in which nothing comes round. */
export function planOf(
  session: Pick<CheckoutSession, 'mode' | 'subscriptionData' | 'createdMs' | 'lineItems'>,
): CheckoutPlan | null {
  const items = session.lineItems.filter(({ recurring }) => recurring !== null);
  const cadence = items[0]?.recurring ?? null;
  if (session.mode !== 'subscription' || cadence === null) return null;
  const trialEndMs = trialEnd(session);
  const due = session.lineItems.filter(
    ({ recurring }) => recurring === null || trialEndMs === null,
  );
  return { cadence, items, eachMinor: sum(items), todayMinor: sum(due), trialEndMs };
}

/** When the plan charges for the first time after today, for a buyer who accepts it now. */
export function nextChargeMs({ cadence, trialEndMs }: CheckoutPlan, nowMs: number): number {
  return trialEndMs ?? addPeriods(nowMs, cadence, 1);
}

/** What is due at once, minor units. */
export function dueToday(session: Planned): number {
  const free = session.mode === 'subscription' && trialEnd(session) !== null;
  return sum(session.lineItems.filter(({ recurring }) => recurring === null || !free));
}

export interface PlanFault {
  readonly param: string;
  readonly message: string;
}

function cadenceFault(recurring: readonly Cadence[], mode: CheckoutSession['mode']) {
  const [first] = recurring;
  if (mode === 'payment' && first)
    return 'A recurring price was passed in `payment` mode. Use `subscription` mode, or one-time prices alone.';
  if (mode !== 'subscription') return null;
  if (!first) return '`subscription` mode needs at least one recurring price.';
  if (recurring.length > RECURRING_MAX)
    return `A subscription can have at most ${RECURRING_MAX} recurring prices.`;
  return recurring.every((each) => sameCadence(each, first))
    ? null
    : 'All recurring prices of a session must have the same billing interval.';
}

function trialFault(session: Planned): PlanFault | null {
  const {
    trial_end: end,
    trial_period_days: days,
    billing_cycle_anchor: anchor,
  } = session.subscriptionData;
  if (anchor !== undefined)
    return {
      param: 'subscription_data[billing_cycle_anchor]',
      message: '`billing_cycle_anchor` is not available here; a trial moves the first charge.',
    };
  if (end !== undefined && days !== undefined)
    return {
      param: 'subscription_data[trial_end]',
      message: 'Only one of `trial_end` and `trial_period_days` may be given.',
    };
  const lengthMs = typeof end === 'number' ? end * 1000 - session.createdMs : null;
  // Seconds on the wire: the bounds are held to the second.
  if (lengthMs !== null && lengthMs < TRIAL_MIN_MS - 1000)
    return {
      param: 'subscription_data[trial_end]',
      message: 'The `trial_end` date has to be at least 2 days in the future.',
    };
  return lengthMs !== null && lengthMs > TRIAL_MAX_MS
    ? {
        param: 'subscription_data[trial_end]',
        message: 'The `trial_end` date can be at most 2 years in the future.',
      }
    : null;
}

function hasTwice(items: readonly { readonly price: string | null }[]): boolean {
  const named = items.flatMap(({ price }) => price ?? []);
  return new Set(named).size < named.length;
}

/** Why these items cannot be sold in this mode; null when they can. */
export function planFault(
  session: Planned & Pick<CheckoutSession, 'paymentIntentData'>,
): PlanFault | null {
  const { mode, lineItems, subscriptionData, paymentIntentData } = session;
  const recurring = lineItems.flatMap((item) => item.recurring ?? []);
  const message = cadenceFault(recurring, mode);
  if (message) return { param: 'line_items', message };
  if (mode === 'subscription' && hasTwice(lineItems.filter((item) => item.recurring !== null)))
    return {
      param: 'line_items',
      message: 'Each recurring price can be in a session once. Use `quantity` for more of it.',
    };
  if (mode !== 'subscription') {
    return Object.keys(subscriptionData).length === 0
      ? null
      : {
          param: 'subscription_data',
          message: `\`subscription_data\` cannot be given in \`${mode}\` mode.`,
        };
  }
  if (Object.keys(paymentIntentData).length > 0)
    return {
      param: 'payment_intent_data',
      message: '`payment_intent_data` cannot be given in `subscription` mode.',
    };
  return trialFault(session);
}
