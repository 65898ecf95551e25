/** `keepsake bank`: the sandbox's other end in a process of its own. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createBank } from '../bank/index.ts';
import { builtFolder } from '../built.ts';
import { optionsFromEnvironment, parseConfig } from '../index.ts';
import { type Command, readWords, say } from './command.ts';
import { listen, shut, untilTold } from './listening.ts';
import { UNUSED } from './unused-settings.ts';

/** Longer than any fault of the bank's makes an answer wait. */
const PATIENCE_MS = 15_000;

export const bank: Command = {
  name: 'bank',
  summary: 'the sandbox bank: card frame, ledger, challenge, faults',
  help: `Usage: keepsake bank

Serves the sandbox bank on HOST:BANK_PORT, an origin of its own. It takes published test numbers only.

Exit codes: 0 ended when told to, 1 failed, 2 wrong usage or a wrong setting.
Variables: BANK_SECRET, BANK_DATABASE_URL, BANK_PORT, BANK_URL, PUBLIC_URL, HOST.`,
  async run(words) {
    readWords('bank', words, {});
    const { secretKey, encryptionKeys } = UNUSED;
    const config = parseConfig({
      ...{ secretKey, encryptionKeys },
      ...optionsFromEnvironment(process.env),
    });
    const path = config.bankDatabaseUrl.replace(/^file:/, '');
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const kept = createBank({
      databaseUrl: config.bankDatabaseUrl,
      secret: config.bankSecret ?? '',
      publicUrl: config.bankUrl,
      webhookUrl: `${config.publicUrl}/webhooks/processors/sandbox`,
      frameAssets: builtFolder('frame'),
    });
    const server = await listen(kept.fetch, config.bankPort, config.host);
    const told = untilTold();
    say(`keepsake: bank on ${config.bankUrl}`);
    await told;
    await shut(server, PATIENCE_MS);
    kept.close();
    return 0;
  },
};
