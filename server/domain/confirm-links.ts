/**
 * "Your bank asks you to confirm": a link that shows what is due and which card it is about, and takes
 * one press to the bank. It is good once and for a limited time; looking at it spends nothing.
 */
import type { Context } from '../context.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { type ConfirmLink, linkStanding } from '../model/confirm-link.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import { CONFIRM_LINK_MS } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { notFound } from '../model/problem.ts';
import {
  findConfirmLink,
  insertConfirmLink,
  newestConfirmLink,
  useConfirmLink,
} from '../storage/confirm-links.ts';
import { invoices } from '../storage/invoices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { cardBehind } from './card-behind.ts';

/** The link of an intent whose bank wants the buyer: the living one, or a new one. */
export async function makeConfirmLink(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  session: CheckoutSession,
): Promise<ConfirmLink> {
  const nowMs = ctx.now();
  const newest = await newestConfirmLink(tx, ctx.account, intent.id);
  if (newest?.session === session.id && linkStanding(newest, nowMs) === 'open') return newest;
  const link: ConfirmLink = {
    id: ctx.newId('link'),
    account: ctx.account,
    intent: intent.id,
    session: session.id,
    createdMs: nowMs,
    expiresMs: Math.min(session.expiresAtMs, nowMs + CONFIRM_LINK_MS),
    usedMs: null,
  };
  await insertConfirmLink(tx, link);
  return link;
}

export interface ConfirmView {
  readonly link: ConfirmLink;
  readonly intent: PaymentIntent;
  readonly invoice: Invoice | null;
  readonly method: PaymentMethod | null;
  /** `over` where nothing is due any more. */
  readonly standing: 'open' | 'used' | 'expired' | 'over';
}

/** What a link is about, and how it stands. @throws Problem 404 */
export async function viewConfirmLink(base: Context, id: string): Promise<ConfirmView> {
  const { db } = base.store;
  const link = await findConfirmLink(db, id);
  // Nobody who opens a link says whose it is.
  const ctx: Context = link === null ? base : { ...base, account: link.account };
  const intent = link && (await paymentIntents.find(db, link.account, link.intent));
  if (!link || !intent) throw notFound('link', id, true);
  const card = await cardBehind(ctx, db, intent);
  const method = card === null ? null : await paymentMethods.find(db, link.account, card);
  const free =
    intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  const due = free && method?.detachedMs === null;
  const standing = linkStanding(link, ctx.now());
  const invoice =
    intent.invoice === null ? null : await invoices.find(db, link.account, intent.invoice);
  return {
    link,
    intent,
    invoice,
    method,
    standing: due || standing !== 'open' ? standing : 'over',
  };
}

/** Spends a link. @returns false when it was spent before */
export function spendConfirmLink(ctx: Context, link: ConfirmLink): Promise<boolean> {
  return ctx.store.transact((tx) => useConfirmLink(tx, link.id, ctx.now()));
}
