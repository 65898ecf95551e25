/** Events at rest: append-only, newest first. */
import { repository } from './repository.ts';
import { eventTable } from './tables/events.ts';

export const events = repository(eventTable);
