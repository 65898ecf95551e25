/**
 * What a processor's own card fields must do to stand in the place of the bank's frame. Each processor
 * has one file that does it with the processor's script; none of them knows how the fields are laid out.
 */
import type { FieldError, FrameError, Theme } from '../../server/bank/protocol.ts';
import type { CardEntry } from '../../server/wire/elements.ts';
import type { Tokenized } from './tokenized.ts';

/** Who holds a card need not be hidden from the page: that field is ours. */
export const VENDOR_FIELDS = ['number', 'expiry', 'cvc'] as const;
export type VendorField = (typeof VENDOR_FIELDS)[number];

export interface Look {
  readonly theme: Theme;
  readonly rtl: boolean;
}

/** What the fields tell unasked. */
export interface VendorListener {
  changed(field: VendorField, complete: boolean, error: FieldError): void;
  focused(field: VendorField, has: boolean): void;
  /** As `brandName` knows it; null while it is not known. */
  brand(name: string | null): void;
  /** What a co-badged card can run on, where the processor leaves the question to us. */
  networks(available: readonly string[]): void;
  submit(): void;
  /** The fields are of no use any more. */
  failed(): void;
}

export interface Opening {
  /** In the document itself, around the places. */
  readonly root: HTMLElement;
  /** Where each wanted field goes: all of them, or the security code's alone. */
  readonly places: ReadonlyMap<VendorField, HTMLElement>;
  /** One of the interface's languages. */
  readonly language: string;
  readonly look: Look;
  /** How an expiry is written, such as "MM / YY". */
  readonly expiryHint: string;
  readonly listener: VendorListener;
}

export interface VendorFields {
  /** Whether the number's field shows the brand by itself. */
  readonly showsBrand: boolean;
  /** @param network of those that were told, the one that the buyer chose */
  tokenize(name: string | null, network: string | null): Promise<Tokenized>;
  focus(field: VendorField): void;
  /** Lets the fields themselves say what is wrong, to those who cannot see it. */
  validate(): void;
  clear(): void;
  restyle(look: Look): void;
  /** Speaks another language as far as that loses nothing of what is typed. */
  speak(language: string): void;
  /** Goes on for another session. @returns whether it can */
  renew(entry: CardEntry): boolean;
  close(): void;
}

/** Opens the fields. Resolves when they can be typed into; rejects when they cannot be had. */
export type OpenFields<Entry> = (entry: Entry, opening: Opening) => Promise<VendorFields>;

export type EntryOf<Driver extends CardEntry['driver']> = Extract<
  CardEntry,
  { readonly driver: Driver }
>;

export function refused(code: FrameError['code'], field: VendorField | null = null): Tokenized {
  return { ok: false, error: { code, field, recoverable: true } };
}

/** A colour in a way of writing that the oldest reader of colours knows. */
export function plainColor(color: string): string {
  if (/^(#|rgba?\()/.test(color)) return color;
  const brush = new OffscreenCanvas(1, 1).getContext('2d');
  if (!brush) return color;
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 255] = brush.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}
