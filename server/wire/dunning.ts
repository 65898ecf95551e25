/** Decisions about debts, and notices to buyers, as merchants read them. Our own objects. */
import { z } from 'zod';
import type { Customer } from '../model/customer.ts';
import type { DunningRecord } from '../model/dunning-decision.ts';
import type { NoticeRecord } from '../model/notices.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { common } from './form.ts';
import { inSeconds } from './intents.ts';

export const listDecisionsInput = z.strictObject(common);

export function encodeDunningDecision(record: DunningRecord): Record<string, unknown> {
  return {
    id: record.id,
    object: 'dunning_decision',
    action: record.action,
    attempt: record.attempt,
    created: inSeconds(record.createdMs),
    final_action: record.final,
    invoice: record.invoice,
    livemode: false,
    payment_intent: record.intent,
    payment_method: record.paymentMethod,
    reason: record.reason,
    rule: record.rule,
    subscription: record.subscription,
    tries: record.tries,
    until: inSeconds(record.untilMs),
  };
}

/** What a mail to the buyer needs beside the notice. */
export interface NoticeFacts {
  readonly customer: Customer | null;
  readonly method: PaymentMethod | null;
  readonly amountMinor: number;
  /** Minor units of the last charge, where the notice is about another amount. */
  readonly previousMinor: number | null;
  readonly currency: string;
  readonly description: string | null;
  /** Whether the buyer's authorization covers what is to be charged; null where nothing is. */
  readonly authorized: boolean | null;
  readonly merchant: { readonly name: string; readonly supportUrl: string | null };
  /** Where the buyer sees, changes and cancels; null where the merchant named no page. */
  readonly manageUrl: string | null;
  readonly hostedInvoiceUrl: string | null;
  readonly rule: { readonly source: string; readonly edition: string };
}

export function encodeNotice(record: NoticeRecord, facts: NoticeFacts): Record<string, unknown> {
  const { customer, method, merchant, manageUrl } = facts;
  return {
    id: record.id,
    object: 'notice',
    about: inSeconds(record.aboutMs),
    amount: facts.amountMinor,
    authorized: facts.authorized,
    cancel_url: manageUrl,
    created: inSeconds(record.createdMs),
    currency: facts.currency,
    customer: record.customer,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    description: facts.description,
    due_by: inSeconds(record.dueByMs),
    hosted_invoice_url: facts.hostedInvoiceUrl,
    invoice: record.invoice,
    kind: record.kind,
    livemode: false,
    manage_url: manageUrl,
    merchant: { name: merchant.name, support_url: merchant.supportUrl },
    payment_method:
      method === null
        ? null
        : {
            id: method.id,
            brand: method.type === 'card' ? method.card.brand : method.type,
            exp_month: method.type === 'card' ? method.card.expMonth : null,
            exp_year: method.type === 'card' ? method.card.expYear : null,
            last4: method.card.last4,
          },
    previous_amount: facts.previousMinor,
    rule: `${facts.rule.source}, edition ${facts.rule.edition}`,
    subscription: record.subscription,
  };
}
