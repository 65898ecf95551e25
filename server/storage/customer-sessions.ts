/** Customer sessions at rest. */
import { repository } from './repository.ts';
import { customerSessionTable } from './tables/customer-sessions.ts';

export const customerSessions = repository(customerSessionTable);
