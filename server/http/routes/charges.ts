/** `/v1/charges`. */
import type { Context } from '../../context.ts';
import { listCharges, retrieveCharge } from '../../domain/charges.ts';
import { disputeFacts, sealOf } from '../../domain/dispute-evidence.ts';
import type { CheckoutSession } from '../../model/checkout-session.ts';
import { listChargesInput, retrieveChargeInput } from '../../wire/charges.ts';
import { encodeEvidence, evidenceInput } from '../../wire/dispute-evidence.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveChargeInput, async (ctx, _input, params) =>
  retrieveCharge(ctx, idOf(params)),
);

export const list = endpoint(listChargesInput, async (ctx, input) => {
  const filter = {
    intent: input.payment_intent,
    customer: input.customer,
    transferGroup: input.transfer_group,
  };
  const { data, hasMore } = await listCharges(ctx, input, filter);
  return encodeList('/v1/charges', data, hasMore);
});

/** A visit as it was; whoever holds an account of it can pay nothing with it. */
function visit(ctx: Context, session: CheckoutSession | null): Record<string, unknown> | null {
  if (session === null) return null;
  const {
    client_secret: _,
    url: __,
    ...told
  } = ctx.encode.checkoutSession(session, {
    lineItems: true,
  });
  return told;
}

/** All that is known about one charge, sealed: for a dispute. Our own. */
export const evidence = endpoint(evidenceInput, async (ctx, _input, params) => {
  const facts = await disputeFacts(ctx, idOf(params));
  const merchant = ctx.config.merchantName;
  const account = encodeEvidence({ ...facts, merchant, session: visit(ctx, facts.session) });
  return { ...account, seal: await sealOf(ctx, account) };
});
