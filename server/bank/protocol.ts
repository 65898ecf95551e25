/**
 * The words that a page and the bank's card frame exchange. Pure and free of imports, because it
 * is the only file that both `components/` and the frame load at run time.
 *
 * One `window.postMessage` opens the conversation: the page sends {@link Hello} to the bank's exact
 * origin with a transferred `MessagePort`. Everything after it travels on that port. Requests carry
 * an `id` and get exactly one {@link Reply}; a missing reply is a timeout at the asking end. No
 * number, code or keystroke has a place in any message.
 */

/** Version of this protocol; a frame answers `version_mismatch` to any other. */
export const PROTOCOL_VERSION = 1;

/** Deadlines for replies, in milliseconds. */
export const REPLY_TIMEOUT_MS = { init: 10_000, validate: 5_000, tokenize: 15_000 } as const;

/** First message, by `window.postMessage`, with one transferred port. */
export interface Hello {
  readonly type: 'keepsake:hello';
  readonly v: number;
  /** Random, from the page; the frame repeats it in `ready`, which ties port and page together. */
  readonly nonce: string;
}

export const CARD_FIELDS = ['number', 'expiry', 'cvc', 'name'] as const;
export type CardField = (typeof CARD_FIELDS)[number];
/** Of a bank account; its kind decides which. */
export const BANK_FIELDS = ['routing', 'account', 'iban', 'type', 'name'] as const;
export type BankField = (typeof BANK_FIELDS)[number];
export type Field = CardField | BankField;
export const FIELDS: readonly Field[] = [
  ...CARD_FIELDS,
  ...BANK_FIELDS.filter((field) => field !== 'name'),
];

/** What is typed: a card, the security code of a saved one alone, or a bank account of a kind. */
export const MODES = ['card', 'cvc', 'us_bank_account', 'sepa_debit'] as const;
export type Mode = (typeof MODES)[number];

/** Style tokens that cross into the frame: typed values only, never CSS text. */
export const THEME_TOKENS = [
  'color-text',
  'color-muted',
  'color-surface',
  'color-field',
  'color-border',
  'color-accent',
  'color-danger',
  'color-focus',
  'font-family',
  'font-size',
  'radius',
  'border-width',
  'field-height',
  'gap',
] as const;
export type ThemeToken = (typeof THEME_TOKENS)[number];
export interface Theme {
  readonly colorScheme: 'light' | 'dark';
  readonly tokens: Readonly<Partial<Record<ThemeToken, string>>>;
}

/** What the page asks; `id` is unique on this port. */
export type Request =
  | {
      readonly id: number;
      readonly type: 'init';
      readonly locale: string;
      readonly dir: 'ltr' | 'rtl';
      readonly theme: Theme;
      readonly mode: Mode;
    }
  | { readonly id: number; readonly type: 'theme'; readonly theme: Theme }
  | {
      readonly id: number;
      readonly type: 'locale';
      readonly locale: string;
      readonly dir: 'ltr' | 'rtl';
    }
  | { readonly id: number; readonly type: 'focus'; readonly field: Field }
  | { readonly id: number; readonly type: 'validate' }
  | {
      readonly id: number;
      readonly type: 'tokenize';
      /** One of the networks that the frame has named, where the buyer chose one. */
      readonly network?: string;
    }
  | { readonly id: number; readonly type: 'clear' }
  /** Another signed address of this frame: what is typed stays, and tokens are for its session. */
  | { readonly id: number; readonly type: 'renew'; readonly url: string };

/** Card facts that may leave the frame. */
export interface TokenCard {
  readonly brand: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly funding: string;
}

/** Reasons by code; each end translates. `field` names what to mend, where one can be named. */
export interface FrameError {
  readonly code:
    | 'version_mismatch'
    | 'invalid_request'
    | 'session_expired'
    | 'origin_not_allowed'
    | 'incomplete'
    | 'invalid_number'
    | 'invalid_expiry'
    | 'card_expired'
    | 'invalid_cvc'
    | 'card_not_accepted'
    | 'invalid_routing'
    | 'invalid_account'
    | 'invalid_iban'
    | 'account_not_accepted'
    | 'network'
    | 'bank_unavailable';
  readonly field: Field | null;
  readonly recoverable: boolean;
}

export type Reply =
  | { readonly id: number; readonly ok: true }
  | { readonly id: number; readonly ok: true; readonly token: string; readonly card: TokenCard }
  | { readonly id: number; readonly ok: false; readonly error: FrameError };

export type FieldError = FrameError['code'] | null;

/** What the frame tells unasked. */
export type Notice =
  | { readonly type: 'ready'; readonly v: number; readonly nonce: string; readonly height: number }
  | {
      readonly type: 'state';
      readonly empty: boolean;
      readonly complete: boolean;
      readonly brand: string | null;
      /** First four digits of an accepted number belong to no one; nothing finer than the brand leaves. */
      readonly errors: Readonly<Partial<Record<Field, FieldError>>>;
    }
  /** The card can run on several networks: their names, in the alphabet's order; none when it cannot. */
  | { readonly type: 'networks'; readonly available: readonly string[] }
  | { readonly type: 'height'; readonly height: number }
  | { readonly type: 'focus'; readonly field: Field }
  | { readonly type: 'blur' }
  | { readonly type: 'submit' }
  | { readonly type: 'escape' };
