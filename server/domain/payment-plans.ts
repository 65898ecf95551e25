/**
 * How one confirm of a payment intent is planned: whether the card fits, under which permission a later
 * charge goes, and whom to ask. The same plan serves requests and whatever collects by itself.
 */
import type { Context } from '../context.ts';
import { firstOfNetwork } from '../model/credential.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Mandate } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { Cadence } from '../model/period.ts';
import { Problem } from '../model/problem.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import { invoices } from '../storage/invoices.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { backupFor } from './backups.ts';
import { futureUsageOfIntent, wantsChallenge } from './card-options.ts';
import { begin, type Planned } from './charge.ts';
import { debitMandateFor } from './debits.ts';
import { promiseMandate } from './mandates.ts';
import { refuseOtherType, refuseUnfitTypes } from './method-types.ts';
import { readinessOf } from './readiness.ts';
import { routeFor } from './routing.ts';

/** How one confirm is to go. */
export interface Confirmation {
  readonly offSession: boolean;
  readonly usage: 'one_off' | 'recurring' | null;
  readonly errorOnRequiresAction: boolean;
  readonly mandate: string | null;
  readonly cvcToken: string | null;
  /** A schedule asks for a later charge, not a merchant who may know more. */
  readonly scheduled?: boolean;
}

/** @throws Problem 400 for kinds, or a card or account, that do not fit the intent */
export function refuseUnfit(
  ctx: Context,
  intent: PaymentIntent,
  method: PaymentMethod | null,
): void {
  const { paymentMethodTypes, currency, captureMethod } = intent;
  const manualCapture = captureMethod === 'manual';
  refuseUnfitTypes(ctx, { paymentMethodTypes, currency, manualCapture });
  if (method) refuseOtherType(paymentMethodTypes, method);
}

/** The refusal of a later charge that is not covered: nothing was tried. */
export class NotReady extends Problem {
  readonly reasons: readonly ReadinessReason[];
  constructor(ctx: Context, reasons: readonly ReadinessReason[], backup: string | null) {
    super({
      status: 400,
      type: 'invalid_request_error',
      code: 'payment_method_not_ready',
      param: 'payment_method',
      message: reasons[0]?.message ?? 'The payment method is not ready.',
      extra: { readiness: ctx.encode.readiness({ ready: false, reasons }, backup) },
    });
    this.reasons = reasons;
  }
}

/** What is collected late counts in the period that it pays for, and leaves the present one its own. */
async function periodOf(
  ctx: Context,
  tx: Queryable,
  intent: Pick<PaymentIntent, 'invoice'>,
): Promise<{
  readonly subscription: string | null;
  readonly paid: { readonly periodMs?: number };
}> {
  const invoice =
    intent.invoice === null ? null : await invoices.find(tx, ctx.account, intent.invoice);
  const subscription = invoice?.subscription ?? null;
  return { subscription, paid: invoice && subscription ? { periodMs: invoice.periodStartMs } : {} };
}

/** How often it is charged what an intent begins; null for what comes once. */
async function cadenceOf(
  ctx: Context,
  tx: Queryable,
  intent: Pick<PaymentIntent, 'invoice'>,
): Promise<Cadence | null> {
  const { subscription: id } = await periodOf(ctx, tx, intent);
  const subscription = id === null ? null : await subscriptions.find(tx, ctx.account, id);
  return subscription?.items[0]?.recurring ?? null;
}

/** The mandate under which a later charge goes, or the refusal. */
async function authorize(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmation: Confirmation,
): Promise<Mandate | null> {
  const { subscription, paid } = await periodOf(ctx, tx, intent);
  const answer = await readinessOf(ctx, tx, method, {
    initiator: 'merchant',
    subscription,
    charge: {
      amountMinor: intent.amountMinor,
      currency: intent.currency,
      category: confirmation.usage === 'recurring' ? 'recurring' : null,
      ...paid,
    },
    named: confirmation.mandate,
    intent: intent.id,
    scheduled: confirmation.scheduled ?? false,
  });
  if (!answer.ready) throw new NotReady(ctx, answer.reasons, await backupFor(ctx, tx, method));
  return answer.mandate;
}

/** Plans one confirm in `tx`. @throws NotReady for a later charge that may not be made */
export async function plan(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmation: Confirmation,
): Promise<Planned> {
  const { offSession } = confirmation;
  refuseUnfit(ctx, intent, method);
  const mandate = offSession ? await authorize(ctx, tx, intent, method, confirmation) : null;
  const usage = futureUsageOfIntent(intent);
  const debitMandate = offSession
    ? null
    : await debitMandateFor(ctx, tx, intent, method, confirmation.mandate);
  // A debit's own authorization says nothing of later ones, unless those are what it was given for.
  const later = debitMandate === null || usage === 'off_session';
  const promised =
    offSession || !later
      ? null
      : await promiseMandate(ctx, tx, {
          intent,
          method,
          data: intent.mandateData,
          currency: intent.currency,
          cadence: await cadenceOf(ctx, tx, intent),
        });
  const keep = promised ? 'off_session' : usage;
  const known = await credentialsOf(tx, ctx.account, method.id);
  const { id, amountMinor, currency } = intent;
  const wish = { intent: id, amountMinor, currency };
  return begin(ctx, tx, {
    target: { kind: 'payment', intent },
    method,
    route: routeFor(ctx, method, known, offSession ? 'off_session' : 'single_use', wish),
    networkTransactionId: offSession ? firstOfNetwork(known) : null,
    category: confirmation.usage === 'recurring' ? 'recurring' : null,
    ...(await periodOf(ctx, tx, intent)).paid,
    initiator: offSession ? 'merchant' : 'customer',
    authorization: offSession ? (mandate ? 'mandate' : 'none') : 'on_session',
    mandate: mandate?.id ?? promised ?? debitMandate,
    debitMandate,
    keep: offSession ? null : keep,
    press: null,
    returnUrl: intent.returnUrl,
    frameOrigins: [],
    cvcToken: confirmation.cvcToken,
    session: null,
    requireChallenge: !offSession && wantsChallenge(intent.extra),
    refuseAction: confirmation.errorOnRequiresAction,
  });
}
