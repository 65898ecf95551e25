/**
 * Cards at Adyen: what a card token holds, how a credential is spelled, and what Adyen's answers tell
 * of a card. Everything that crosses here is encrypted by Adyen's own script or a number published for
 * tests; it makes no call.
 */
import type { CardDetailsResponse } from '@adyen/api-library/lib/src/typings/checkout/cardDetailsResponse.js';
import type { StoredPaymentMethodResource } from '@adyen/api-library/lib/src/typings/checkout/storedPaymentMethodResource.js';
import { z } from 'zod';
import type { CardFacts } from '../model/payment-method.ts';

/** What Adyen Web hands over as `state.data.paymentMethod`; what else it holds is not passed on. */
const fields = z.object({
  encryptedCardNumber: z.string().max(4_000),
  encryptedExpiryMonth: z.string().max(4_000),
  encryptedExpiryYear: z.string().max(4_000),
  encryptedSecurityCode: z.string().max(4_000).optional(),
  holderName: z
    .string()
    .transform((name) => name.slice(0, 80))
    .optional(),
  /** The network that its holder chose, where there was a choice. */
  brand: z.string().max(40).optional(),
});
const securityCode = z.object({ encryptedSecurityCode: z.string().max(4_000) });
export type EncryptedCard = z.infer<typeof fields>;

const PREFIX = 'adyen_';

function contentOf(token: string): unknown {
  if (!token.startsWith(PREFIX)) return null;
  try {
    return JSON.parse(Buffer.from(token.slice(PREFIX.length), 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** The encrypted fields in a card token; null where there are none. */
export function encryptedCardOf(token: string): EncryptedCard | null {
  const parsed = fields.safeParse(contentOf(token));
  return parsed.success ? parsed.data : null;
}

/** A security code that was typed again, encrypted. */
export function securityCodeOf(token: string | null): string | null {
  const parsed = securityCode.safeParse(token === null ? null : contentOf(token));
  return parsed.success ? parsed.data.encryptedSecurityCode : null;
}

/** Cards that Adyen publishes for tests, and the holder names with which its test system refuses. */
const VISA = '4111111111111111';
const ASKING_VISA = '4917610000000000';
const TEST_CARDS: Readonly<Record<string, { readonly number: string; readonly holder?: string }>> =
  {
    visa: { number: VISA },
    mastercard: { number: '5555444433331111' },
    authenticationRequired: { number: ASKING_VISA },
    chargeDeclined: { number: VISA, holder: 'DECLINED' },
    chargeDeclinedInsufficientFunds: { number: VISA, holder: 'NOT_ENOUGH_BALANCE' },
    chargeDeclinedLostCard: { number: VISA, holder: 'BLOCK_CARD : 41 : Lost card' },
    chargeDeclinedStolenCard: { number: VISA, holder: 'BLOCK_CARD : 43 : Stolen card' },
    chargeDeclinedExpiredCard: { number: VISA, holder: 'CARD_EXPIRED' },
    chargeDeclinedIncorrectCvc: { number: VISA, holder: 'CVC_DECLINED' },
    chargeDeclinedProcessingError: { number: VISA, holder: 'ERROR' },
  };

/** The card behind a test id, spelled as Adyen's test system takes it unencrypted; null for no test id. */
export function testCardOf(token: string): EncryptedCard | null {
  const [, name = ''] = /^(?:pm_card|tok)_(\w+)$/.exec(token) ?? [];
  const card = Object.hasOwn(TEST_CARDS, name) ? TEST_CARDS[name] : undefined;
  if (!card) return null;
  return {
    encryptedCardNumber: `test_${card.number}`,
    encryptedExpiryMonth: 'test_03',
    encryptedExpiryYear: 'test_2030',
    encryptedSecurityCode: 'test_737',
    ...(card.holder === undefined ? {} : { holderName: card.holder }),
  };
}

/** A token at Adyen, and the shopper that it was made for: neither is of use without the other. */
export interface StoredCard {
  readonly shopper: string;
  readonly id: string;
  /** Told with each charge; Adyen's test system decides by it. */
  readonly holder: string | null;
}

export function spellCredential({ shopper, id, holder }: StoredCard): string {
  return JSON.stringify(holder === null ? [shopper, id] : [shopper, id, holder]);
}

/** @returns null for a credential that is not of this adapter's making */
export function readCredential(credential: string): StoredCard | null {
  try {
    const [shopper, id, holder] = JSON.parse(credential) as unknown[];
    if (typeof shopper !== 'string' || typeof id !== 'string') return null;
    return { shopper, id, holder: typeof holder === 'string' ? holder : null };
  } catch {
    return null;
  }
}

/** Adyen's names of brands where they are not ours. */
const BRANDS: Readonly<Record<string, string>> = {
  mc: 'mastercard',
  cup: 'unionpay',
  cartebancaire: 'cartes_bancaires',
  eftpos_australia: 'eftpos_au',
};
const brandOf = (name: string): string => BRANDS[name] ?? name;

/** One of our networks in Adyen's words. */
export function networkAtAdyen(network: string): string {
  return Object.entries(BRANDS).find(([, ours]) => ours === network)?.[0] ?? network;
}

function fundingOf(source: string | undefined): CardFacts['funding'] {
  const funding = source?.toLowerCase();
  return funding === 'credit' || funding === 'debit' || funding === 'prepaid' ? funding : 'unknown';
}

/**
 * What may be shown of a card.
 * @param details what Adyen says of its number; null where it did not
 * @param chosen Adyen's name of a network, from the fields that the card was typed in
 * @returns null where Adyen told too little to show it
 */
export function factsOf(
  stored: StoredPaymentMethodResource,
  details: CardDetailsResponse | null,
  chosen: string | null,
): CardFacts | null {
  const { brand, lastFour, expiryMonth, expiryYear, alias, id } = stored;
  const [month, year] = [Number(expiryMonth), Number(expiryYear)];
  if (!brand || !/^\d{4}$/.test(lastFour ?? '') || !(month >= 1 && month <= 12) || !(year >= 0))
    return null;
  const networks = (details?.brands ?? []).flatMap(({ type, supported }) =>
    type && supported !== false ? [brandOf(type)] : [],
  );
  return {
    brand: brandOf(brand),
    last4: lastFour ?? '',
    expMonth: month,
    expYear: year < 100 ? 2000 + year : year,
    funding: fundingOf(details?.fundingSource),
    country: details?.issuingCountryCode ?? null,
    // Without an alias two tokens of one card cannot be told to be one.
    fingerprint: alias ?? id ?? '',
    networks: networks.length > 0 ? networks : [brandOf(brand)],
    preferredNetwork:
      chosen !== null && networks.length > 1 && networks.includes(brandOf(chosen))
        ? brandOf(chosen)
        : null,
  };
}
