/** What asking for a token comes to, whoever's fields the card was typed in. */
import type { FrameError } from '../../server/bank/protocol.ts';

export type Tokenized =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly error: FrameError };

/** Where there is nobody to ask. */
export const unavailable: Tokenized = {
  ok: false,
  error: { code: 'bank_unavailable', field: null, recoverable: true },
};
