/**
 * Every setting, from options or from the environment, as one schema. A wrong one stops the
 * program with one line that names it; nothing reads `process.env` after this.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type EncryptionKey, isWhole, readKey } from './model/encryption-key.ts';
import {
  DECLINED_CARDS_PER_ACCOUNT,
  DECLINED_CARDS_PER_ADDRESS,
  REQUESTS_PER_SECOND,
} from './model/limits.ts';
import { modeProblem } from './model/live-mode.ts';
import { NOTICE_KINDS, type NoticeDays } from './model/notices.ts';
import type { RouteRule } from './model/routing.ts';
import { FINAL_ACTIONS } from './model/subscription.ts';
import { readRoutes } from './route-rules.ts';

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((value) => value.replace(/\/+$/, ''));

const databaseUrl = z
  .string()
  .regex(/^(file:.+|:memory:|postgres(ql)?:\/\/.+)$/, 'must be file:PATH or postgres://…');

const encryptionKeys = z.string().transform((value, context) => {
  const keys = value.split(',').map(readKey);
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  if (!keys.every(isWhole)) refuse('must be kid:base64 with 32 bytes each, separated by commas');
  else if (keys[0]?.verifyOnly) refuse('must begin with the active key, and not with verify:');
  else if (new Set(keys.map(({ id }) => id)).size !== keys.length) refuse('names a kid twice');
  return keys as [EncryptionKey, ...EncryptionKey[]];
});

/** A whole number in a range, from a number or from digits. */
const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${min} to ${max}` })
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    });

const port = whole(0, 65_535);
const switched = z
  .enum(['1', '0', 'true', 'false', 'on', 'off'])
  .transform((value) => ['1', 'true', 'on'].includes(value));
const processorName = z
  .string()
  .regex(/^(sandbox(:south)?|stripe|adyen)$/, 'must be sandbox, sandbox:south, stripe or adyen');

/** `name=value,name=value`, percent-encoded, as OpenTelemetry's own variables are. */
const otlpHeaders = z.string().transform((value, context): Readonly<Record<string, string>> => {
  const parts = value.split(',').map((part) => part.trim().split(/=(.*)/s));
  try {
    if (!parts.every(([name = '', given]) => /^[\w-]+$/.test(name) && given))
      throw new Error(value);
    return Object.fromEntries(
      parts.map(([name = '', given = '']) => [name, decodeURIComponent(given)]),
    );
  } catch {
    context.addIssue({ code: 'custom', message: 'must be name=value, separated by commas' });
    return {};
  }
});

/** Days before, by kind of notice, as JSON. */
const noticeDays = z.string().transform((value, context): Partial<NoticeDays> => {
  const days = z.partialRecord(z.enum(NOTICE_KINDS), whole(0, 90));
  try {
    return days.parse(JSON.parse(value));
  } catch {
    const message = `must be JSON such as {"trial_will_end":10}, of ${NOTICE_KINDS.join(', ')}, each from 0 to 90`;
    context.addIssue({ code: 'custom', message });
    return {};
  }
});

/** One field a setting; the variable that sets it stands in {@link VARIABLES}. */
export const configSchema = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: port.default(4242),
  bankPort: port.default(4243),
  publicUrl: url.optional(),
  bankUrl: url.optional(),
  bankInternalUrl: url.optional(),
  databaseUrl: databaseUrl.default('file:data/keepsake.db'),
  /** Connections of this process to PostgreSQL, at most. */
  databaseConnections: whole(2, 500).default(16),
  bankDatabaseUrl: databaseUrl.default('file:data/bank.db'),
  secretKey: z
    .string()
    .regex(
      /^sk_(test|live)_[A-Za-z0-9_]{4,}(,sk_(test|live)_[A-Za-z0-9_]{4,})*$/,
      'must begin with sk_test_ or sk_live_',
    ),
  encryptionKeys,
  bankSecret: z.string().min(16, 'must have at least 16 characters').optional(),
  merchantName: z.string().min(1).max(100).default('Keepsake demo shop'),
  merchantTermsUrl: url.optional(),
  merchantSupportUrl: url.optional(),
  /** Where a buyer sees their subscriptions and cancels them: the page that holds the wallet. */
  merchantManageUrl: url.optional(),
  processors: z
    .string()
    .default('sandbox')
    .transform((value) => value.split(',').map((name) => name.trim()))
    .pipe(z.array(processorName).min(1)),
  /** Rules of routing, as JSON; see {@link readRoutes}. */
  routes: z.string().default('[]'),
  processorTimeoutMs: whole(100, 120_000).default(10_000),
  stripeSecretKey: z
    .string()
    .regex(/^[rs]k_(test|live)_\w+$/, 'must begin with sk_ or rk_')
    .optional(),
  stripePublishableKey: z
    .string()
    .regex(/^pk_(test|live)_\w+$/, 'must begin with pk_test_ or pk_live_')
    .optional(),
  stripeWebhookSecret: z.string().min(8, 'must have at least 8 characters').optional(),
  stripeApiBase: url.optional(),
  adyenApiKey: z.string().min(8, 'must have at least 8 characters').optional(),
  adyenMerchantAccount: z
    .string()
    .regex(/^[\w-]{1,80}$/, 'must be the name of a merchant account')
    .optional(),
  adyenHmacKey: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}){32}$/, 'must be 64 hexadecimal digits')
    .optional(),
  adyenClientKey: z
    .string()
    .regex(/^(test|live)_\w{4,}$/, 'must begin with test_ or live_')
    .optional(),
  adyenEnvironment: z
    .string()
    .regex(/^(test|live(-(us|au|apse|in|nea))?)$/, 'must be test, live or live-REGION')
    .default('test'),
  adyenLivePrefix: z
    .string()
    .regex(/^[\w-]{1,100}$/, 'must be the prefix of your live addresses')
    .optional(),
  adyenWebhookAuth: z
    .string()
    .regex(/^[^:]+:.+$/, 'must be user:password')
    .optional(),
  adyenApiBase: url.optional(),
  mandates: z.enum(['required', 'advisory']).default('required'),
  /** Tries after the first to collect an invoice. */
  dunningTries: whole(0, 8).default(8),
  /** Days from the first failure to the end of collecting. */
  dunningDays: whole(1, 60).default(21),
  /** What becomes of a subscription then. */
  dunningFinal: z.enum(FINAL_ACTIONS).default('cancel'),
  noticeDays: noticeDays.default({}),
  webhooksAllowPrivate: switched.default(false),
  /** Failed confirms that one session may make in ten minutes before it has to wait. */
  failedConfirmsPerSession: whole(1, 1_000_000).default(10),
  /** Failed confirms from one address in ten minutes. */
  failedConfirmsPerAddress: whole(1, 1_000_000).default(50),
  /** New cards that were declined at one address in a day before it has to wait. */
  declinedCardsPerAddress: whole(1, 1_000_000).default(DECLINED_CARDS_PER_ADDRESS),
  /** Cards that were declined while an account's own server tried to keep them, in ten minutes. */
  declinedCardsPerAccount: whole(1, 1_000_000).default(DECLINED_CARDS_PER_ACCOUNT),
  /** Requests of one key in a second; for a moment it may make twice as many. */
  requestsPerSecond: whole(1, 1_000_000).default(REQUESTS_PER_SECOND),
  /** How many proxies in front are believed about the buyer's address. */
  trustedProxies: whole(0, 10).default(0),
  /** Between the signal to end and the last connection that is taken: a balancer notices meanwhile. */
  shutdownDelayMs: whole(0, 60_000).default(0),
  /** What a scraper shows at `/metrics`; without it, only this machine and secret keys may look. */
  metricsToken: z.string().min(16, 'must have at least 16 characters').optional(),
  /** A port of its own for `/metrics` and `/healthz`, for workers above all. */
  metricsPort: whole(1, 65_535).optional(),
  /** The collector that spans go to, by OTLP over HTTP; without it there are none. */
  otlpEndpoint: url.optional(),
  /** Headers for it, as `name=value` separated by commas. */
  otlpHeaders: otlpHeaders.default({}),
  otelServiceName: z.string().min(1).max(100).default('keepsake'),
  /** Which part of the traces that begin here is exported. */
  otelSamplingRatio: z.coerce
    .number({ error: 'must be a number from 0 to 1' })
    .min(0, 'must be a number from 0 to 1')
    .max(1, 'must be a number from 0 to 1')
    .default(1),
  /** Whether people's pages are served at `/operator`; `demo` lets everybody in with the key. */
  operatorPage: z.enum(['on', 'off', 'demo']).default('off'),
  role: z.enum(['all', 'api', 'worker']).default('all'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Options = z.input<typeof configSchema>;
type Parsed = z.output<typeof configSchema>;
export interface Config extends Omit<Parsed, 'routes'> {
  routes: readonly RouteRule[];
  /** Every key that opens the default account; `secretKey` is the first of them. */
  secretKeys: readonly string[];
  publicUrl: string;
  bankUrl: string;
  bankInternalUrl: string;
}

/** The environment variable behind each setting. */
export const VARIABLES: Readonly<Record<keyof Parsed, string>> = {
  host: 'HOST',
  port: 'PORT',
  bankPort: 'BANK_PORT',
  publicUrl: 'PUBLIC_URL',
  bankUrl: 'BANK_URL',
  bankInternalUrl: 'BANK_INTERNAL_URL',
  databaseUrl: 'DATABASE_URL',
  databaseConnections: 'KEEPSAKE_DATABASE_CONNECTIONS',
  bankDatabaseUrl: 'BANK_DATABASE_URL',
  secretKey: 'KEEPSAKE_SECRET_KEY',
  encryptionKeys: 'KEEPSAKE_ENCRYPTION_KEYS',
  bankSecret: 'BANK_SECRET',
  merchantName: 'KEEPSAKE_MERCHANT_NAME',
  merchantTermsUrl: 'KEEPSAKE_MERCHANT_TERMS_URL',
  merchantSupportUrl: 'KEEPSAKE_MERCHANT_SUPPORT_URL',
  merchantManageUrl: 'KEEPSAKE_MERCHANT_MANAGE_URL',
  processors: 'KEEPSAKE_PROCESSORS',
  routes: 'KEEPSAKE_ROUTES',
  processorTimeoutMs: 'KEEPSAKE_PROCESSOR_TIMEOUT_MS',
  stripeSecretKey: 'STRIPE_SECRET_KEY',
  stripePublishableKey: 'STRIPE_PUBLISHABLE_KEY',
  stripeWebhookSecret: 'STRIPE_WEBHOOK_SECRET',
  stripeApiBase: 'STRIPE_API_BASE',
  adyenApiKey: 'ADYEN_API_KEY',
  adyenMerchantAccount: 'ADYEN_MERCHANT_ACCOUNT',
  adyenHmacKey: 'ADYEN_HMAC_KEY',
  adyenClientKey: 'ADYEN_CLIENT_KEY',
  adyenEnvironment: 'ADYEN_ENVIRONMENT',
  adyenLivePrefix: 'ADYEN_LIVE_PREFIX',
  adyenWebhookAuth: 'ADYEN_WEBHOOK_AUTH',
  adyenApiBase: 'ADYEN_API_BASE',
  mandates: 'KEEPSAKE_MANDATES',
  dunningTries: 'KEEPSAKE_DUNNING_TRIES',
  dunningDays: 'KEEPSAKE_DUNNING_DAYS',
  dunningFinal: 'KEEPSAKE_DUNNING_FINAL',
  noticeDays: 'KEEPSAKE_NOTICE_DAYS',
  webhooksAllowPrivate: 'KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE',
  failedConfirmsPerSession: 'KEEPSAKE_FAILED_CONFIRMS_PER_SESSION',
  failedConfirmsPerAddress: 'KEEPSAKE_FAILED_CONFIRMS_PER_ADDRESS',
  declinedCardsPerAddress: 'KEEPSAKE_DECLINED_CARDS_PER_ADDRESS',
  declinedCardsPerAccount: 'KEEPSAKE_DECLINED_CARDS_PER_ACCOUNT',
  requestsPerSecond: 'KEEPSAKE_REQUESTS_PER_SECOND',
  trustedProxies: 'KEEPSAKE_TRUSTED_PROXIES',
  shutdownDelayMs: 'KEEPSAKE_SHUTDOWN_DELAY_MS',
  metricsToken: 'KEEPSAKE_METRICS_TOKEN',
  metricsPort: 'KEEPSAKE_METRICS_PORT',
  otlpEndpoint: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  otlpHeaders: 'OTEL_EXPORTER_OTLP_HEADERS',
  otelServiceName: 'OTEL_SERVICE_NAME',
  otelSamplingRatio: 'OTEL_TRACES_SAMPLER_ARG',
  operatorPage: 'KEEPSAKE_OPERATOR_PAGE',
  role: 'ROLE',
  logLevel: 'LOG_LEVEL',
};

/** A setting that is missing or wrong; the message is one line for a person at a terminal. */
export class ConfigError extends Error {}

/** Adyen tells outcomes by notifications alone: without the key that proves them, nothing could be trusted. */
function checkAdyen(config: Parsed): void {
  for (const field of ['adyenApiKey', 'adyenMerchantAccount', 'adyenHmacKey'] as const)
    if (config[field] === undefined)
      throw new ConfigError(`${VARIABLES[field]} is required with the processor adyen`);
  const { adyenClientKey: clientKey } = config;
  const environment = config.adyenEnvironment.startsWith('live') ? 'live' : 'test';
  if (environment === 'live' && config.adyenLivePrefix === undefined)
    throw new ConfigError('ADYEN_LIVE_PREFIX is required with ADYEN_ENVIRONMENT=live');
  if (clientKey !== undefined && !clientKey.startsWith(`${environment}_`))
    throw new ConfigError(
      `ADYEN_CLIENT_KEY must begin with ${environment}_, as ADYEN_ENVIRONMENT says`,
    );
}

/** @throws ConfigError naming the variable and what it must be */
export function parseConfig(options: Options): Config {
  const parsed = configSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(
      issue?.path[0] ?? (issue?.code === 'unrecognized_keys' ? issue.keys[0] : 'options'),
    );
    const variable = VARIABLES[field as keyof Parsed] ?? field;
    const missing = (options as Record<string, unknown>)[field] === undefined;
    throw new ConfigError(
      missing ? `${variable} is required` : `${variable} ${issue?.message ?? 'is wrong'}`,
    );
  }
  const config = parsed.data;
  if (
    config.processors.some((name) => name.startsWith('sandbox')) &&
    config.bankSecret === undefined
  ) {
    throw new ConfigError('BANK_SECRET is required with a sandbox processor');
  }
  const real = config.processors.some((name) => !name.startsWith('sandbox'));
  if (config.operatorPage === 'demo' && (real || !config.secretKey.startsWith('sk_test_')))
    throw new ConfigError('KEEPSAKE_OPERATOR_PAGE=demo is for a sandbox with a test key alone');
  if (config.processors.includes('stripe') && config.stripeSecretKey === undefined)
    throw new ConfigError('STRIPE_SECRET_KEY is required with the processor stripe');
  const { stripePublishableKey: publishable, stripeSecretKey: secret } = config;
  if (publishable && secret && publishable.slice(3, 7) !== secret.slice(3, 7))
    throw new ConfigError('STRIPE_PUBLISHABLE_KEY is of another mode than STRIPE_SECRET_KEY');
  if (config.processors.includes('adyen')) checkAdyen(config);
  if (new Set(config.processors).size !== config.processors.length)
    throw new ConfigError('KEEPSAKE_PROCESSORS names one twice');
  const secretKeys = config.secretKey.split(',');
  const problem = modeProblem({
    ...config,
    secretKeys,
    publicUrl: config.publicUrl ?? null,
    stripeSecretKey: config.stripeSecretKey ?? null,
  });
  if (problem !== null) throw new ConfigError(problem);
  const routes = readRoutes(config.routes, config.processors);
  if ('problem' in routes) throw new ConfigError(`KEEPSAKE_ROUTES ${routes.problem}`);
  const bankUrl = config.bankUrl ?? `http://localhost:${config.bankPort}`;
  return {
    ...config,
    routes: routes.rules,
    secretKey: secretKeys[0] ?? '',
    secretKeys,
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    bankUrl,
    bankInternalUrl:
      config.bankInternalUrl ?? (config.bankUrl ? bankUrl : `http://127.0.0.1:${config.bankPort}`),
  };
}

/** What may also be the content of a file that `…_FILE` names, as containers hand secrets over. */
const SECRETS: readonly (keyof Parsed)[] = [
  'secretKey',
  'encryptionKeys',
  'bankSecret',
  'databaseUrl',
  'bankDatabaseUrl',
  'stripeSecretKey',
  'stripeWebhookSecret',
  'adyenApiKey',
  'adyenHmacKey',
  'adyenWebhookAuth',
  'metricsToken',
];
/** The variables that name a file with a secret. */
export const FILE_VARIABLES: readonly string[] = SECRETS.map((field) => `${VARIABLES[field]}_FILE`);

function secretFile(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (reason) {
    const { code = 'unreadable' } = reason as NodeJS.ErrnoException;
    throw new ConfigError(`${variable} names a file that cannot be read (${code})`);
  }
}

/** Picks the known variables out of an environment; an empty one counts as not set. */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Partial<Options> {
  const known = new Set([...Object.values(VARIABLES), ...FILE_VARIABLES]);
  for (const name of Object.keys(env)) {
    if (name.startsWith('KEEPSAKE_') && !known.has(name))
      throw new ConfigError(`${name} is not a known variable`);
  }
  const options: Record<string, string> = {};
  for (const [field, variable] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value !== undefined && value !== '') options[field] = value;
  }
  for (const field of SECRETS) {
    const variable = `${VARIABLES[field]}_FILE`;
    const path = env[variable];
    if (path === undefined || path === '') continue;
    if (options[field] !== undefined)
      throw new ConfigError(`${VARIABLES[field]} and ${variable} are both set; set one of them`);
    options[field] = secretFile(variable, path);
  }
  return options as Partial<Options>;
}
