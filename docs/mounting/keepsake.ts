/**
 * The installation that the servers beside this file mount: one for a process, with settings from the
 * environment. It knows none of them.
 */
import { createKeepsake, lockDatabase, type Options, optionsFromEnvironment } from 'keepsake';

const options = optionsFromEnvironment(process.env) as Options;
// One server to a SQLite file; the lock ends with the process.
lockDatabase(options.databaseUrl ?? 'file:data/keepsake.db');

export const keepsake = await createKeepsake(options);
keepsake.worker.start();
