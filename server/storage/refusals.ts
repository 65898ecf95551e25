/** Refusals at rest: only ever added. */
import { repository } from './repository.ts';
import { refusalTable } from './tables/refusals.ts';

export const refusals = repository(refusalTable);
