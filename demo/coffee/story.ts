/** What happened to a subscription, one line an event, for a visitor who moved the time. Pure. */
import { cardName, money, plain, sentence } from '../spoken.ts';
import { date } from './dates.ts';
import { type News, numberAt, textAt } from './news.ts';

export interface Happening {
  readonly id: string;
  /** Seconds since 1970, in the subscriber's time. */
  readonly at: number;
  readonly kind: 'good' | 'bad' | 'plain';
  readonly says: string;
}

type Line = Pick<Happening, 'kind' | 'says'>;
type Teller = (news: News) => Line | null;

function sum(news: News, path: string): string {
  return money(numberAt(news, path) ?? 0, textAt(news, 'currency') ?? 'usd');
}

const UNTIL: Readonly<Record<string, string>> = {
  retry: 'tries again on',
  ask_buyer: 'sends the buyer a link, and looks again on',
  ask_merchant: 'asks the shop, and looks again on',
  wait_outcome: 'waits for the bank until',
};

/** What the API decided after a failure, and by whose rule. */
const decided: Teller = (news) => {
  const action = textAt(news, 'action') ?? '';
  const until = numberAt(news, 'until');
  const why = plain(textAt(news, 'reason') ?? '');
  const says = UNTIL[action];
  if (says !== undefined && until !== null) {
    return { kind: 'plain', says: `Keepsake ${says} ${date(until)}: ${why}` };
  }
  return action === 'stop' ? { kind: 'bad', says: `Keepsake stops trying: ${why}` } : null;
};

const STATUSES: Readonly<Record<string, Line>> = {
  active: { kind: 'good', says: 'The subscription is active' },
  past_due: { kind: 'bad', says: 'The subscription is past due' },
  unpaid: { kind: 'bad', says: 'The subscription stays unpaid' },
  paused: { kind: 'plain', says: 'The subscription is paused' },
};

const changed: Teller = (news) => {
  const { before, about } = news;
  if (typeof before.cancel_at_period_end === 'boolean') {
    const ends = about.cancel_at_period_end === true;
    return { kind: 'plain', says: ends ? 'Set to end with the period' : 'Set to go on' };
  }
  // What begins with a payment is active at once: that it was subscribed to says it.
  if (before.status === undefined || before.status === 'incomplete') return null;
  return STATUSES[textAt(news, 'status') ?? ''] ?? null;
};

const TELLERS: Readonly<Record<string, Teller>> = {
  'checkout.session.completed': (news) =>
    textAt(news, 'mode') === 'subscription'
      ? { kind: 'good', says: `Subscribed, with ${sum(news, 'amount_total')} today` }
      : null,
  'keepsake.notice.receipt': (news) => {
    const brand = textAt(news, 'payment_method.brand');
    const last4 = textAt(news, 'payment_method.last4');
    const by = brand === null ? '' : ` to ${cardName({ brand, last4 })}`;
    return { kind: 'good', says: `${sum(news, 'amount')} charged${by}` };
  },
  'invoice.payment_failed': (news) => {
    const tries = numberAt(news, 'attempt_count') ?? 0;
    const why = tries === 0 ? 'not charged: the card cannot be' : `declined, try ${tries}`;
    return { kind: 'bad', says: `${sum(news, 'amount_due')} ${why}` };
  },
  'keepsake.dunning.decided': decided,
  'customer.subscription.updated': changed,
  'customer.subscription.deleted': (news) => {
    const reason = plain(textAt(news, 'cancellation_details.reason') ?? '');
    return { kind: 'bad', says: sentence(reason === '' ? 'ended' : `ended: ${reason}`) };
  },
};

/** The line of an event; null where it adds nothing to what others tell. */
export function happeningOf(news: News): Happening | null {
  const line = TELLERS[news.type]?.(news) ?? null;
  return line === null ? null : { id: news.id, at: news.at, ...line };
}
