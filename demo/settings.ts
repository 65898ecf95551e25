/**
 * What the demo adds to a merchant's settings: values that let a newcomer start with none at all.
 * Whatever stands in the environment wins.
 */
import { dirname } from 'node:path';
import { type Options, optionsFromEnvironment } from '../server/index.ts';
import { demoSecrets } from './secrets.ts';

/** Known to everybody, and good for a sandbox on one's own machine alone. */
export const DEMO_KEY = 'sk_test_keepsake';

/** @throws ConfigError for a variable that nobody knows */
export function demoOptions(env: Readonly<Record<string, string | undefined>>): Options {
  const given = optionsFromEnvironment(env);
  const [, file = 'data/keepsake.db'] = /^file:(.+)$/.exec(given.databaseUrl ?? '') ?? [];
  const complete = given.encryptionKeys !== undefined && given.bankSecret !== undefined;
  // Nobody is let in with a key that was meant to be one's own, or where money could move.
  const open = (given.secretKey ?? DEMO_KEY) === DEMO_KEY && given.processors === undefined;
  return {
    operatorPage: open ? 'demo' : 'on',
    secretKey: DEMO_KEY,
    ...(complete ? { encryptionKeys: '' } : demoSecrets(dirname(file))),
    processors: 'sandbox,sandbox:south',
    merchantName: 'Keepsake Goods',
    webhooksAllowPrivate: 'on',
    logLevel: 'warn',
    ...given,
  };
}
