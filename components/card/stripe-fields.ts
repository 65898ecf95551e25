/**
 * Stripe's own card fields, by Stripe.js: a number, an expiry and a code, each in a frame of Stripe's.
 * They give the id of a payment method that bears the session it was typed in, or a token of a code.
 */
import type { FieldError, FrameError } from '../../server/bank/protocol.ts';
import type { Tokenized } from './tokenized.ts';
import {
  type EntryOf,
  type Look,
  type OpenFields,
  plainColor,
  refused,
  type VendorField,
} from './vendor-fields.ts';
import { vendorScript } from './vendor-script.ts';

/** The release of Stripe.js that belongs to the API version of the server. */
export const STRIPE_SCRIPT = 'https://js.stripe.com/endive/stripe.js';
/** Metadata key of the session; the server holds it against the session that pays. */
export const SESSION_MARK = 'keepsake_session';

const TYPES = { number: 'cardNumber', expiry: 'cardExpiry', cvc: 'cardCvc' } as const;

interface StripeField {
  mount(place: HTMLElement): void;
  destroy(): void;
  focus(): void;
  clear(): void;
  update(options: object): void;
  on(event: string, heard: (event: ChangeEvent) => void): unknown;
}

interface ChangeEvent {
  readonly complete?: boolean;
  readonly brand?: string;
  readonly error?: { readonly code?: string };
}

interface Failure {
  readonly type?: string;
  readonly code?: string;
}

interface Made {
  readonly error?: Failure;
  readonly paymentMethod?: { readonly id: string };
  readonly token?: { readonly id: string };
}

interface Stripe {
  elements(options: object): {
    create(type: string, options: object): StripeField;
    update?(options: object): void;
  };
  createPaymentMethod(data: object): Promise<Made>;
  createToken(type: 'cvc_update', field: StripeField): Promise<Made>;
}

/** Where Stripe writes a language otherwise than we do; it does not speak all of ours. */
const LANGUAGES: Readonly<Record<string, string>> = { 'zh-Hant': 'zh-TW', hi: 'en', uk: 'en' };
const languageOf = (language: string) => LANGUAGES[language] ?? language;

function errorOf(code: string | undefined): FieldError {
  if (code === undefined) return null;
  if (/_past$|^expired_card$/.test(code)) return 'card_expired';
  if (code.includes('expiry')) return 'invalid_expiry';
  if (code.includes('cvc')) return 'invalid_cvc';
  return code.includes('number') ? 'invalid_number' : 'card_not_accepted';
}

const FIELD_OF: Readonly<Partial<Record<FrameError['code'], VendorField>>> = {
  invalid_number: 'number',
  card_not_accepted: 'number',
  invalid_expiry: 'expiry',
  card_expired: 'expiry',
  invalid_cvc: 'cvc',
};

/** Why there is no token, by what Stripe says. What is not about the card is nothing to mend in a field. */
function refusalOf({ type = '', code = '' }: Failure): Tokenized {
  if (type === 'api_connection_error') return refused('network');
  if (type === 'validation_error' || type === 'card_error') {
    const known = errorOf(code) ?? 'incomplete';
    const field =
      FIELD_OF[known] ?? (/expiry/.test(code) ? 'expiry' : /cvc/.test(code) ? 'cvc' : 'number');
    return refused(known, field);
  }
  return refused('bank_unavailable');
}

function styleOf({ theme: { tokens }, rtl }: Look) {
  const color = plainColor(tokens['color-text'] ?? '#000');
  const muted = plainColor(tokens['color-muted'] ?? '#666');
  return {
    base: {
      color,
      iconColor: muted,
      fontFamily: tokens['font-family'] ?? 'sans-serif',
      // Anything smaller makes phones zoom in on focus.
      fontSize: `${Math.max(16, Number.parseFloat(tokens['font-size'] ?? '16'))}px`,
      lineHeight: '24px',
      textAlign: rtl ? 'right' : 'left',
      '::placeholder': { color: muted },
      ':-webkit-autofill': { color },
    },
    invalid: { color, iconColor: plainColor(tokens['color-danger'] ?? '#b00') },
  };
}

export const openStripeFields: OpenFields<EntryOf<'stripe'>> = async (entry, opening) => {
  const { places, look, listener, expiryHint } = opening;
  const make = (await vendorScript(STRIPE_SCRIPT, 'Stripe')) as (key: string) => Stripe;
  const stripe = make(entry.publishable_key);
  const elements = stripe.elements({ locale: languageOf(opening.language) });
  let { session } = entry;

  const fields = new Map<VendorField, StripeField>();
  // Enter in one of Stripe's fields submits the form that stands around them.
  const submitted = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    listener.submit();
  };
  opening.root.addEventListener('submit', submitted);
  const close = () => {
    opening.root.removeEventListener('submit', submitted);
    for (const field of fields.values()) field.destroy();
  };

  /** Resolves when it can be typed into. */
  function place(name: VendorField, at: HTMLElement): Promise<void> {
    const field = elements.create(TYPES[name], {
      style: styleOf(look),
      placeholder: name === 'expiry' ? expiryHint : '',
      // With the mark comes Stripe's own question which network a co-badged card shall run on.
      ...(name === 'number' ? { showIcon: true, iconStyle: 'solid' } : {}),
    });
    fields.set(name, field);
    field.on('change', ({ complete = false, error, brand }) => {
      listener.changed(name, complete, errorOf(error?.code));
      if (name === 'number') listener.brand(!brand || brand === 'unknown' ? null : brand);
    });
    field.on('focus', () => listener.focused(name, true));
    field.on('blur', () => listener.focused(name, false));
    return new Promise((resolve, reject) => {
      field.on('ready', () => resolve());
      field.on('loaderror', () => reject(new Error('Stripe’s fields could not be loaded')));
      field.mount(at);
    });
  }

  try {
    await Promise.all([...places].map(([name, at]) => place(name, at)));
  } catch (error) {
    close();
    throw error;
  }

  async function ask(name: string | null): Promise<Made> {
    const number = fields.get('number');
    if (number) {
      return stripe.createPaymentMethod({
        type: 'card',
        card: number,
        metadata: { [SESSION_MARK]: session },
        ...(name === null ? {} : { billing_details: { name } }),
      });
    }
    const code = fields.get('cvc');
    return code ? stripe.createToken('cvc_update', code) : {};
  }

  return {
    showsBrand: true,
    async tokenize(name) {
      const made = await ask(name);
      const id = made.paymentMethod?.id ?? made.token?.id;
      return id ? { ok: true, token: id } : refusalOf(made.error ?? {});
    },
    focus: (field) => fields.get(field)?.focus(),
    validate() {},
    clear() {
      for (const field of fields.values()) field.clear();
    },
    restyle(next) {
      for (const field of fields.values()) field.update({ style: styleOf(next) });
    },
    speak: (language) => elements.update?.({ locale: languageOf(language) }),
    renew(next) {
      if (next.driver !== 'stripe' || next.publishable_key !== entry.publishable_key) return false;
      session = next.session;
      return true;
    },
    close,
  };
};
