/** Setup intents at rest. */
import { repository } from './repository.ts';
import { setupIntentTable } from './tables/setup-intents.ts';

export const setupIntents = repository(setupIntentTable);
