/** `keepsake rotate-keys`: brings what is closed under older encryption keys under the active one. */
import { ConfigError } from '../index.ts';
import { type Command, readWords, say, sayJson, wantDatabase, withKeepsake } from './command.ts';

export const rotateKeys: Command = {
  name: 'rotate-keys',
  summary:
    'brings what is closed under older encryption keys under the active one, while all goes on',
  help: `Usage: keepsake rotate-keys
       keepsake rotate-keys --evidence KID

Put the new key behind the active one in KEEPSAKE_ENCRYPTION_KEYS and restart every process, then put it first
and restart them again, then run this. Of each value only its data key is wrapped anew, in helpings of a hundred;
servers go on meanwhile, and it may be killed and begun again. It prints what it did as one line of JSON:
{"object":"rotation","active","rewrapped","unopened","unopened_count","free"}. "free" are the keys that close
nothing any more.

A key that is free has still signed: agreements in the ledger, receipts, links. --evidence prints what to list in
its place, verify:KID:…, which opens nothing and proves the ledger and receipts. Links of invoices and sessions
that it signed end with it.

Exit codes: 0 all is under the active key, 1 something cannot be opened (it is named), 2 wrong usage or a wrong
setting. Variables: DATABASE_URL, KEEPSAKE_ENCRYPTION_KEYS, and what serve needs to start.`,
  async run(words) {
    const { values } = readWords('rotate-keys', words, { evidence: { type: 'string' } });
    const { evidence } = values;
    wantDatabase();
    return withKeepsake(async ({ access }) => {
      const { encryptionKeys } = access;
      if (evidence !== undefined) {
        const whole = encryptionKeys.some((each) => each.id === evidence && each.whole);
        if (!whole) throw new ConfigError(`--evidence: no whole key is listed as ${evidence}`);
        say(`verify:${evidence}:${access.evidenceKey(evidence)}`);
        return 0;
      }
      const { rewrapped, unopened, unopenedCount, free } = await access.rewrap();
      const active = encryptionKeys[0]?.id ?? '';
      const counts = { rewrapped, unopened, unopened_count: unopenedCount, free };
      sayJson({ object: 'rotation', active, ...counts });
      return unopenedCount === 0 ? 0 : 1;
    });
  },
};
