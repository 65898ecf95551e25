/** What the shop hears from the API, as the coffee needs it: an event, whatever it is about. */

export interface News {
  /** `evt_…` */
  readonly id: string;
  readonly type: string;
  /** Seconds since 1970, in the customer's own time. */
  readonly at: number;
  readonly about: Readonly<Record<string, unknown>>;
  /** What changed, as it was before; empty for what is no change. */
  readonly before: Readonly<Record<string, unknown>>;
}

/** Every kind that a letter or a line of the story comes from, in the order in which they happen. */
export const HEARD = [
  'checkout.session.completed',
  'customer.subscription.trial_will_end',
  'keepsake.notice.trial_will_end',
  'keepsake.notice.upcoming',
  'keepsake.notice.rare_charge',
  'keepsake.notice.changed_charge',
  'keepsake.notice.card_expiring',
  'invoice.payment_failed',
  'customer.subscription.updated',
  'keepsake.dunning.decided',
  'keepsake.recovery_required',
  'invoice.paid',
  'keepsake.notice.receipt',
  'customer.subscription.deleted',
] as const;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** @param event as the API tells it, by webhook or in a list */
export function newsOf(event: unknown): News {
  const { id, type, created, data } = record(event);
  const { object, previous_attributes: before } = record(data);
  return {
    id: String(id),
    type: String(type),
    at: Number(created),
    about: record(object),
    before: record(before),
  };
}

/** Whom it is about; null for nobody. */
export function customerOf({ about }: News): string | null {
  const { customer } = about;
  const id = typeof customer === 'string' ? customer : record(customer).id;
  return typeof id === 'string' ? id : null;
}

/** A text of what the event is about, such as `payment_method.last4`; null where there is none. */
export function textAt(news: News, path: string): string | null {
  const value = valueAt(news, path);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number of what the event is about; null where there is none. */
export function numberAt(news: News, path: string): number | null {
  const value = valueAt(news, path);
  return typeof value === 'number' ? value : null;
}

function valueAt({ about }: News, path: string): unknown {
  return path.split('.').reduce<unknown>((inside, key) => record(inside)[key], about);
}

/** Oldest first; what happened in the same second, in the order in which such things happen. */
export function inOrder(news: readonly News[]): readonly News[] {
  const order: readonly string[] = HEARD;
  const rank = ({ type }: News) => order.indexOf(type);
  return news.toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
}
