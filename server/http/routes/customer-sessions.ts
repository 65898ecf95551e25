/** `/v1/customer_sessions`. */
import { createCustomerSession } from '../../domain/customer-sessions.ts';
import { createCustomerSessionInput, encodeCustomerSession } from '../../wire/customer-sessions.ts';
import { clientSecret } from '../client-secret.ts';
import { endpoint } from '../endpoint.ts';

export const create = endpoint(createCustomerSessionInput, async (ctx, input) => {
  const { customer, components = {}, allowed_origins: allowedOrigins = [] } = input;
  const session = await createCustomerSession(ctx, { customer, components, allowedOrigins });
  return encodeCustomerSession(session, clientSecret(ctx.keys, session.id));
});
