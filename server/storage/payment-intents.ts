/** Payment intents at rest. */
import { repository } from './repository.ts';
import { paymentIntentTable } from './tables/payment-intents.ts';

export const paymentIntents = repository(paymentIntentTable);
