/** Settings: each is checked at the start, and a wrong one stops the program with one line that names it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  ConfigError,
  optionsFromEnvironment,
  parseConfig,
  VARIABLES,
} from '../../server/config.ts';

const KEY = randomBytes(32).toString('base64');
const SOUND = {
  KEEPSAKE_SECRET_KEY: 'sk_test_shop',
  KEEPSAKE_ENCRYPTION_KEYS: `a:${KEY}`,
  BANK_SECRET: 'a secret of the bank, long enough',
};
type Environment = Readonly<Record<string, string>>;
const parse = (environment: Environment) =>
  parseConfig(optionsFromEnvironment(environment) as Parameters<typeof parseConfig>[0]);

describe('settings', () => {
  it('have the defaults that are promised', () => {
    const config = parse(SOUND);
    const { port, bankPort, host, databaseUrl, bankDatabaseUrl, processors, mandates, role } =
      config;
    assert.deepEqual(
      { port, bankPort, host, databaseUrl, bankDatabaseUrl, processors, mandates, role },
      {
        port: 4242,
        bankPort: 4243,
        host: '127.0.0.1',
        databaseUrl: 'file:data/keepsake.db',
        bankDatabaseUrl: 'file:data/bank.db',
        processors: ['sandbox'],
        mandates: 'required',
        role: 'all',
      },
    );
    assert.deepEqual(
      [config.publicUrl, config.bankUrl, config.bankInternalUrl, config.processorTimeoutMs],
      ['http://localhost:4242', 'http://localhost:4243', 'http://127.0.0.1:4243', 10_000],
    );
    assert.equal(config.webhooksAllowPrivate, false);
  });

  it('follow what they are told', () => {
    const config = parse({
      ...SOUND,
      PORT: '8080',
      BANK_PORT: '8081',
      PUBLIC_URL: 'https://pay.example/',
      KEEPSAKE_PROCESSORS: 'sandbox, sandbox:south',
      KEEPSAKE_ENCRYPTION_KEYS: `b:${KEY},a:${KEY}`,
      KEEPSAKE_MANDATES: 'advisory',
      KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE: 'on',
      HOST: '',
    });
    assert.deepEqual(
      [config.port, config.publicUrl, config.bankUrl, config.host],
      [8080, 'https://pay.example', 'http://localhost:8081', '127.0.0.1'],
    );
    assert.deepEqual(config.processors, ['sandbox', 'sandbox:south']);
    assert.deepEqual(
      config.encryptionKeys.map(({ id, bytes }) => [id, bytes.length]),
      [
        ['b', 32],
        ['a', 32],
      ],
    );
    assert.deepEqual([config.mandates, config.webhooksAllowPrivate], ['advisory', true]);
  });

  it('want what Adyen needs, and only with Adyen', () => {
    const hmac = 'ab'.repeat(32);
    const adyen = {
      ...SOUND,
      KEEPSAKE_PROCESSORS: 'adyen',
      ADYEN_API_KEY: 'AQE_key_of_a_test',
      ADYEN_MERCHANT_ACCOUNT: 'ShopECOM',
      ADYEN_HMAC_KEY: hmac,
    };
    assert.equal(parse(adyen).adyenEnvironment, 'test');
    assert.equal(parse(SOUND).adyenApiKey, undefined);
    const rows: readonly (readonly [change: Environment, names: RegExp])[] = [
      [{ ADYEN_API_KEY: '' }, /^ADYEN_API_KEY is required/],
      [{ ADYEN_MERCHANT_ACCOUNT: '' }, /^ADYEN_MERCHANT_ACCOUNT is required/],
      [{ ADYEN_HMAC_KEY: '' }, /^ADYEN_HMAC_KEY is required/],
      [{ ADYEN_HMAC_KEY: 'short' }, /^ADYEN_HMAC_KEY must be 64/],
      [{ ADYEN_ENVIRONMENT: 'beta' }, /^ADYEN_ENVIRONMENT must be test, live/],
      [{ ADYEN_ENVIRONMENT: 'live' }, /^ADYEN_LIVE_PREFIX is required/],
      [{ ADYEN_CLIENT_KEY: 'live_ABCD1234' }, /^ADYEN_CLIENT_KEY must begin with test_/],
      [{ ADYEN_CLIENT_KEY: 'key' }, /^ADYEN_CLIENT_KEY must begin/],
      [{ ADYEN_WEBHOOK_AUTH: 'nobody' }, /^ADYEN_WEBHOOK_AUTH must be user:password/],
      [{ ADYEN_API_BASE: 'checkout' }, /^ADYEN_API_BASE must be an http/],
    ];
    for (const [change, names] of rows)
      assert.throws(
        () => parse({ ...adyen, ...change }),
        (error) => error instanceof ConfigError && names.test(error.message),
        JSON.stringify(change),
      );
    const live = {
      ADYEN_ENVIRONMENT: 'live',
      ADYEN_LIVE_PREFIX: '1797a841fbb37ca7-Shop',
      KEEPSAKE_SECRET_KEY: `sk_live_${'k'.repeat(24)}`,
      PUBLIC_URL: 'https://pay.example',
    };
    assert.equal(parse({ ...adyen, ...live }).adyenLivePrefix, '1797a841fbb37ca7-Shop');
  });

  const WRONG: readonly (readonly [variable: string, ...values: string[]])[] = [
    ['PORT', 'http', '-1', '65536', '80.5'],
    ['BANK_PORT', 'x'],
    ['PUBLIC_URL', 'pay.example', 'ftp://pay.example', 'not a url'],
    ['BANK_URL', 'localhost:4243'],
    ['BANK_INTERNAL_URL', '127.0.0.1'],
    ['DATABASE_URL', 'data/keepsake.db', 'mysql://x', 'file:'],
    ['BANK_DATABASE_URL', 'bank.db'],
    [
      'KEEPSAKE_SECRET_KEY',
      'secret',
      'pk_test_shop',
      'sk_test_',
      'sk_test_shop,pk_test_shop',
      `sk_test_shop,sk_live_${'k'.repeat(24)}`,
    ],
    [
      'KEEPSAKE_ENCRYPTION_KEYS',
      'a',
      `a:${KEY}=x,b:`,
      'a:dG9vIHNob3J0',
      `:${KEY}`,
      `a:${KEY},a:${KEY}`,
      `a:${KEY},verify:b:${KEY}`,
      `verify:a:${randomBytes(96).toString('base64')}`,
    ],
    ['BANK_SECRET', 'short'],
    ['KEEPSAKE_MERCHANT_NAME', 'x'.repeat(101)],
    ['KEEPSAKE_MERCHANT_TERMS_URL', 'terms'],
    ['KEEPSAKE_MERCHANT_SUPPORT_URL', 'javascript:alert(1)'],
    ['KEEPSAKE_PROCESSORS', 'paypal', 'sandbox,sandbox', 'sandbox,'],
    ['KEEPSAKE_PROCESSOR_TIMEOUT_MS', 'soon', '1', '9999999'],
    ['KEEPSAKE_OPERATOR_PAGE', 'yes', '1', ''.padEnd(3)],
    ['KEEPSAKE_METRICS_TOKEN', 'short'],
    ['KEEPSAKE_METRICS_PORT', 'x', '0', '65536'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'token', '=x', 'a=%', 'a b=c'],
    ['OTEL_SERVICE_NAME', 'x'.repeat(101)],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', '-0.1', '1.1'],
    ['KEEPSAKE_DATABASE_CONNECTIONS', 'many', '0', '1.5'],
    ['KEEPSAKE_SHUTDOWN_DELAY_MS', 'later', '-1', '60001'],
    ['STRIPE_SECRET_KEY', 'pk_test_shop', 'secret'],
    ['STRIPE_WEBHOOK_SECRET', 'short'],
    ['STRIPE_API_BASE', 'api.stripe.example'],
    ['STRIPE_PUBLISHABLE_KEY', 'sk_test_x'],
    ['KEEPSAKE_MANDATES', 'never'],
    ['KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE', 'maybe'],
    ['KEEPSAKE_FAILED_CONFIRMS_PER_SESSION', '0'],
    ['KEEPSAKE_DECLINED_CARDS_PER_ADDRESS', '0'],
    ['KEEPSAKE_DECLINED_CARDS_PER_ACCOUNT', 'many'],
    ['KEEPSAKE_REQUESTS_PER_SECOND', '0.5'],
    ['KEEPSAKE_FAILED_CONFIRMS_PER_ADDRESS', 'x'],
    ['KEEPSAKE_TRUSTED_PROXIES', '-1'],
    ['ROLE', 'king'],
    ['LOG_LEVEL', 'loud'],
    ['KEEPSAKE_MANDATE', 'required'],
    [
      'KEEPSAKE_ROUTES',
      'stripe first',
      '{}',
      '[{}]',
      '[{"processors":[]}]',
      '[{"processors":["stripe"]}]',
      '[{"processors":["sandbox","sandbox"]}]',
      '[{"processors":[{"name":"sandbox","share":101}]}]',
      '[{"match":{"currency":"EUR"},"processors":["sandbox"]}]',
      '[{"match":{"amount":{"min":5}},"processors":["sandbox"]}]',
      '[{"match":{"currency":"eur","amount":{"min":5,"max":4}},"processors":["sandbox"]}]',
      '[{"match":{"colour":"red"},"processors":["sandbox"]}]',
    ],
    ['KEEPSAKE_MERCHANT_MANAGE_URL', 'account', 'ftp://shop.example'],
    ['KEEPSAKE_DUNNING_TRIES', '9', '-1', 'many'],
    ['KEEPSAKE_DUNNING_DAYS', '0', '61', '1.5'],
    ['KEEPSAKE_DUNNING_FINAL', 'void', 'canceled'],
    ['KEEPSAKE_NOTICE_DAYS', '7', '[]', '{"upcoming":91}', '{"birthday":3}', '{'],
    ['ADYEN_API_KEY', 'short'],
    ['ADYEN_MERCHANT_ACCOUNT', 'a shop', 'shop/ECOM'],
    ['ADYEN_HMAC_KEY', 'ab', `${'ab'.repeat(31)}xy`],
    ['ADYEN_CLIENT_KEY', 'key', 'test_'],
    ['ADYEN_ENVIRONMENT', 'beta', 'LIVE'],
    ['ADYEN_LIVE_PREFIX', 'https://a.example'],
    ['ADYEN_WEBHOOK_AUTH', 'nobody', ':'],
    ['ADYEN_API_BASE', 'checkout', 'ftp://adyen.example'],
  ];
  for (const [variable, ...values] of WRONG)
    it(`${variable} is refused by name when it is wrong`, () => {
      for (const value of values)
        assert.throws(
          () => parse({ ...SOUND, [variable]: value }),
          (reason: Error) =>
            reason instanceof ConfigError &&
            reason.message.startsWith(variable) &&
            !reason.message.includes('\n') &&
            !reason.message.includes(KEY),
          `${variable}=${value}`,
        );
    });

  for (const variable of Object.keys(SOUND))
    it(`${variable} has to be there`, () => {
      const { [variable]: _gone, ...rest } = SOUND as Environment;
      assert.throws(() => parse(rest as Environment), {
        message: new RegExp(`^${variable} is required`),
      });
    });

  it('a processor’s own key has to come with it', () => {
    assert.throws(() => parse({ ...SOUND, KEEPSAKE_PROCESSORS: 'stripe' }), {
      message: /^STRIPE_SECRET_KEY is required/,
    });
    const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_PUBLISHABLE_KEY: 'pk_live_1' };
    assert.throws(() => parse({ ...SOUND, KEEPSAKE_PROCESSORS: 'stripe', ...keys }), {
      message: /^STRIPE_PUBLISHABLE_KEY is of another mode/,
    });
  });

  it('are all held against wrong values here', () => {
    const free = ['HOST'];
    const tried = WRONG.map(([variable]) => variable);
    const untried = Object.values(VARIABLES).filter((each) => !tried.includes(each));
    assert.deepEqual(untried, free);
  });
});

describe('the command', () => {
  const COMMAND = fileURLToPath(new URL('../../server/keepsake.mjs', import.meta.url));
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-command-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const environment = (more: Environment = {}) => ({
    PATH: process.env.PATH ?? '',
    ...SOUND,
    DATABASE_URL: `file:${join(folder, 'keepsake.db')}`,
    LOG_LEVEL: 'silent',
    ...more,
  });

  function run(args: readonly string[], more: Environment = {}) {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      env: environment(more),
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    return { child, ended, out: () => out, err: () => err };
  }

  const oneLine = (text: string) => text.trimEnd().split('\n').length === 1;

  it('stops at a wrong setting with one line, and writes nothing', async () => {
    const CASES = [
      [{ PORT: 'http' }, 'PORT'],
      [{ KEEPSAKE_SECRET_KEY: '' }, 'KEEPSAKE_SECRET_KEY is required'],
      [{ KEEPSAKE_PROCESSORS: 'paypal' }, 'KEEPSAKE_PROCESSORS'],
    ] as const;
    await Promise.all(
      CASES.map(async ([wrong, said]) => {
        const { ended, err, out } = run(['serve'], wrong);
        assert.equal(await ended, 2);
        assert.ok(err().startsWith(`keepsake: ${said}`), err());
        assert.ok(oneLine(err()), err());
        assert.equal(out(), '');
      }),
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('says what it can do, and what it cannot', async () => {
    const help = run(['--help']);
    const unknown = run(['fly']);
    assert.deepEqual([await help.ended, await unknown.ended], [0, 2]);
    for (const verb of ['serve', 'worker', 'bank', 'verify'])
      assert.match(help.out(), new RegExp(verb));
    assert.match(unknown.err(), /unknown command fly/);
  });

  it('serves until it is told to end', async () => {
    const served = run(['serve'], { PORT: '0', PUBLIC_URL: 'http://localhost:1' });
    for (let wait = 0; wait < 200 && served.out() === ''; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(served.out(), /serving/);
    served.child.kill('SIGTERM');
    assert.equal(await served.ended, 0);
    const verified = run(['verify']);
    assert.equal(await verified.ended, 0);
    assert.equal(JSON.parse(verified.out()).ok, true);
  });
});
