/**
 * Tells a buyer's notice to the merchant, who writes to the buyer: the row that remembers it and its event
 * are one transaction, and there is one row a cause, so that nothing is told twice and nothing is lost,
 * whoever is killed when. What is due is found out in `notices.ts`; receipts are told as invoices are paid.
 */
import type { Context } from '../context.ts';
import { DEFAULT_ACCOUNT } from '../model/account.ts';
import type { Invoice } from '../model/invoice.ts';
import { type NoticeRecord, type PlannedNotice, timed } from '../model/notices.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { Subscription } from '../model/subscription.ts';
import { customers } from '../storage/customers.ts';
import { invoices } from '../storage/invoices.ts';
import { tellOnce } from '../storage/notices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { inAccount } from './accounts.ts';
import { emit } from './events.ts';

/** What one notice says. */
interface Said {
  readonly customer: string;
  readonly subscription: Subscription | null;
  readonly invoice: Invoice | null;
  readonly method: PaymentMethod | null;
  readonly amountMinor: number;
  readonly previousMinor: number | null;
  readonly currency: string;
  readonly description: string | null;
  readonly authorized: boolean | null;
}

const hostedUrl = (ctx: Context, invoice: Invoice | null) =>
  invoice && String(ctx.encode.invoice(invoice, { customer: null }).hosted_invoice_url ?? '');

/** Writes one notice down and tells it. @returns false when it was told before */
export async function tell(
  ctx: Context,
  tx: Queryable,
  planned: PlannedNotice,
  said: Said,
): Promise<boolean> {
  const record: NoticeRecord = {
    id: ctx.newId('notice'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    customer: said.customer,
    subscription: said.subscription?.id ?? said.invoice?.subscription ?? null,
    invoice: said.invoice?.id ?? null,
    kind: planned.kind,
    cause: planned.cause,
    dueByMs: planned.dueByMs,
    aboutMs: planned.aboutMs,
  };
  if (!(await tellOnce(tx, record))) return false;
  const { config } = ctx.account === DEFAULT_ACCOUNT ? ctx : await inAccount(ctx, ctx.account, tx);
  const { merchantName: name, merchantSupportUrl, merchantManageUrl } = config;
  const supportUrl = merchantSupportUrl ?? null;
  const object = ctx.encode.notice(record, {
    ...said,
    customer: await customers.find(tx, ctx.account, said.customer),
    merchant: { name, supportUrl },
    manageUrl: merchantManageUrl ?? supportUrl,
    hostedInvoiceUrl: hostedUrl(ctx, said.invoice),
    rule: planned.rule,
  });
  await emit(ctx, tx, { type: `keepsake.notice.${planned.kind}`, object });
  return true;
}

/** The receipt of an invoice that took money, in the transaction that records it. */
export async function tellReceipt(ctx: Context, tx: Queryable, invoice: Invoice): Promise<void> {
  if (invoice.amountPaidMinor === 0 || invoice.paidOutOfBand) return;
  const now = (await invoices.find(tx, ctx.account, invoice.id)) ?? invoice;
  const intent =
    now.intent === null ? null : await paymentIntents.find(tx, ctx.account, now.intent);
  const card = intent?.paymentMethod ?? null;
  const subscription =
    now.subscription === null ? null : await subscriptions.find(tx, ctx.account, now.subscription);
  const nowMs = ctx.now();
  await tell(ctx, tx, timed('receipt', now.id, nowMs, null), {
    customer: now.customer,
    subscription,
    invoice: now,
    method: card === null ? null : await paymentMethods.find(tx, ctx.account, card),
    amountMinor: now.amountPaidMinor,
    previousMinor: null,
    currency: now.currency,
    description: now.lines.map(({ description }) => description).join(', '),
    authorized: null,
  });
}
