/** `keepsake verify`: the consent ledger, or one receipt by the keys alone. */
import { readFileSync } from 'node:fs';
import { verifyReceipt } from '../domain/receipts.ts';
import { optionsFromEnvironment, parseConfig } from '../index.ts';
import { createKeys } from '../keys.ts';
import { type Command, readWords, say, sayJson, wantDatabase, withKeepsake } from './command.ts';
import { UNUSED } from './unused-settings.ts';

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (reason) {
    throw new Error(`${path} is not a JSON file: ${(reason as Error).message}`);
  }
}

/** Checks a receipt offline. */
function verifyReceiptFile(path: string): number {
  const { encryptionKeys } = parseConfig({
    ...UNUSED,
    encryptionKeys: undefined as never,
    ...optionsFromEnvironment(process.env),
  });
  const ok = verifyReceipt(createKeys(encryptionKeys), readJson(path));
  say(
    ok
      ? 'the receipt is as it was given out'
      : 'the receipt was altered, or these are not the keys it was signed with',
  );
  return ok ? 0 : 1;
}

export const verify: Command = {
  name: 'verify',
  summary: "walks the consent ledger, or with --receipt FILE checks a buyer's receipt",
  help: `Usage: keepsake verify
       keepsake verify --receipt FILE

Walks the consent ledger and prints what it found as JSON: {"object":"verification","ok","checked","broken",
"erased","missing"}.
With --receipt it checks one receipt by the keys alone: no database is opened.

Exit codes: 0 all is as it was written, 1 something was altered, removed or moved (it is named), or there is
no such database, 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, KEEPSAKE_ENCRYPTION_KEYS, and what serve needs to start; with --receipt
KEEPSAKE_ENCRYPTION_KEYS alone.`,
  async run(words) {
    const { values } = readWords('verify', words, { receipt: { type: 'string' } });
    if (values.receipt !== undefined) return verifyReceiptFile(values.receipt);
    wantDatabase();
    const result = await withKeepsake((keepsake) => keepsake.verify());
    sayJson({ object: 'verification', ...result });
    return result.ok ? 0 : 1;
  },
};
