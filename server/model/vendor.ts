/**
 * The real processors of an installation, as a page meets them: whose script makes card fields, from
 * where, and whom it talks to. Addresses as data; nothing here fetches or asks.
 */

export interface Vendor {
  readonly name: 'stripe' | 'adyen';
  /** Null where the tag has no fields of it, because its public key is not configured. */
  readonly fields: {
    readonly script: string;
    readonly scriptSources: readonly string[];
    readonly connectSources: readonly string[];
    /** Whether the script is known to work where no text may become markup or script unseen. */
    readonly trustedTypes: boolean;
  } | null;
}

/** The part of the settings that decides. */
export interface VendorSettings {
  readonly processors: readonly string[];
  readonly stripePublishableKey?: string | undefined;
  readonly adyenClientKey?: string | undefined;
  /** As Adyen Web names it. */
  readonly adyenEnvironment: string;
}

/** Versions are those that the tag asks for. Sources as Stripe's security guide lists them. */
const STRIPE: Vendor['fields'] = {
  script: 'https://js.stripe.com/endive/stripe.js',
  scriptSources: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  connectSources: ['https://api.stripe.com'],
  trustedTypes: false,
};

function adyen(environment: string): Vendor['fields'] {
  const files = `https://checkoutshopper-${environment}.cdn.adyen.com`;
  return {
    script: `${files}/checkoutshopper/sdk/6.45.2/adyen.js`,
    scriptSources: [files],
    connectSources: [
      files,
      `https://checkoutshopper-${environment}.adyen.com`,
      `https://checkoutanalytics-${environment}.adyen.com`,
    ],
    trustedTypes: true,
  };
}

export function vendorsOf(settings: VendorSettings): readonly Vendor[] {
  const { processors, stripePublishableKey, adyenClientKey, adyenEnvironment } = settings;
  const found: Vendor[] = [];
  if (processors.includes('stripe'))
    found.push({ name: 'stripe', fields: stripePublishableKey === undefined ? null : STRIPE });
  if (processors.includes('adyen')) {
    const fields = adyenClientKey === undefined ? null : adyen(adyenEnvironment);
    found.push({ name: 'adyen', fields });
  }
  return found;
}
