/**
 * What debits of bank accounts need beside what every payment needs: an authorization of the very
 * debit, which is a mandate of its own with its use reserved. Money still moves in `charge.ts` alone.
 */
import type { Context } from '../context.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { MandateTerms } from '../model/mandate.ts';
import { isDebit } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { missingParam } from '../model/problem.ts';
import type { Queryable } from '../storage/repository.ts';
import { type Fact, record } from './consents.ts';
import { makeMandate } from './mandates.ts';
import { readinessOf } from './readiness.ts';

/** Records an authorization, and brings it into force at once: the debit that it allows is made now. */
export async function grantDebit(
  ctx: Context,
  tx: Queryable,
  grant: Omit<Fact, 'scope' | 'mandate'> & { readonly terms: MandateTerms },
): Promise<string> {
  const id = ctx.newId('mandate');
  const written = await record(ctx, tx, { ...grant, scope: 'mandate', mandate: id });
  return (await makeMandate(ctx, tx, id, written)).id;
}

/**
 * What allows the debit of an intent that a merchant confirms while the buyer is there: their word that
 * it was authorized (`mandate_data`), or a live mandate that covers it.
 * @returns the mandate's id; null for a card, and for what was recorded already
 * @throws Problem 400 without either
 */
export async function debitMandateFor(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
  named: string | null,
): Promise<string | null> {
  if (!isDebit(method.type)) return null;
  const acceptance = intent.mandateData?.customer_acceptance as
    | { accepted_at?: number }
    | undefined;
  const { amountMinor, currency } = intent;
  if (!acceptance) {
    const charge = { amountMinor, currency, category: null };
    const { mandate } = await readinessOf(ctx, tx, method, {
      initiator: 'merchant',
      charge,
      named,
      intent: intent.id,
    });
    if (!mandate) throw missingParam('mandate_data');
    return mandate.id;
  }
  const nowMs = ctx.now();
  return grantDebit(ctx, tx, {
    act: 'assertion',
    actor: 'merchant',
    surface: 'api',
    customer: intent.customer,
    method,
    words: null,
    intent: intent.id,
    acceptedMs: acceptance.accepted_at === undefined ? nowMs : acceptance.accepted_at * 1000,
    terms: {
      category: 'unscheduled',
      currency,
      maxAmountMinor: amountMinor,
      maxAmountPerPeriodMinor: null,
      maxCount: 1,
      interval: null,
      intervalCount: null,
      validFromMs: nowMs,
      validUntilMs: null,
      singleUse: true,
      scheme: method.type,
    },
  });
}
