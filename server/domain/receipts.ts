/**
 * A receipt of one agreement, for the buyer to keep: the record as the ledger holds it, the head of
 * the chain, and a signature that can be checked without the database.
 */
import type { Context } from '../context.ts';
import { type ConsentRecord, canonicalJson } from '../model/consent.ts';
import type { SignedHead } from '../model/ledger.ts';
import { ledgerEnd } from '../storage/consents.ts';
import { signHead } from './consents.ts';

const PURPOSE = 'receipt';

export interface Receipt {
  readonly object: 'receipt';
  readonly merchant: string;
  readonly consent: Readonly<Record<string, unknown>>;
  /** How long the chain was when the receipt was made, and the hash it ended with. */
  readonly head: SignedHead;
  /** Epoch seconds. */
  readonly created: number;
  readonly signature: string;
}

const signed = (receipt: Omit<Receipt, 'signature'>) =>
  `keepsake.receipt.v1\n${canonicalJson(receipt)}`;

export async function receiptFor(ctx: Context, consent: ConsentRecord): Promise<Receipt> {
  const { position: count, hash } = await ledgerEnd(ctx.store.db, ctx.account);
  const unsigned = {
    object: 'receipt',
    merchant: ctx.config.merchantName,
    consent: ctx.encode.consent(consent),
    head: signHead(ctx, count, hash),
    created: Math.floor(ctx.now() / 1000),
  } as const;
  return { ...unsigned, signature: ctx.keys.mac(PURPOSE, signed(unsigned)) };
}

/** Whether a receipt is exactly as it was given out, by the keys alone. @param receipt parsed JSON, of any origin */
export function verifyReceipt(keys: Context['keys'], receipt: unknown): boolean {
  if (typeof receipt !== 'object' || receipt === null) return false;
  const { signature, ...rest } = receipt as Record<string, unknown>;
  return (
    typeof signature === 'string' &&
    keys.verifyMac(PURPOSE, signed(rest as unknown as Omit<Receipt, 'signature'>), signature)
  );
}
