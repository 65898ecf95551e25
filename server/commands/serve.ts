/** `keepsake serve`: the API with its pages and files, and the worker where the role has one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeepsake, lockDatabase, parseConfig } from '../index.ts';
import { type Command, readWords, say, settings } from './command.ts';
import { listen, showTelemetry, shut, untilTold } from './listening.ts';

/** What is under way may take as long as a processor's answer, and this much longer to be recorded. */
const RECORDING_MS = 5_000;

export const serve: Command = {
  name: 'serve',
  summary: 'the API, hosted pages and element files (and the worker, unless ROLE=api)',
  help: `Usage: keepsake serve

Serves the API, the hosted pages and the element files on HOST:PORT, and does the due work unless
ROLE=api. One server to a SQLite file; several share a PostgreSQL database.

SIGTERM or SIGINT: /readyz answers 503; after KEEPSAKE_SHUTDOWN_DELAY_MS no connection is taken any
more; what is under way is finished (at most KEEPSAKE_PROCESSOR_TIMEOUT_MS and 5 s), the worker stops,
the database is closed. A second signal ends it at once, which loses nothing either.

Exit codes: 0 ended when told to, 1 failed, 2 wrong usage or a wrong setting.
Variables: all of them; the README lists them.`,
  async run(words) {
    readWords('serve', words, {});
    const config = parseConfig(settings());
    const unlock = lockDatabase(config.databaseUrl);
    const keepsake = await createKeepsake(settings());
    const server = await listen(keepsake.fetch, config.port, config.host);
    const seen = await showTelemetry(keepsake, config);
    if (config.role !== 'api') keepsake.worker.start();
    const told = untilTold();
    say(`keepsake: serving ${config.publicUrl}`);
    await told;
    keepsake.retire();
    await sleep(config.shutdownDelayMs);
    const patienceMs = config.processorTimeoutMs + RECORDING_MS;
    await Promise.all([shut(server, patienceMs), seen()]);
    await Promise.race([keepsake.close(), sleep(patienceMs)]);
    unlock();
    return 0;
  },
};
