/** The items of a subscription as requests name them: by a price on record, or by one given inline. */
import type { Context } from '../context.ts';
import type { InvoiceLine } from '../model/invoice.ts';
import type { Price } from '../model/price.ts';
import { invalidRequest } from '../model/problem.ts';
import type { Product } from '../model/product.ts';
import { sameCadence } from '../model/recurrence.ts';
import type { Subscription, SubscriptionItem } from '../model/subscription.ts';
import type { Queryable } from '../storage/repository.ts';
import { inlinePrice, type PriceFields, priceParam } from './prices.ts';
import { productParam } from './products.ts';
import { type ItemWish, itemOf, refuseMixed } from './subscribing.ts';

/** One of `price` and `inline`. */
export interface NamedPrice {
  readonly price: string | undefined;
  readonly inline: PriceFields | undefined;
}

export interface NamedItem extends NamedPrice {
  readonly quantity: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A change to the items: of the one with this id, or a new one. */
export interface ItemChange extends NamedPrice {
  readonly id: string | undefined;
  readonly deleted: boolean;
  readonly quantity: number | undefined;
  readonly metadataAfter: (
    before: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>>;
}

/** The price that is named, with its product; an inline one is written. @throws Problem 400 */
async function priceOf(
  ctx: Context,
  tx: Queryable,
  { price, inline }: NamedPrice,
  param: string,
): Promise<{ readonly price: Price; readonly product: Product }> {
  if (!inline) return priceParam(ctx, tx, price ?? '', `${param}[price]`);
  const product = await productParam(ctx, tx, inline.product, `${param}[price_data][product]`);
  return { price: await inlinePrice(ctx, tx, inline), product };
}

/** @param param the list's own name, for refusals */
export async function itemWishes(
  ctx: Context,
  tx: Queryable,
  named: readonly NamedItem[],
  param = 'items',
): Promise<readonly ItemWish[]> {
  const wishes: ItemWish[] = [];
  for (const [at, { quantity, metadata, ...each }] of named.entries())
    wishes.push({ ...(await priceOf(ctx, tx, each, `${param}[${at}]`)), quantity, metadata });
  return wishes;
}

/** What is paid once, with the first invoice. @throws Problem 400 for another currency, or what comes again */
export function oneTimeLines(
  ctx: Context,
  wishes: readonly ItemWish[],
  its: Pick<Subscription, 'currency' | 'periodStartMs'>,
): readonly InvoiceLine[] {
  return wishes.map(({ price, product, quantity, metadata }, at) => {
    const param = `add_invoice_items[${at}][price]`;
    if (price.recurring !== null)
      throw invalidRequest(
        'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
        'parameter_invalid',
        param,
      );
    if (price.currency !== its.currency)
      throw invalidRequest(
        `The price is in ${price.currency}, and the subscription in ${its.currency}.`,
        'parameter_invalid',
        param,
      );
    return {
      id: ctx.newId('il'),
      description: `${quantity} × ${product.name}`,
      quantity,
      unitAmountMinor: price.unitAmountMinor,
      amountMinor: price.unitAmountMinor * quantity,
      periodStartMs: its.periodStartMs,
      periodEndMs: its.periodStartMs,
      price: price.id,
      product: product.id,
      subscriptionItem: null,
      metadata,
    };
  });
}

/** @throws Problem 400 */
async function changed(
  ctx: Context,
  tx: Queryable,
  before: SubscriptionItem | null,
  change: ItemChange,
  currency: string,
  param: string,
): Promise<SubscriptionItem> {
  const { price: id, inline, quantity, metadataAfter } = change;
  const metadata = metadataAfter(before?.metadata ?? {});
  if (before && id === undefined && inline === undefined)
    return { ...before, quantity: quantity ?? before.quantity, metadata };
  const named = await priceOf(ctx, tx, { price: id, inline }, param);
  const wish = { ...named, quantity: quantity ?? before?.quantity ?? 1, metadata };
  const item = itemOf(ctx, wish, `${param}[price]`);
  if (named.price.currency !== currency)
    throw invalidRequest(
      `The price is in ${named.price.currency}, and the subscription in ${currency}. Currencies cannot be changed.`,
      'parameter_invalid',
      `${param}[price]`,
    );
  return before ? { ...item, id: before.id, createdMs: before.createdMs } : item;
}

/**
 * The items as they are from the next period on; what is paid for already stays as it was. Where they
 * come round differently, periods are counted from the next one.
 * @throws Problem 400
 */
export async function changeItems(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
  changes: readonly ItemChange[],
): Promise<Partial<Subscription>> {
  const items = new Map(its.items.map((item) => [item.id, item]));
  for (const [at, change] of changes.entries()) {
    const param = `items[${at}]`;
    const before = change.id === undefined ? null : items.get(change.id);
    if (before === undefined)
      throw invalidRequest(
        `No such subscription item: '${change.id}'`,
        'resource_missing',
        `${param}[id]`,
      );
    if (change.deleted && before) {
      items.delete(before.id);
      continue;
    }
    const after = await changed(ctx, tx, before, change, its.currency, param);
    items.set(after.id, after);
  }
  const after = [...items.values()];
  refuseMixed(after, [its.currency]);
  const [was] = its.items;
  const [is] = after;
  const same = was && is && sameCadence(was.recurring, is.recurring);
  return { items: after, ...(same ? {} : { anchorMs: its.periodEndMs }) };
}
