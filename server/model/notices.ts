/**
 * What a subscriber is to be told, when, and by when at the latest: planned anew from how things stand,
 * so that what changed is not told as it was. Each notice has a cause, and a cause is told once. Who
 * writes to the buyer, and how, is the merchant's.
 */
import { DAY_MS } from './limits.ts';
import { NOTICE_DAYS, NOTICE_RULES, type NoticeKind, type NoticeRule } from './notice-rules.ts';
import { expiresMs, isExpired } from './payment-method.ts';
import type { Cadence } from './period.ts';
import type { Subscription } from './subscription.ts';

export { NOTICE_KINDS, type NoticeKind } from './notice-rules.ts';

/** A notice that was told. */
export interface NoticeRecord {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly customer: string;
  readonly subscription: string | null;
  readonly invoice: string | null;
  readonly kind: NoticeKind;
  /** What brought it about; told once. */
  readonly cause: string;
  /** The buyer has to know by then, epoch ms. */
  readonly dueByMs: number;
  /** When that happens which it is about, epoch ms. */
  readonly aboutMs: number;
}

/** A notice that is to be told. */
export interface PlannedNotice {
  readonly kind: NoticeKind;
  readonly cause: string;
  /** When to tell it; past where it is late already. */
  readonly atMs: number;
  readonly dueByMs: number;
  readonly aboutMs: number;
  readonly rule: Pick<NoticeRule, 'source' | 'edition'>;
}

export type NoticeDays = Readonly<Record<NoticeKind, number>>;

export interface NoticeFacts {
  readonly nowMs: number;
  readonly subscription: Pick<
    Subscription,
    | 'id'
    | 'status'
    | 'items'
    | 'periodStartMs'
    | 'periodEndMs'
    | 'trialEndMs'
    | 'cancelAtPeriodEnd'
    | 'cancelAtMs'
    | 'pauseCollection'
  >;
  /** What will be charged; null where nothing is known. */
  readonly method: {
    readonly id: string;
    /** The card's brand, or the account's type. */
    readonly network: string;
    readonly expMonth: number;
    readonly expYear: number;
    readonly expires: boolean;
  } | null;
  /** The last invoice that took money, in what of it comes round; null before the first. */
  readonly lastPaid: { readonly recurringMinor: number; readonly paidAtMs: number } | null;
  /** Days before, where the merchant wants more than usual. */
  readonly days?: Partial<NoticeDays>;
}

/** Minor units that come round with every period. */
export function recurringMinor(items: Subscription['items']): number {
  return items.reduce((sum, each) => sum + each.unitAmountMinor * each.quantity, 0);
}

/** The moment that lies so many working days before; holidays are not known. */
function workingDaysBefore(atMs: number, days: number): number {
  let at = atMs;
  for (let left = days; left > 0; ) {
    at -= DAY_MS;
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
  }
  return at;
}

function latest(rule: NoticeRule, aboutMs: number): number {
  return 'days' in rule.atLeast
    ? aboutMs - rule.atLeast.days * DAY_MS
    : workingDaysBefore(aboutMs, rule.atLeast.workingDays);
}

/** When one notice is told, by the rule that asks for the longest time. */
export function timed(
  kind: NoticeKind,
  cause: string,
  aboutMs: number,
  network: string | null,
  days: Partial<NoticeDays> = {},
): PlannedNotice {
  const rules = NOTICE_RULES.filter(
    (rule) => rule.kind === kind && (rule.network === 'any' || rule.network === network),
  );
  const [rule] = rules.toSorted((a, b) => latest(a, aboutMs) - latest(b, aboutMs));
  if (!rule) throw new Error(`no rule for ${kind}`);
  const dueByMs = latest(rule, aboutMs);
  const usual = aboutMs - (days[kind] ?? NOTICE_DAYS[kind]) * DAY_MS;
  // A day for whoever has to write it.
  const atMs = kind === 'receipt' ? aboutMs : Math.min(usual, dueByMs - DAY_MS);
  const { source, edition } = rule;
  return { kind, cause, atMs, dueByMs, aboutMs, rule: { source, edition } };
}

const DAYS_OF: Readonly<Record<Cadence['interval'], number>> = {
  day: 1,
  week: 7,
  month: 30.5,
  year: 366,
};
const HALF_A_YEAR_DAYS = 183.5;

const isRare = ({ interval, intervalCount }: Cadence) =>
  DAYS_OF[interval] * intervalCount > HALF_A_YEAR_DAYS;

/** When the next charge is made; null where none is. */
export function nextChargeMs(subscription: NoticeFacts['subscription']): number | null {
  const { status, periodEndMs, cancelAtPeriodEnd, cancelAtMs, pauseCollection } = subscription;
  if (!['active', 'trialing', 'past_due'].includes(status)) return null;
  if (cancelAtPeriodEnd || (cancelAtMs !== null && cancelAtMs <= periodEndMs)) return null;
  const { resumesAtMs = null } = pauseCollection ?? {};
  if (pauseCollection && (resumesAtMs === null || resumesAtMs > periodEndMs)) return null;
  return recurringMinor(subscription.items) > 0 ? periodEndMs : null;
}

/** Everything that is to be told about the time until the next charge, told or not. */
export function plannedNotices(facts: NoticeFacts): readonly PlannedNotice[] {
  const { subscription, method, lastPaid, days } = facts;
  const { id, status, trialEndMs, periodStartMs, items } = subscription;
  const network = method?.network ?? null;
  const planned: PlannedNotice[] = [];
  const plan = (kind: NoticeKind, cause: string, aboutMs: number, beforeMs = aboutMs) => {
    const notice = timed(kind, cause, beforeMs, network, days);
    // Not before the period that it is about, where that is shorter than the notice is long.
    planned.push({ ...notice, aboutMs, atMs: Math.max(notice.atMs, periodStartMs) });
  };
  if (status === 'trialing' && trialEndMs !== null)
    plan('trial_will_end', `${id} ${trialEndMs}`, trialEndMs);
  const charge = nextChargeMs(subscription);
  if (charge === null) return planned;
  plan('upcoming', `${id} ${charge}`, charge);
  const amount = recurringMinor(items);
  const long = lastPaid !== null && charge - lastPaid.paidAtMs > HALF_A_YEAR_DAYS * DAY_MS;
  const [item] = items;
  if (status !== 'trialing' && ((item && isRare(item.recurring)) || long))
    plan('rare_charge', `${id} ${charge}`, charge);
  if (lastPaid !== null && lastPaid.recurringMinor !== amount)
    plan('changed_charge', `${id} ${charge} ${amount}`, charge);
  if (method?.expires && isExpired(method, charge) && !isExpired(method, facts.nowMs)) {
    const cause = `${id} ${method.id} ${method.expYear}-${method.expMonth}`;
    // Told while the card is good still, where it ends before the charge is due.
    plan('card_expiring', cause, charge, Math.min(charge, expiresMs(method)));
  }
  return planned;
}

/**
 * What to tell now, and when to look again.
 * @param told causes that were told, as `kind cause`
 */
export function dueNotices(
  facts: NoticeFacts,
  told: ReadonlySet<string>,
): { readonly now: readonly PlannedNotice[]; readonly againMs: number | null } {
  // What has passed already is not told any more.
  const open = plannedNotices(facts).filter(
    ({ kind, cause, aboutMs }) => aboutMs > facts.nowMs && !told.has(`${kind} ${cause}`),
  );
  const later = open.filter(({ atMs }) => atMs > facts.nowMs).map(({ atMs }) => atMs);
  return {
    now: open.filter(({ atMs }) => atMs <= facts.nowMs),
    againMs: later.length > 0 ? Math.min(...later) : null,
  };
}
