/** The one press of a link to the buyer's bank: spends it, and confirms the payment with the card that it names. */
import type { Context } from '../context.ts';
import { conflict, invalidRequest, Problem } from '../model/problem.ts';
import { confirmCheckout } from './checkout-confirm.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { spendConfirmLink, viewConfirmLink } from './confirm-links.ts';
import { recoveryFor } from './recovery.ts';

const REFUSED = {
  used: 'This link was used already. Pay on the page of the invoice instead.',
  expired: 'This link has expired. Pay on the page of the invoice instead.',
  over: 'Nothing is to be confirmed any more.',
} as const;

/**
 * Confirms, once for a link.
 * @param press a UUID for this intention
 * @returns where the buyer goes on: to the bank's question, to other cards, or to the end
 * @throws Problem 400 for a link that is used or over, 409 where two presses met
 */
export async function pressConfirmLink(ctx: Context, id: string, press: string): Promise<string> {
  const { link, intent, method, standing } = await viewConfirmLink(ctx, id);
  if (standing !== 'open') throw invalidRequest(REFUSED[standing], `confirm_link_${standing}`);
  if (!(await spendConfirmLink(ctx, link))) throw conflict(REFUSED.used, 'confirm_link_used', {});
  const session = await findCheckoutSession(ctx, link.session);
  const paid = `${ctx.config.publicUrl}/paid`;
  const nothing = {
    cardToken: null,
    cvcToken: null,
    redisplay: undefined,
    mandate: undefined,
    billingDetails: {},
    shipping: null,
    email: null,
  };
  try {
    const pressed = { ...nothing, press, paymentMethod: method?.id ?? null };
    const { status } = await confirmCheckout(ctx, session, pressed, () => {});
    if (status === 'complete') return paid;
  } catch (reason) {
    // What speaks against this press is said where the buyer can do something about it.
    if (!(reason instanceof Problem)) throw reason;
  }
  const after = await findCheckoutSession(ctx, link.session);
  const { url } = ctx.encode.checkoutSession(after);
  return typeof url === 'string' ? url : (await recoveryFor(ctx, intent)).url;
}
