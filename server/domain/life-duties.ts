/**
 * Every duty that is done in a customer's time, once: the worker does them by the machine's time for
 * customers who live in it, and the advance of a test clock does them at the very times that it passes.
 * Whoever adds a duty adds it here, and both know it. Those that come first are done first where
 * several are due at one time.
 */
import type { Context } from '../context.ts';
import { nextSessionEnd } from '../storage/checkout-sessions.ts';
import { nextInvoiceDue } from '../storage/invoices.ts';
import { nextNoticeDue } from '../storage/notices.ts';
import type { Queryable } from '../storage/repository.ts';
import { nextSubscriptionDue } from '../storage/subscriptions.ts';
import { expireDue } from './expiry.ts';
import { tellDue } from './notices.ts';
import { collectDue, renewDue } from './renewals.ts';

export interface LifeDuty {
  readonly name: string;
  /** When the next of a clock's work is due, epoch ms at `fromMs` or later; null for none. */
  nextMs(db: Queryable, clock: string, fromMs: number): Promise<number | null>;
  /**
   * Does some of what is due at `ctx.now()` for those who live by `ctx.clock`.
   * @returns how much was done
   */
  act(ctx: Context): Promise<number>;
}

export const LIFE_DUTIES: readonly LifeDuty[] = [
  { name: 'expire checkout sessions', nextMs: nextSessionEnd, act: (ctx) => expireDue(ctx) },
  { name: 'renew subscriptions', nextMs: nextSubscriptionDue, act: renewDue },
  { name: 'collect invoices', nextMs: nextInvoiceDue, act: collectDue },
  { name: 'tell notices', nextMs: nextNoticeDue, act: tellDue },
];
