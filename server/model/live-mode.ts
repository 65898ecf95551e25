/**
 * What must not stand beside a live key: nothing that is for trying things out may be reached by real
 * buyers, and no real money by a test key. It reads no environment; names of variables come with the
 * answer.
 */

export interface ModeFacts {
  /** The installation's own keys. */
  readonly secretKeys: readonly string[];
  readonly processors: readonly string[];
  /** Null where none is set. */
  readonly publicUrl: string | null;
  readonly webhooksAllowPrivate: boolean;
  readonly stripeSecretKey: string | null;
  /** `test` or `live…`. */
  readonly adyenEnvironment: string;
}

/** So short a live key could be guessed. */
const LIVE_KEY_CHARS = 24;

const isLive = (key: string) => /^[sr]k_live_/.test(key);

/** The mode of each processor that has one; the sandbox is for trying things out alone. */
function processorModes({ processors, stripeSecretKey, adyenEnvironment }: ModeFacts) {
  return [
    ...(processors.includes('stripe') && stripeSecretKey !== null
      ? [{ variable: 'STRIPE_SECRET_KEY', live: isLive(stripeSecretKey) }]
      : []),
    ...(processors.includes('adyen')
      ? [{ variable: 'ADYEN_ENVIRONMENT', live: adyenEnvironment.startsWith('live') }]
      : []),
  ];
}

/** @returns one line that names the variable at fault, or null */
export function modeProblem(facts: ModeFacts): string | null {
  const { secretKeys, processors, publicUrl, webhooksAllowPrivate } = facts;
  const live = secretKeys.some(isLive);
  if (live && !secretKeys.every(isLive))
    return 'KEEPSAKE_SECRET_KEY holds keys of test and live mode; an installation has one mode';
  const other = processorModes(facts).find((each) => each.live !== live);
  if (other)
    return `${other.variable} is of ${other.live ? 'live' : 'test'} mode, and KEEPSAKE_SECRET_KEY is not`;
  if (!live) return null;
  if (secretKeys.some((key) => key.slice('sk_live_'.length).length < LIVE_KEY_CHARS))
    return `KEEPSAKE_SECRET_KEY needs ${LIVE_KEY_CHARS} characters or more after sk_live_`;
  if (processors.some((name) => name.startsWith('sandbox')))
    return 'KEEPSAKE_PROCESSORS must not name the sandbox with a live key';
  if (publicUrl === null || !publicUrl.startsWith('https://'))
    return 'PUBLIC_URL must begin with https:// with a live key';
  if (webhooksAllowPrivate) return 'KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE must be off with a live key';
  return null;
}
