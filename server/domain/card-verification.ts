/** A merchant keeps a card: the processor verifies it once and makes its credential reusable. */
import type { Context } from '../context.ts';
import { serves } from '../model/credential.ts';
import { intentErrorOf } from '../model/decline.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { cardError, conflict, invalidRequest } from '../model/problem.ts';
import { standingAttempt } from '../storage/attempts.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import { begin, carryOut, refresh } from './charge.ts';
import { routeFor } from './routing.ts';

/**
 * Resolves once some credential of the card may be used again.
 * @throws Problem 402 when the card is declined, 409 while the outcome is not known
 */
export async function verifyForKeeping(ctx: Context, method: PaymentMethod): Promise<void> {
  const known = await credentialsOf(ctx.store.db, ctx.account, method.id);
  if (known.some((each) => serves(each.reusability, 'off_session'))) return;
  if (known.length === 0)
    throw invalidRequest(
      'This PaymentMethod has no credential that could be kept.',
      'payment_method_unexpected_state',
    );
  const standing = await standingAttempt(ctx.store.db, ctx.account, method.id);
  const attempt = standing
    ? await refresh(ctx, standing)
    : await carryOut(
        ctx,
        await ctx.store.transact((tx) =>
          begin(ctx, tx, {
            target: { kind: 'card', intent: method },
            method,
            route: routeFor(ctx, method, known, 'single_use', {
              intent: method.id,
              amountMinor: 0,
              currency: null,
            }),
            initiator: 'merchant',
            authorization: 'none',
            mandate: null,
            keep: 'off_session',
            press: null,
            returnUrl: null,
            frameOrigins: [],
            cvcToken: null,
            session: null,
            requireChallenge: false,
          }),
        ),
      );
  if (attempt.status === 'succeeded' || attempt.status === 'authorized') return;
  if (attempt.status === 'declined' && attempt.decline) {
    const error = intentErrorOf(attempt.decline.code, attempt.decline.networkCode, {
      paymentMethod: method.id,
      attempt: attempt.id,
    });
    throw cardError(error);
  }
  throw conflict(
    'The processor has not answered whether this card can be kept. Try again in a moment.',
    'processor_unavailable',
  );
}
