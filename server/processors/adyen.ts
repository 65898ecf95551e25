/**
 * The adapter to Adyen, through its official SDK. Our attempt id is the idempotency key and the
 * `reference` there. Adyen cannot be asked by reference: what is not answered stays `unknown` until a
 * notification tells, and captures, cancellations and refunds always wait for theirs.
 *
 * A card is stored at Adyen when it comes in, for a shopper of its own, because nothing else tells
 * what may be shown of it; whoever does not keep it has it deleted.
 */
import { createHash } from 'node:crypto';
import { StoredPaymentMethodRequest } from '@adyen/api-library/lib/src/typings/checkout/storedPaymentMethodRequest.js';
import type { Outcome } from '../model/attempt.ts';
import { broughtAccount, readAccount } from './adyen-accounts.ts';
import {
  attemptAsked,
  outcomeOfFailure,
  outcomeOfModification,
  outcomeOfPayment,
  unknown,
} from './adyen-answers.ts';
import {
  type EncryptedCard,
  encryptedCardOf,
  factsOf,
  readCredential,
  securityCodeOf,
  spellCredential,
  testCardOf,
} from './adyen-cards.ts';
import { type AdyenAccess, createAdyenApis, Refused } from './adyen-client.ts';
import { createDebits, forgetToken } from './adyen-debits.ts';
import { amountOf, chargeRequest, setupRequest } from './adyen-requests.ts';
import { openKeep, readNotification } from './adyen-webhooks.ts';
import type { Call, ExchangeResult, Processor } from './processor.ts';

/** How long Adyen knows a key at least, in seconds. */
const KEY_WINDOW_S = 7 * 24 * 3600;
/** How long after a lost answer a notification may still come, in milliseconds. */
const SETTLE_MS = 24 * 3600_000;
/** How long an encrypted security code waits, in memory alone, for the charge it was typed for, in milliseconds. */
const CODE_LIFE_MS = 10 * 60_000;
const CODES_HELD = 1_000;

/** Currencies that Adyen and we count in the same minor units; `clp`, `cve`, `idr` and `ugx` are not among them. */
const CURRENCIES =
  `aed all amd aoa ars aud awg azn bam bbd bdt bgn bhd bmd bnd bob brl bsd bwp byn bzd cad chf cny cop
  crc czk djf dkk dop dzd egp etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf ils inr isk
  jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr mad mdl mkd mmk mop mur mvr mwk mxn myr mzn nad
  ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rwf sar sbd scr sek sgd shp sos srd szl
  thb tnd top try ttd twd tzs uah usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw`.split(/\s+/);

export interface AdyenOptions extends AdyenAccess {
  readonly name: 'adyen';
  readonly merchantAccount: string;
  /** Hexadecimal: what notifications are signed with. */
  readonly hmacKey: string;
  /** `user:password` of notifications; null asks for none. */
  readonly webhookAuth: string | null;
  /** For the card fields in the tag; null where the tag has none. */
  readonly clientKey: string | null;
  /** The environment as Adyen's card fields name it: `test`, `live` or `live-` and a region. */
  readonly fieldsEnvironment: string;
  /** Where buyers come back to, as browsers reach it; an attempt's id is put behind it. */
  readonly returnBase: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 40);
const INVALID = { ok: false, code: 'token_invalid', message: 'No such card token.' } as const;
const UNAVAILABLE = {
  ok: false,
  code: 'unavailable',
  message: 'The processor cannot be reached.',
} as const;
const UNREADABLE = { kind: 'not_executed', reason: 'credential_unreadable' } as const;

export function createAdyen(options: AdyenOptions): Processor {
  const { merchantAccount, environment, hmacKey, clientKey, returnBase } = options;
  const apis = createAdyenApis(options);
  const { payments, modifications, stored } = apis;
  const sealKey = hash(`seal\n${options.apiKey}`);
  const asking = { merchantAccount, returnBase, sealKey };
  const debits = createDebits({ apis, asking, now: options.now, random: options.random });
  const receiver = {
    hmacKey,
    merchantAccount,
    environment,
    sealKey,
    basicAuth: options.webhookAuth,
  };
  const codes = new Map<string, { readonly code: string; readonly untilMs: number }>();

  const once = (call: Call) => ({
    idempotencyKey: call.attempt,
    ...(call.signal ? { signal: call.signal } : {}),
  });

  /** One call that can move money: nothing after its time, nothing thrown. */
  async function move(call: Call, send: () => Promise<Outcome>): Promise<Outcome> {
    if (call.signal?.aborted) return { kind: 'not_executed', reason: 'aborted' };
    if (options.now() > call.notAfterMs) return { kind: 'not_executed', reason: 'too_late' };
    try {
      return await send();
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  function holdCode(credential: string, code: string): void {
    const [oldest] = codes.keys();
    if (codes.size >= CODES_HELD && oldest !== undefined) codes.delete(oldest);
    codes.set(credential, { code, untilMs: options.now() + CODE_LIFE_MS });
  }

  /** A code is used once: it may not be kept after the charge. */
  function takeCode(credential: string): string | null {
    const held = codes.get(credential);
    codes.delete(credential);
    return held && options.now() <= held.untilMs ? held.code : null;
  }

  async function store(
    card: EncryptedCard,
    token: string,
    session: string | null,
  ): Promise<ExchangeResult> {
    // In a session the same press may come twice; elsewhere each use of a token is a card of its own.
    const salt = session ?? Buffer.from(options.random(16)).toString('hex');
    const own = hash(`${salt}\n${token}`);
    const shopper = `keepsake_${own}`;
    const { encryptedSecurityCode: code, holderName, brand, ...number } = card;
    const request: StoredPaymentMethodRequest = {
      merchantAccount,
      shopperReference: shopper,
      recurringProcessingModel: StoredPaymentMethodRequest.RecurringProcessingModelEnum.CardOnFile,
      paymentMethod: {
        type: 'scheme',
        ...number,
        ...(holderName === undefined ? {} : { holderName }),
      },
    };
    const { encryptedCardNumber } = number;
    const [kept, details] = await Promise.all([
      stored.storedPaymentMethods(request, { idempotencyKey: `card_${own}` }),
      // Only what is nice to know: which networks, which country.
      payments.cardDetails({ merchantAccount, encryptedCardNumber }).catch(() => null),
    ]);
    const facts = factsOf(kept, details, brand ?? null);
    if (!kept.id || !facts) return UNAVAILABLE;
    const isTest = encryptedCardNumber.startsWith('test_');
    const holder = isTest ? (holderName ?? null) : null;
    const credential = spellCredential({ shopper, id: kept.id, holder });
    if (code) holdCode(credential, code);
    return {
      ok: true,
      value: {
        credential,
        kind: 'processor_token',
        reusability: 'single_use',
        provisional: true,
        card: facts,
        name: isTest ? null : (kept.holderName ?? holderName ?? null),
      },
    };
  }

  return {
    name: options.name,
    capabilities: {
      idempotency: 'response',
      idempotencyWindowS: KEY_WINDOW_S,
      lookupByReference: false,
      lookupSettleMs: SETTLE_MS,
      currencies: CURRENCIES,
      credentialKinds: ['processor_token'],
      merchantInitiated: ['recurring', 'installment', 'unscheduled'],
      webhooks: 'signed',
      vault: null,
      debits: ['us_bank_account', 'sepa_debit'],
    },
    cardEntry: () =>
      clientKey === null
        ? null
        : { driver: 'adyen', clientKey, environment: options.fieldsEnvironment },
    async exchange(token, session) {
      const card = encryptedCardOf(token) ?? (environment === 'test' ? testCardOf(token) : null);
      // Whoever knows the name of a token could have it debited: merchants alone bring them.
      const account = session === null ? broughtAccount(token) : null;
      if (!card && !account) return INVALID;
      try {
        if (account) {
          const value = await debits.bring(account);
          return value ? { ok: true, value } : INVALID;
        }
        return card ? await store(card, token, session) : INVALID;
      } catch (error) {
        const refused = error instanceof Refused && [400, 422].includes(error.status);
        return refused ? { ...INVALID, message: 'The card cannot be read.' } : UNAVAILABLE;
      }
    },
    openAccount: async (account) => debits.open(account),
    charge: (call) =>
      move(call, async () => {
        const account = readAccount(call.credential);
        if (account) return debits.charge(call, account);
        const card = readCredential(call.credential);
        if (!card) return UNREADABLE;
        const code = securityCodeOf(call.cvcToken) ?? takeCode(call.credential);
        const answer = await payments.payments(chargeRequest(asking, call, card, code), once(call));
        return outcomeOfPayment(answer, { ...call, operation: 'charge' });
      }),
    setup: (call) =>
      move(call, async () => {
        // Adyen stores an account with its first debit, and with nothing before.
        if (readAccount(call.credential))
          return { kind: 'not_executed', reason: 'setup_not_supported' };
        const card = readCredential(call.credential);
        if (!card) return UNREADABLE;
        const code = takeCode(call.credential);
        const answer = await payments.payments(setupRequest(asking, call, card, code), once(call));
        const asked = { operation: 'setup', capture: 'automatic', amountMinor: 0 } as const;
        return outcomeOfPayment(answer, { ...call, ...asked });
      }),
    async finish(attempt, operation, answer) {
      const redirectResult = answer.get('redirectResult');
      if (redirectResult === null) return unknown('return_without_result');
      try {
        const told = await payments.paymentsDetails({ details: { redirectResult } });
        if (told.merchantReference !== attempt) return unknown('answer_mismatch');
        return outcomeOfPayment(told, {
          attempt,
          operation,
          // Whoever asked for it knows whether the money is only held.
          capture: 'automatic',
          keep: openKeep(sealKey, attempt, answer.get('keep')),
          amountMinor: null,
          returnUrl: null,
        });
      } catch (error) {
        // That the details were refused says nothing of the payment they are about.
        const failed = outcomeOfFailure(error);
        return unknown('reason' in failed ? failed.reason : failed.kind);
      }
    },
    lookup: async () => unknown('adyen_has_no_lookup'),
    capture: (call) =>
      move(call, async () => {
        const { charge, attempt: reference, currency, amountMinor } = call;
        const amount = amountOf(currency, amountMinor);
        return outcomeOfModification(
          await modifications.captureAuthorisedPayment(
            charge,
            { merchantAccount, reference, amount },
            once(call),
          ),
        );
      }),
    void: (call) =>
      move(call, async () => {
        const { charge, attempt: reference } = call;
        const asked = attemptAsked(charge);
        // While the buyer is asked, Adyen has given no number yet; then it is ours that counts.
        return outcomeOfModification(
          asked === null
            ? await modifications.cancelAuthorisedPaymentByPspReference(
                charge,
                { merchantAccount, reference },
                once(call),
              )
            : await modifications.cancelAuthorisedPayment(
                { merchantAccount, reference, paymentReference: asked },
                once(call),
              ),
        );
      }),
    refund: (call) =>
      move(call, async () => {
        const { charge, attempt: reference, currency, amountMinor } = call;
        const amount = amountOf(currency, amountMinor);
        return outcomeOfModification(
          await modifications.refundCapturedPayment(
            charge,
            { merchantAccount, reference, amount },
            once(call),
          ),
        );
      }),
    async cardAccount(credential) {
      // Adyen says nothing of an account that could have changed.
      if (readAccount(credential)) return { kind: 'unknown' };
      const card = readCredential(credential);
      if (!card) return { kind: 'gone' };
      try {
        const { shopper } = card;
        const told = await stored.getTokensForStoredPaymentDetails(shopper, merchantAccount);
        const kept = told.storedPaymentMethods?.find(({ id }) => id === card.id);
        if (!kept) return { kind: told.storedPaymentMethods ? 'gone' : 'unknown' };
        const facts = factsOf(kept, null, null);
        if (!facts) return { kind: 'unknown' };
        const { brand, last4, expMonth, expYear, fingerprint } = facts;
        // Adyen keeps the cards that its networks tell it of up to date, and says of none that it is closed.
        const state = { open: true, card: { brand, last4, expMonth, expYear, fingerprint } };
        return { kind: 'known', state };
      } catch {
        return { kind: 'unknown' };
      }
    },
    async deleteCredential(credential) {
      const account = readAccount(credential);
      if (account) return debits.forget(account);
      const card = readCredential(credential);
      // What is not of our making was never known there.
      if (!card) return true;
      codes.delete(credential);
      return forgetToken(apis, asking, card.id, card.shopper);
    },
    readWebhook: (headers, body) => readNotification(receiver, headers, body),
  };
}
