/**
 * What Adyen's other end remembers: stored cards, payments, what was done to them. It decides by the
 * values that Adyen publishes for tests, speaks Adyen's words, and knows nothing of HTTP.
 */
import { createHash, randomBytes } from 'node:crypto';

import { accountIn, DEBITED, describeAccount } from './accounts.ts';
import type { Money, StoredMethod } from './stored-method.ts';
import { Unprocessable } from './unprocessable.ts';

type Json = Readonly<Record<string, unknown>>;
export interface Payment {
  readonly pspReference: string;
  readonly reference: string;
  readonly amount: Money;
  readonly request: Json;
  state: 'asking' | 'authorised' | 'refused' | 'cancelled';
  refusal: Refusal | null;
  capturedMinor: number;
  refundedMinor: number;
}

interface Refusal {
  readonly number: string;
  readonly reason: string;
  readonly result: 'Refused' | 'Error';
}

/** Something that happened, as a notification tells it. */
export interface Happening {
  readonly eventCode: string;
  readonly pspReference: string;
  readonly originalReference?: string;
  readonly reference: string;
  readonly amount: Money;
  readonly success: boolean;
  readonly reason: string;
  readonly additionalData: Readonly<Record<string, string>>;
}

/** By holder name, as Adyen publishes it for its test system. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  DECLINED: { number: '2', reason: 'Refused', result: 'Refused' },
  ERROR: { number: '4', reason: 'Acquirer Error', result: 'Error' },
  BLOCK_CARD: { number: '5', reason: 'Blocked Card', result: 'Refused' },
  CARD_EXPIRED: { number: '6', reason: 'Expired Card', result: 'Refused' },
  NOT_ENOUGH_BALANCE: { number: '12', reason: 'Not enough balance', result: 'Refused' },
  CVC_DECLINED: { number: '24', reason: 'CVC Declined', result: 'Refused' },
};
const NOT_AUTHENTICATED: Refusal = {
  number: '11',
  reason: '3D Not Authenticated',
  result: 'Refused',
};
/** Cards that ask for their holder. */
const ASKING = new Set(['4917610000000000', '5454545454545454']);

/** Sixteen characters, as Adyen's references have. */
const newPspReference = () => randomBytes(8).toString('hex').toUpperCase();
const brandOf = (number: string) => (number.startsWith('4') ? 'visa' : 'mc');
const object = (value: unknown) => (value ?? {}) as Json;
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

export class Ledger {
  readonly methods = new Map<string, StoredMethod>();
  readonly payments: Payment[] = [];
  /** Challenges under way, by what stands in their address. */
  readonly challenges = new Map<string, Payment>();
  readonly #results = new Map<string, { payment: Payment; approved: boolean }>();
  readonly #happened: (what: Happening) => void;

  constructor(happened: (what: Happening) => void) {
    this.#happened = happened;
  }

  store(request: Json): Json {
    const method = object(request.paymentMethod);
    const number = /^test_(\d{12,19})$/.exec(text(method.encryptedCardNumber) ?? '')?.[1];
    if (!number) throw new Unprocessable('101', 'Invalid card number');
    const stored: StoredMethod = {
      id: newPspReference(),
      shopper: String(request.shopperReference),
      type: 'scheme',
      number,
      expiryMonth: text(method.encryptedExpiryMonth)?.slice('test_'.length) ?? '',
      expiryYear: text(method.encryptedExpiryYear)?.slice('test_20'.length) ?? '',
      holder: text(method.holderName) ?? null,
    };
    this.methods.set(stored.id, stored);
    return this.#describe(stored);
  }

  /** The tokens of a shopper. */
  list(shopper: string): Json {
    const kept = [...this.methods.values()].filter((each) => each.shopper === shopper);
    const storedPaymentMethods = kept.map((each) => this.#describe(each));
    return { shopperReference: shopper, storedPaymentMethods };
  }

  #describe(stored: StoredMethod): Json {
    const { number, expiryMonth, expiryYear, type } = stored;
    if (type !== 'scheme') return describeAccount(stored);
    return {
      id: stored.id,
      shopperReference: stored.shopper,
      type: 'scheme',
      brand: brandOf(number),
      lastFour: number.slice(-4),
      expiryMonth,
      expiryYear,
      alias: `H${createHash('sha256').update(number).digest('hex').slice(0, 15)}`,
      aliasType: 'Default',
      supportedRecurringProcessingModels: ['CardOnFile', 'Subscription', 'UnscheduledCardOnFile'],
    };
  }

  details(request: Json): Json {
    const number = text(request.encryptedCardNumber)?.slice('test_'.length) ?? '';
    return {
      brands: [{ type: brandOf(number), supported: true }],
      fundingSource: 'DEBIT',
      issuingCountryCode: 'NL',
    };
  }

  forget(id: string, shopper: string): void {
    const stored = this.methods.get(id);
    if (stored?.shopper !== shopper) throw new Unprocessable('803', 'PaymentDetail not found');
    this.methods.delete(id);
  }

  /** @param origin where challenges are answered */
  pay(request: Json, origin: string): Json {
    const method = object(request.paymentMethod);
    if (DEBITED[String(method.type)]) return this.#debit(request, method);
    const stored = this.methods.get(String(method.storedPaymentMethodId));
    if (!stored || stored.shopper !== request.shopperReference)
      throw new Unprocessable('803', 'PaymentDetail not found');
    if (!request.recurringProcessingModel)
      throw new Unprocessable('158', 'Required field "recurringProcessingModel" is not provided.');
    const byMerchant = object(request.authenticationData).attemptAuthentication === 'never';
    if (byMerchant && request.shopperInteraction !== 'ContAuth')
      throw new Unprocessable('702', 'A charge without its shopper must be ContAuth');
    const payment: Payment = {
      pspReference: newPspReference(),
      reference: String(request.reference),
      amount: request.amount as Money,
      request,
      state: 'asking',
      refusal: null,
      capturedMinor: 0,
      refundedMinor: 0,
    };
    this.payments.push(payment);
    const must = object(request.authenticationData).attemptAuthentication === 'always';
    if (!byMerchant && (must || ASKING.has(stored.number))) {
      const id = newPspReference();
      this.challenges.set(id, payment);
      return {
        resultCode: 'RedirectShopper',
        action: {
          type: 'redirect',
          paymentMethodType: 'scheme',
          method: 'GET',
          url: `${origin}/challenge/${id}`,
        },
      };
    }
    return this.#decide(payment, text(method.holderName) ?? '');
  }

  /** A debit is taken on; what becomes of it, {@link endDebit} says. */
  #debit(request: Json, method: Json): Json {
    const shopper = String(request.shopperReference);
    const amount = request.amount as Money;
    const account = accountIn(method, amount, shopper, newPspReference());
    const token = text(method.storedPaymentMethodId);
    if (token !== undefined && this.methods.get(token)?.shopper !== shopper)
      throw new Unprocessable('803', 'PaymentDetail not found');
    if (token !== undefined && request.shopperInteraction !== 'ContAuth')
      throw new Unprocessable('702', 'A charge of a token must be ContAuth');
    if (account && request.storePaymentMethod === true) this.methods.set(account.id, account);
    const reference = String(request.reference);
    const pspReference = newPspReference();
    this.payments.push({
      pspReference,
      reference,
      amount,
      request,
      state: 'asking',
      refusal: null,
      capturedMinor: 0,
      refundedMinor: 0,
    });
    return { pspReference, merchantReference: reference, amount, resultCode: 'Received' };
  }

  /** Days later: the notification that ends a debit, by our reference. @param reason null for success */
  endDebit(reference: string, reason: string | null, raw: string | null = null): void {
    const payment = this.payments.find((each) => each.reference === reference);
    if (!payment) throw new Error(`no debit ${reference}`);
    payment.state = reason === null ? 'authorised' : 'refused';
    if (reason === null) payment.capturedMinor = payment.amount.value;
    this.#tell(
      payment,
      reason === null,
      reason ?? '',
      raw === null ? {} : { refusalReasonRaw: raw },
    );
  }

  /** The holder answers; they come back with what the merchant has to hand in. */
  answer(challenge: string, approved: boolean): string | null {
    const payment = this.challenges.get(challenge);
    if (!payment) return null;
    const result = newPspReference();
    this.challenges.delete(challenge);
    this.#results.set(result, { payment, approved });
    const url = new URL(String(payment.request.returnUrl));
    url.searchParams.set('redirectResult', result);
    return url.href;
  }

  complete(request: Json): Json {
    const result = this.#results.get(String(object(request.details).redirectResult));
    if (!result) throw new Unprocessable('14_0408', 'Invalid redirectResult');
    const { payment, approved } = result;
    if (payment.state !== 'asking') return this.#answer(payment);
    if (approved) return this.#decide(payment, '');
    return this.#refuse(payment, NOT_AUTHENTICATED, null);
  }

  #decide(payment: Payment, holder: string): Json {
    const [name = '', ...raw] = holder.split(' : ');
    const refusal = REFUSALS[name];
    if (refusal) return this.#refuse(payment, refusal, raw.length > 0 ? raw.join(' : ') : null);
    payment.state = 'authorised';
    const held = object(payment.request.additionalData).manualCapture === 'true';
    if (!held) payment.capturedMinor = payment.amount.value;
    this.#tell(payment, true, '', { networkTxReference: this.#network(payment) });
    return this.#answer(payment);
  }

  #refuse(payment: Payment, refusal: Refusal, raw: string | null): Json {
    payment.state = 'refused';
    payment.refusal = refusal;
    const told: Record<string, string> = raw === null ? {} : { refusalReasonRaw: raw };
    this.#tell(payment, false, refusal.reason, told);
    return { ...this.#answer(payment), additionalData: told };
  }

  #network(payment: Payment): string {
    return `MCC${payment.pspReference.slice(0, 12)}`;
  }

  #answer(payment: Payment): Json {
    const { pspReference, reference, amount, refusal } = payment;
    const common = { pspReference, merchantReference: reference, amount };
    if (refusal)
      return {
        ...common,
        resultCode: refusal.result,
        refusalReason: refusal.reason,
        refusalReasonCode: refusal.number,
      };
    const additionalData = { networkTxReference: this.#network(payment) };
    return { ...common, resultCode: 'Authorised', additionalData };
  }

  #tell(payment: Payment, success: boolean, reason: string, more: Record<string, string>): void {
    const metadata = Object.entries(object(payment.request.metadata)).map(([key, value]) => [
      `metadata.${key}`,
      String(value),
    ]);
    const { pspReference, reference, amount } = payment;
    const additionalData = { ...more, ...Object.fromEntries(metadata) };
    const eventCode = 'AUTHORISATION';
    this.#happened({ eventCode, pspReference, reference, amount, success, reason, additionalData });
  }

  /** A cancellation by the merchant's own reference: of what is authorised, whatever its number. */
  cancelByReference(request: Json): Json {
    const payment = this.payments.find(({ reference }) => reference === request.paymentReference);
    const pspReference = newPspReference();
    const reference = String(request.reference ?? '');
    const amount = payment?.amount ?? { currency: 'EUR', value: 0 };
    const reason = payment
      ? this.#carryOut('cancels', payment, amount)
      : 'Original transaction not found';
    const success = reason === null;
    this.#happened({
      eventCode: 'TECHNICAL_CANCEL',
      pspReference,
      reference,
      amount,
      success,
      reason: reason ?? '',
      additionalData: {},
    });
    const { merchantAccount, paymentReference } = request;
    return { merchantAccount, paymentReference, pspReference, reference, status: 'received' };
  }

  /** Takes a capture, cancellation or refund on; what becomes of it is told afterwards. */
  modify(kind: 'captures' | 'cancels' | 'refunds', original: string, request: Json): Json {
    const payment = this.payments.find(({ pspReference }) => pspReference === original);
    if (!payment)
      throw new Unprocessable('167', 'Original pspReference required for this operation');
    const pspReference = newPspReference();
    const amount = (request.amount as Money | undefined) ?? payment.amount;
    const reason = this.#carryOut(kind, payment, amount);
    this.#happened({
      eventCode: { captures: 'CAPTURE', cancels: 'CANCELLATION', refunds: 'REFUND' }[kind],
      pspReference,
      originalReference: original,
      reference: String(request.reference ?? ''),
      amount,
      success: reason === null,
      reason: reason ?? '',
      additionalData: {},
    });
    return {
      merchantAccount: request.merchantAccount,
      paymentPspReference: original,
      pspReference,
      reference: request.reference,
      status: 'received',
      ...(kind === 'cancels' ? {} : { amount }),
    };
  }

  /** @returns why it fails, or null */
  #carryOut(kind: string, payment: Payment, { currency, value }: Money): string | null {
    if (currency !== payment.amount.currency) return 'Invalid currency';
    if (payment.state !== 'authorised') return 'Transaction is not authorised';
    if (kind === 'captures') {
      if (payment.capturedMinor > 0) return 'Transaction has been captured already';
      if (value > payment.amount.value) return 'Insufficient balance on payment';
      payment.capturedMinor = value;
    } else if (kind === 'refunds') {
      if (payment.refundedMinor + value > payment.capturedMinor)
        return 'Insufficient balance on payment';
      payment.refundedMinor += value;
    } else {
      if (payment.capturedMinor > 0) return 'Transaction has been captured already';
      payment.state = 'cancelled';
    }
    return null;
  }
}
