/** `keepsake keys`: the keys of the merchant API beside the installation's own. */
import { ConfigError } from '../index.ts';
import type { ApiKey } from '../model/api-key.ts';
import { readPermissions } from '../model/permission.ts';
import { type Command, readTime, readWords, sayJson, withKeepsake } from './command.ts';

const DEFAULT_ACCOUNT = 'acct_default';
const HOUR_MS = 3600_000;
/** How long an old key goes on beside its successor unless told otherwise, in hours. */
const OVERLAP_HOURS = 24;
const OVERLAP_MAX_HOURS = 24 * 30;

const TEXT = { type: 'string' } as const;
const FLAGS = { account: TEXT, name: TEXT, may: TEXT, expires: TEXT, overlap: TEXT };

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** A key as it may be shown, and `secret` where it was just made. */
function told(key: ApiKey, secret?: string) {
  const { id, account, name, kind, hint, permissions } = key;
  return {
    id,
    object: 'api_key',
    account,
    name,
    kind,
    ...(secret === undefined ? { hint } : { secret }),
    permissions,
    created: time(key.createdMs),
    last_used: time(key.lastUsedMs),
    expires: time(key.expiresMs),
    revoked: time(key.revokedMs),
    replaced_by: key.replacedBy,
  };
}

function overlapOf(text: string | undefined): number {
  const hours = Number(text ?? OVERLAP_HOURS);
  if (!Number.isFinite(hours) || hours < 0 || hours > OVERLAP_MAX_HOURS)
    throw new ConfigError(`--overlap must be hours from 0 to ${OVERLAP_MAX_HOURS}`);
  return hours * HOUR_MS;
}

function newKey(values: Readonly<Partial<Record<keyof typeof FLAGS, string>>>) {
  const { account = DEFAULT_ACCOUNT, name, may, expires } = values;
  if (name === undefined) throw new ConfigError('keys create needs --name');
  const expiresMs = expires === undefined ? null : readTime('--expires', expires);
  if (expiresMs !== null && expiresMs <= Date.now())
    throw new ConfigError('--expires needs a time to come');
  const read = may === undefined ? null : readPermissions(may);
  if (read !== null && 'problem' in read) throw new ConfigError(`--may ${read.problem}`);
  return {
    account,
    name,
    kind: read === null ? ('secret' as const) : ('restricted' as const),
    permissions: read === null ? null : read.permissions,
    expiresMs,
  };
}

export const keys: Command = {
  name: 'keys',
  summary: 'keys create|list|revoke|rotate: keys of the merchant API',
  help: `Usage: keepsake keys list [--account ACCOUNT]
       keepsake keys create --name NAME [--account ACCOUNT] [--may RIGHTS] [--expires TIME]
       keepsake keys rotate KEY [--overlap HOURS]
       keepsake keys revoke KEY

A key is printed once, when it is made; only its hash is kept. Without --may it is a secret key (sk_) that may
do everything in its account; with it a restricted one (rk_), such as --may customers=read,payment_intents=write.
all=read means every resource; write includes read; what is not named is none. rotate makes a key of the same
rights and lets the old one go on for ${OVERLAP_HOURS} hours unless told otherwise. revoke ends a key within 5 seconds
everywhere. Prints one line of JSON a key. The installation's own key (KEEPSAKE_SECRET_KEY) is not listed.

Exit codes: 0 done, 1 there is no such key or account, 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, and what serve needs to start.`,
  async run(words) {
    const { values, names } = readWords('keys', words, FLAGS, { atLeast: 1, atMost: 2 });
    const [verb = '', id] = names;
    if (verb === 'list' && id === undefined) {
      const { account = null } = values;
      for (const key of await withKeepsake(({ access }) => access.keys(account)))
        sayJson(told(key));
      return 0;
    }
    if (verb === 'create' && id === undefined) {
      const fields = newKey(values);
      const { key, secret } = await withKeepsake(({ access }) => access.createKey(fields));
      sayJson(told(key, secret));
      return 0;
    }
    if (verb === 'rotate' && id !== undefined) {
      const overlapMs = overlapOf(values.overlap);
      const made = await withKeepsake(({ access }) => access.rotateKey(id, overlapMs));
      sayJson(told(made.key, made.secret));
      return 0;
    }
    if (verb === 'revoke' && id !== undefined) {
      sayJson(told(await withKeepsake(({ access }) => access.revokeKey(id))));
      return 0;
    }
    throw new ConfigError('keys: list, create, rotate KEY or revoke KEY; see --help');
  },
};
