/** Secrets from files, keys in a list, and what a live key does not start beside: as the program reads its settings. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  ConfigError,
  FILE_VARIABLES,
  optionsFromEnvironment,
  parseConfig,
} from '../../../server/config.ts';

const KEY = randomBytes(32).toString('base64');
const SOUND = {
  KEEPSAKE_SECRET_KEY: 'sk_test_shop',
  KEEPSAKE_ENCRYPTION_KEYS: `a:${KEY}`,
  BANK_SECRET: 'a secret of the bank, long enough',
};
const LIVE = `sk_live_${'k'.repeat(24)}`;
type Environment = Readonly<Record<string, string>>;
const parse = (environment: Environment) =>
  parseConfig(optionsFromEnvironment(environment) as Parameters<typeof parseConfig>[0]);
const refused = (environment: Environment, says: RegExp) =>
  assert.throws(
    () => parse(environment),
    (error) =>
      error instanceof ConfigError && says.test(error.message) && !/\n/.test(error.message),
    JSON.stringify(Object.keys(environment)),
  );

describe('secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-secrets-'));
  after(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string) => {
    const path = join(folder, randomBytes(4).toString('hex'));
    writeFileSync(path, text);
    return path;
  };

  it('may stand in files, as containers hand them over', () => {
    const { KEEPSAKE_SECRET_KEY: key, BANK_SECRET: bank, ...rest } = SOUND;
    const config = parse({
      ...rest,
      KEEPSAKE_SECRET_KEY_FILE: fileWith(`${key}\n`),
      BANK_SECRET_FILE: fileWith(bank),
    });
    assert.deepEqual([config.secretKey, config.bankSecret], [key, bank]);
    for (const variable of FILE_VARIABLES) {
      const name = variable.replace(/_FILE$/, '');
      const { [name as keyof typeof SOUND]: _, ...others } = SOUND;
      refused(
        { ...others, [variable]: join(folder, 'none') },
        new RegExp(`^${variable} names a file`),
      );
    }
  });

  it('stand in one place alone, and are held against the same rules there', () => {
    refused(
      { ...SOUND, BANK_SECRET_FILE: fileWith('x') },
      /^BANK_SECRET and BANK_SECRET_FILE are both/,
    );
    const { BANK_SECRET: _, ...rest } = SOUND;
    refused({ ...rest, BANK_SECRET_FILE: fileWith('short') }, /^BANK_SECRET must have at least 16/);
    assert.throws(
      () => parse({ ...SOUND, KEEPSAKE_MERCHANT_NAME_FILE: 'x' }),
      /is not a known variable/,
    );
  });

  it('of the installation may be several of one mode', () => {
    const config = parse({ ...SOUND, KEEPSAKE_SECRET_KEY: 'sk_test_next,sk_test_shop' });
    assert.deepEqual(
      [config.secretKey, config.secretKeys],
      ['sk_test_next', ['sk_test_next', 'sk_test_shop']],
    );
    const evidence = randomBytes(96).toString('base64');
    const keys = parse({
      ...SOUND,
      KEEPSAKE_ENCRYPTION_KEYS: `b:${KEY},verify:a:${evidence}`,
    }).encryptionKeys;
    assert.deepEqual(
      keys.map(({ id, bytes, verifyOnly = false }) => [id, bytes.length, verifyOnly]),
      [
        ['b', 32, false],
        ['a', 96, true],
      ],
    );
  });
});

describe('live mode', () => {
  const live = {
    ...SOUND,
    KEEPSAKE_SECRET_KEY: LIVE,
    KEEPSAKE_PROCESSORS: 'stripe',
    STRIPE_SECRET_KEY: 'sk_live_theirs',
    PUBLIC_URL: 'https://pay.example',
  };

  it('starts with nothing in it that is for trying things out', () => {
    assert.equal(parse(live).secretKey, LIVE);
    refused({ ...live, KEEPSAKE_PROCESSORS: 'stripe,sandbox' }, /^KEEPSAKE_PROCESSORS must not/);
    refused({ ...live, PUBLIC_URL: 'http://pay.example' }, /^PUBLIC_URL must begin with https/);
    refused({ ...live, PUBLIC_URL: '' }, /^PUBLIC_URL must begin with https/);
    refused({ ...live, KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE: 'on' }, /^KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE/);
    refused({ ...live, STRIPE_SECRET_KEY: 'sk_test_theirs' }, /^STRIPE_SECRET_KEY is of test mode/);
    refused({ ...live, KEEPSAKE_SECRET_KEY: 'sk_live_demo' }, /^KEEPSAKE_SECRET_KEY needs 24/);
    refused({ ...live, KEEPSAKE_SECRET_KEY: 'sk_test_shop' }, /^STRIPE_SECRET_KEY is of live mode/);
  });
});
