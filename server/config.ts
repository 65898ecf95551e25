/**
 * Every setting, from options or from the environment, as one schema. A wrong one stops the
 * program with one line that names it; nothing reads `process.env` after this.
 */
import { z } from 'zod';
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
  const keys = value.split(',').map((part) => {
    const [id = '', base64 = ''] = part.trim().split(/:(.*)/s);
    return { id, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
  });
  const bad = keys.find((key) => !/^[A-Za-z0-9_-]{1,32}$/.test(key.id) || key.bytes.length !== 32);
  if (bad)
    context.addIssue({
      code: 'custom',
      message: 'must be kid:base64 with 32 bytes each, separated by commas',
    });
  return keys as [{ id: string; bytes: Uint8Array }, ...{ id: string; bytes: Uint8Array }[]];
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
  bankDatabaseUrl: databaseUrl.default('file:data/bank.db'),
  secretKey: z
    .string()
    .regex(/^sk_(test|live)_[A-Za-z0-9_]{4,}$/, 'must begin with sk_test_ or sk_live_'),
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
  /** How many proxies in front are believed about the buyer's address. */
  trustedProxies: whole(0, 10).default(0),
  role: z.enum(['all', 'api', 'worker']).default('all'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Options = z.input<typeof configSchema>;
type Parsed = z.output<typeof configSchema>;
export interface Config extends Omit<Parsed, 'routes'> {
  routes: readonly RouteRule[];
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
  trustedProxies: 'KEEPSAKE_TRUSTED_PROXIES',
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
  if (config.processors.includes('stripe') && config.stripeSecretKey === undefined)
    throw new ConfigError('STRIPE_SECRET_KEY is required with the processor stripe');
  const { stripePublishableKey: publishable, stripeSecretKey: secret } = config;
  if (publishable && secret && publishable.slice(3, 7) !== secret.slice(3, 7))
    throw new ConfigError('STRIPE_PUBLISHABLE_KEY is of another mode than STRIPE_SECRET_KEY');
  if (config.processors.includes('adyen')) checkAdyen(config);
  if (new Set(config.processors).size !== config.processors.length)
    throw new ConfigError('KEEPSAKE_PROCESSORS names one twice');
  const routes = readRoutes(config.routes, config.processors);
  if ('problem' in routes) throw new ConfigError(`KEEPSAKE_ROUTES ${routes.problem}`);
  const bankUrl = config.bankUrl ?? `http://localhost:${config.bankPort}`;
  return {
    ...config,
    routes: routes.rules,
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    bankUrl,
    bankInternalUrl:
      config.bankInternalUrl ?? (config.bankUrl ? bankUrl : `http://127.0.0.1:${config.bankPort}`),
  };
}

/** Picks the known variables out of an environment; an empty one counts as not set. */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Partial<Options> {
  const known = new Set(Object.values(VARIABLES));
  for (const name of Object.keys(env)) {
    if (name.startsWith('KEEPSAKE_') && !known.has(name))
      throw new ConfigError(`${name} is not a known variable`);
  }
  const options: Record<string, string> = {};
  for (const [field, variable] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value !== undefined && value !== '') options[field] = value;
  }
  return options as Partial<Options>;
}
