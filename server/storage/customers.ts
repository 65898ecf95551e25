/** Customers at rest. */
import { repository } from './repository.ts';
import { customerTable } from './tables/customers.ts';

export const customers = repository(customerTable);
