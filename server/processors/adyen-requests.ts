/**
 * What is asked of Adyen for a charge and for the check of a card: who is there, what the card may
 * become, and how a challenge is shown. It makes no call.
 */
import { AuthenticationData } from '@adyen/api-library/lib/src/typings/checkout/authenticationData.js';
import { CardDetails } from '@adyen/api-library/lib/src/typings/checkout/cardDetails.js';
import { PaymentRequest } from '@adyen/api-library/lib/src/typings/checkout/paymentRequest.js';
import { ThreeDSRequestData } from '@adyen/api-library/lib/src/typings/checkout/threeDSRequestData.js';
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

/** @param code the encrypted security code, where one was just typed */
function requestOf(
  { merchantAccount, returnBase, sealKey }: Asking,
  call: ChargeCall | SetupCall,
  card: StoredCard,
  code: string | null,
): PaymentRequest {
  const { attempt, keep } = call;
  const byMerchant = call.initiator === 'merchant';
  const charge = 'amountMinor' in call ? call : null;
  const method = new CardDetails();
  method.type = CardDetails.TypeEnum.Scheme;
  method.storedPaymentMethodId = card.id;
  if (card.holder !== null) method.holderName = card.holder;
  if (code !== null) method.encryptedSecurityCode = code;
  if (charge?.network) method.brand = networkAtAdyen(charge.network);

  const request = new PaymentRequest();
  const returnUrl = new URL(`${returnBase}/${encodeURIComponent(attempt)}`);
  request.paymentMethod = method;
  request.merchantAccount = merchantAccount;
  request.reference = attempt;
  request.shopperReference = card.shopper;
  request.channel = PaymentRequest.ChannelEnum.Web;
  // With a security code the buyer is there; without one the card on file speaks.
  request.shopperInteraction =
    !byMerchant && code !== null
      ? PaymentRequest.ShopperInteractionEnum.Ecommerce
      : PaymentRequest.ShopperInteractionEnum.ContAuth;
  const later = byMerchant || keep === 'off_session';
  const category = charge?.category ?? 'unscheduled';
  request.recurringProcessingModel = later ? MODELS[category] : Models.CardOnFile;
  if (keep !== null) {
    const sealed = sealKeep(sealKey, attempt, keep);
    request.storePaymentMethod = true;
    request.metadata = { [KEEP_MARK]: sealed };
    returnUrl.searchParams.set('keep', sealed);
  }
  request.returnUrl = returnUrl.href;
  request.authenticationData = authenticationOf(byMerchant, charge?.requireChallenge ?? false);
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
