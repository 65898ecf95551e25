/**
 * Adyen's own card fields, by Adyen Web's custom card: a frame of Adyen's for each field. They give what
 * was typed as Adyen encrypted it, for the server to pass on; nothing here can read it.
 */
import type { FieldError } from '../../server/bank/protocol.ts';
import {
  type EntryOf,
  type Look,
  type OpenFields,
  plainColor,
  refused,
  type VendorField,
} from './vendor-fields.ts';
import { vendorScript } from './vendor-script.ts';

export const ADYEN_WEB_VERSION = '6.45.2';
/** What a token of these fields begins with; the rest is JSON in base64url. */
const TOKEN = 'adyen_';

export function adyenScript(environment: string): string {
  return `https://checkoutshopper-${environment}.cdn.adyen.com/checkoutshopper/sdk/${ADYEN_WEB_VERSION}/adyen.js`;
}

const NAMES = {
  number: 'encryptedCardNumber',
  expiry: 'encryptedExpiryDate',
  cvc: 'encryptedSecurityCode',
} as const;

/** Fields by what Adyen calls them, or the two halves that it makes of an expiry. */
function fieldOf(name: string): VendorField | null {
  if (name.startsWith('encryptedExpiry')) return 'expiry';
  return name === NAMES.number ? 'number' : name === NAMES.cvc ? 'cvc' : null;
}

const BRANDS: Readonly<Record<string, string>> = {
  mc: 'mastercard',
  cup: 'unionpay',
  cartebancaire: 'cartes_bancaires',
};
const brandOf = (name: string) => BRANDS[name] ?? name;
const adyenBrand = (brand: string) =>
  Object.entries(BRANDS).find(([, ours]) => ours === brand)?.[0] ?? brand;

interface CustomCard {
  readonly data: { readonly paymentMethod?: Readonly<Record<string, unknown>> };
  readonly isValid: boolean;
  mount(root: HTMLElement): unknown;
  unmount(): unknown;
  setFocusOn(field: string): unknown;
  updateStyles(styles: object): unknown;
  showValidation(): unknown;
}

interface AdyenWeb {
  AdyenCheckout(options: object): Promise<unknown>;
  CustomCard: new (checkout: unknown, options: object) => CustomCard;
}

interface CardState {
  readonly isValid?: boolean;
  readonly valid?: Readonly<Record<string, boolean>>;
  readonly errors?: Readonly<Record<string, { readonly error?: string } | string | null>>;
}

/** Adyen's numbers for a field with nothing in it, and for others; any other: what is typed is not valid. */
const EMPTY = /^(cc\.(num\.900|dat\.910|mth\.915|yr\.917|cvc\.920)|err\.gen\.9100)/;
const ERRORS: Readonly<Record<string, FieldError>> = {
  'cc.num.903': 'card_not_accepted',
  'cc.dat.912': 'card_expired',
};
const INVALID = { number: 'invalid_number', expiry: 'invalid_expiry', cvc: 'invalid_cvc' } as const;

function errorOf(
  field: VendorField,
  error: { readonly error?: string } | string | null | undefined,
): FieldError {
  const code = typeof error === 'string' ? error : error?.error;
  if (!code) return null;
  return EMPTY.test(code) ? 'incomplete' : (ERRORS[code] ?? INVALID[field]);
}

/** Where Adyen writes a language otherwise than we do. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'en-US',
  nb: 'no-NO',
  zh: 'zh-CN',
  'zh-Hant': 'zh-TW',
};

function stylesOf({ theme: { tokens }, rtl }: Look) {
  const color = plainColor(tokens['color-text'] ?? '#000');
  const base = {
    color,
    caretColor: color,
    fontFamily: tokens['font-family'] ?? 'sans-serif',
    fontSize: `${Math.max(16, Number.parseFloat(tokens['font-size'] ?? '16'))}px`,
    textAlign: rtl ? 'right' : 'left',
    background: 'transparent',
  };
  return {
    base,
    error: { color },
    placeholder: { color: plainColor(tokens['color-muted'] ?? '#666') },
  };
}

/** JSON, whatever letters are in it, as a part of an address could be. */
function base64url(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function isSame(one: EntryOf<'adyen'>, other: EntryOf<'adyen'>): boolean {
  return one.client_key === other.client_key && one.environment === other.environment;
}

export const openAdyenFields: OpenFields<EntryOf<'adyen'>> = async (entry, opening) => {
  const { places, root, listener, expiryHint } = opening;
  const adyen = (await vendorScript(adyenScript(entry.environment), 'AdyenWeb')) as AdyenWeb;
  const { AdyenCheckout } = adyen;
  const checkout = await AdyenCheckout({
    clientKey: entry.client_key,
    environment: entry.environment,
    locale: LANGUAGES[opening.language] ?? opening.language,
    // Adyen Web wants one; fields for cards do nothing with it.
    countryCode: 'NL',
    analytics: { enabled: false },
    // Its findings would not be passed on.
    risk: { enabled: false },
  });
  for (const [name, place] of places) place.dataset.cse = NAMES[name];

  function changed({ valid = {}, errors = {}, isValid = false }: CardState): void {
    for (const name of places.keys()) {
      const parts = Object.keys(valid).filter((part) => fieldOf(part) === name);
      const complete = parts.length > 0 && parts.every((part) => valid[part]);
      const wrong = Object.entries(errors).find(([part, error]) => error && fieldOf(part) === name);
      // Some brands need no code: Adyen then finds the whole valid without it.
      listener.changed(name, isValid || complete, errorOf(name, wrong?.[1]));
    }
  }

  let mounted: CustomCard | null = null;
  function mount(): Promise<CustomCard> {
    return new Promise((resolve, reject) => {
      const card = new adyen.CustomCard(checkout, {
        styles: stylesOf(opening.look),
        placeholders: { cardNumber: '', expiryDate: expiryHint, securityCodeThreeDigits: '' },
        onConfigSuccess: () => resolve(card),
        onChange: changed,
        onError: (error: unknown) => {
          reject(error);
          if (mounted === card) listener.failed();
        },
        onFocus: ({ fieldType = '', focus = false }) => {
          const field = fieldOf(fieldType);
          if (field) listener.focused(field, focus);
        },
        onBrand: ({ brand = '' }) => {
          listener.brand(brand === '' || brand === 'card' ? null : brandOf(brand));
        },
        onBinLookup: ({ supportedBrands }: { supportedBrands?: readonly string[] | null }) => {
          const available = (supportedBrands ?? []).map(brandOf).sort();
          listener.networks(available.length > 1 ? available : []);
        },
        onEnterKeyPressed: () => listener.submit(),
      });
      card.mount(root);
    });
  }
  mounted = await mount();

  return {
    showsBrand: false,
    async tokenize(name, network) {
      if (!mounted?.isValid) return refused('incomplete', [...places.keys()][0]);
      const token = base64url({
        ...mounted.data.paymentMethod,
        ...(name === null ? {} : { holderName: name }),
        ...(network === null ? {} : { brand: adyenBrand(network) }),
      });
      return { ok: true, token: TOKEN + token };
    },
    focus: (field) => void mounted?.setFocusOn(NAMES[field]),
    validate: () => void mounted?.showValidation(),
    clear() {
      // Adyen Web empties fields by mounting them anew.
      mounted?.unmount();
      for (const name of places.keys()) listener.changed(name, false, null);
      void mount().then(
        (card) => {
          mounted = card;
        },
        () => listener.failed(),
      );
    },
    restyle: (look) => void mounted?.updateStyles(stylesOf(look)),
    // Adyen Web would mount its fields anew, empty.
    speak() {},
    renew: (next) => next.driver === 'adyen' && isSame(next, entry),
    close() {
      mounted?.unmount();
    },
  };
};
