/** `keepsake worker`: the due work alone, beside servers that run with `ROLE=api`. */
import { createKeepsake, parseConfig } from '../index.ts';
import { type Command, readWords, say, settings } from './command.ts';
import { showTelemetry, untilTold } from './listening.ts';

export const worker: Command = {
  name: 'worker',
  summary: 'only the due work: settling payments, expiring sessions, delivering webhooks',
  help: `Usage: keepsake worker

Does what is due: settles open attempts, expires sessions, renews subscriptions, collects invoices,
delivers webhooks. Several may run; a server on the same SQLite file may run beside it.

With KEEPSAKE_METRICS_PORT, /metrics and /healthz are served on it.

SIGTERM or SIGINT: the turn that is under way is finished. A second one ends it at once.

Exit codes: 0 ended when told to, 1 failed, 2 wrong usage or a wrong setting.
Variables: those of serve, without PORT (HOST is where the metrics are served).`,
  async run(words) {
    readWords('worker', words, {});
    const keepsake = await createKeepsake(settings());
    const seen = await showTelemetry(keepsake, parseConfig(settings()));
    keepsake.worker.start();
    // The worker's own timers keep no program alive.
    const alive = setInterval(() => {}, 60_000);
    const told = untilTold();
    say('keepsake: working');
    await told;
    clearInterval(alive);
    await seen();
    await keepsake.close();
    return 0;
  },
};
