/** Checkout sessions at rest. */
import { repository } from './repository.ts';
import { checkoutSessionTable } from './tables/checkout-sessions.ts';

export const checkoutSessions = repository(checkoutSessionTable);
