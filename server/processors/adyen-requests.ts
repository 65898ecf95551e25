/**
 * What is asked of Adyen for a charge and for the check of a card: who is there, what the card may
 * become, and how a challenge is shown. It makes no call.
 */
import { AchDetails } from '@adyen/api-library/lib/src/typings/checkout/achDetails.js';
import { AuthenticationData } from '@adyen/api-library/lib/src/typings/checkout/authenticationData.js';
import { CardDetails } from '@adyen/api-library/lib/src/typings/checkout/cardDetails.js';
import { PaymentRequest } from '@adyen/api-library/lib/src/typings/checkout/paymentRequest.js';
import { SepaDirectDebitDetails } from '@adyen/api-library/lib/src/typings/checkout/sepaDirectDebitDetails.js';
import { ThreeDSRequestData } from '@adyen/api-library/lib/src/typings/checkout/threeDSRequestData.js';
import type { Account, AccountDetails } from './adyen-accounts.ts';
import { networkAtAdyen, type StoredCard } from './adyen-cards.ts';
import { KEEP_MARK, sealKeep } from './adyen-webhooks.ts';
import type { ChargeCall, MerchantCategory, SetupCall } from './processor.ts';

/** What a setup without a currency is checked in. */
const SETUP_CURRENCY = 'eur';

const Models = PaymentRequest.RecurringProcessingModelEnum;
const MODELS: Readonly<Record<MerchantCategory, PaymentRequest.RecurringProcessingModelEnum>> = {
  recurring: Models.Subscription,
  installment: Models.Subscription,
  unscheduled: Models.UnscheduledCardOnFile,
};

/** What stays the same from one request to the next. */
export interface Asking {
  readonly merchantAccount: string;
  /** Where buyers come back to; an attempt's id is put behind it. */
  readonly returnBase: string;
  /** What {@link sealKeep} is called with. */
  readonly sealKey: string;
}

export const amountOf = (currency: string, amountMinor: number) => ({
  currency: currency.toUpperCase(),
  value: amountMinor,
});

function authenticationOf(byMerchant: boolean, required: boolean): AuthenticationData {
  const authentication = new AuthenticationData();
  const { Always, Never } = AuthenticationData.AttemptAuthenticationEnum;
  if (byMerchant) {
    authentication.attemptAuthentication = Never;
    return authentication;
  }
  // The tag shows a challenge behind an address; one that runs in the page has none.
  const asking = new ThreeDSRequestData();
  asking.nativeThreeDS = ThreeDSRequestData.NativeThreeDSEnum.Disabled;
  authentication.threeDSRequestData = asking;
  if (required) authentication.attemptAuthentication = Always;
  return authentication;
}

/** What every request has: whose it is, what becomes of what is charged, and where the buyer goes on. */
function commonOf(
  { merchantAccount, returnBase, sealKey }: Asking,
  call: ChargeCall | SetupCall,
  shopper: string,
): PaymentRequest {
  const { attempt, keep } = call;
  const request = new PaymentRequest();
  const returnUrl = new URL(`${returnBase}/${encodeURIComponent(attempt)}`);
  request.merchantAccount = merchantAccount;
  request.reference = attempt;
  request.shopperReference = shopper;
  request.channel = PaymentRequest.ChannelEnum.Web;
  const later = call.initiator === 'merchant' || keep === 'off_session';
  const category = ('amountMinor' in call && call.category) || 'unscheduled';
  request.recurringProcessingModel = later ? MODELS[category] : Models.CardOnFile;
  if (keep !== null) {
    const sealed = sealKeep(sealKey, attempt, keep);
    request.storePaymentMethod = true;
    request.metadata = { [KEEP_MARK]: sealed };
    returnUrl.searchParams.set('keep', sealed);
  }
  request.returnUrl = returnUrl.href;
  return request;
}

/** @param code the encrypted security code, where one was just typed */
function requestOf(
  asking: Asking,
  call: ChargeCall | SetupCall,
  card: StoredCard,
  code: string | null,
): PaymentRequest {
  const byMerchant = call.initiator === 'merchant';
  const charge = 'amountMinor' in call ? call : null;
  const method = new CardDetails();
  method.type = CardDetails.TypeEnum.Scheme;
  method.storedPaymentMethodId = card.id;
  if (card.holder !== null) method.holderName = card.holder;
  if (code !== null) method.encryptedSecurityCode = code;
  if (charge?.network) method.brand = networkAtAdyen(charge.network);

  const request = commonOf(asking, call, card.shopper);
  request.paymentMethod = method;
  // With a security code the buyer is there; without one the card on file speaks.
  request.shopperInteraction =
    !byMerchant && code !== null
      ? PaymentRequest.ShopperInteractionEnum.Ecommerce
      : PaymentRequest.ShopperInteractionEnum.ContAuth;
  request.authenticationData = authenticationOf(byMerchant, charge?.requireChallenge ?? false);
  return request;
}

/** Where the money comes from: an account whose number was just brought along, or a token of one. */
export type DebitSource =
  | { readonly details: AccountDetails }
  | { readonly storedPaymentMethodId: string };

function debitedOf({ type }: Account, source: DebitSource): AchDetails | SepaDirectDebitDetails {
  const typed = 'details' in source ? source.details : null;
  if (type === 'sepa_debit') {
    const method = new SepaDirectDebitDetails();
    method.type = SepaDirectDebitDetails.TypeEnum.Sepadirectdebit;
    if (typed) return Object.assign(method, { iban: typed.number, ownerName: typed.ownerName });
    return Object.assign(method, source);
  }
  const method = new AchDetails();
  method.type = AchDetails.TypeEnum.Ach;
  if (!typed) return Object.assign(method, source);
  method.bankAccountNumber = typed.number;
  if (typed.routingNumber !== null) method.bankLocationId = typed.routingNumber;
  method.ownerName = typed.ownerName;
  const { Checking, Savings } = AchDetails.BankAccountTypeEnum;
  if (typed.accountType !== null)
    method.bankAccountType = typed.accountType === 'savings' ? Savings : Checking;
  const { Business, Personal } = AchDetails.AccountHolderTypeEnum;
  if (typed.holderType !== null)
    method.accountHolderType = typed.holderType === 'company' ? Business : Personal;
  return method;
}

export function debitRequest(
  asking: Asking,
  call: ChargeCall,
  account: Account,
  source: DebitSource,
): PaymentRequest {
  const request = commonOf(asking, call, account.shopper);
  request.paymentMethod = debitedOf(account, source);
  request.shopperInteraction =
    'details' in source
      ? PaymentRequest.ShopperInteractionEnum.Ecommerce
      : PaymentRequest.ShopperInteractionEnum.ContAuth;
  request.amount = amountOf(call.currency, call.amountMinor);
  request.captureDelayHours = 0;
  return request;
}

export function chargeRequest(
  asking: Asking,
  call: ChargeCall,
  card: StoredCard,
  code: string | null,
): PaymentRequest {
  const request = requestOf(asking, call, card, code);
  request.amount = amountOf(call.currency, call.amountMinor);
  if (call.capture === 'manual') request.additionalData = { manualCapture: 'true' };
  else request.captureDelayHours = 0;
  return request;
}

/** A payment of nothing: the issuer is asked whether the card is good. */
export function setupRequest(
  asking: Asking,
  call: SetupCall,
  card: StoredCard,
  code: string | null,
): PaymentRequest {
  const request = requestOf(asking, call, card, code);
  request.amount = amountOf(call.currency ?? SETUP_CURRENCY, 0);
  return request;
}
