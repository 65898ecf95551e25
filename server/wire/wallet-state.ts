/** The wallet's answer, from the domain's names to the elements' JSON, and back what a buyer changed. */
import type { ConsentRecord } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import type { Mandate, MandateUse, Standing } from '../model/mandate.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import type { Subscription } from '../model/subscription.ts';
import type { CardEntry } from '../processors/processor.ts';
import { decodeAddress } from './address.ts';
import { shownFace } from './bank-accounts.ts';
import { encodeCardEntry } from './card-entry.ts';
import type { Agreements } from './elements.ts';
import type {
  UpdateMethodInput,
  WalletMandate,
  WalletMethod,
  WalletState,
  WalletSubscription,
} from './wallet.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);

export interface WalletFacts {
  readonly session: CustomerSession;
  readonly customer: Customer;
  readonly cards: readonly {
    readonly method: PaymentMethod;
    readonly isDefault: boolean;
    readonly expired: boolean;
    readonly shownBy: ConsentRecord | null;
    readonly mandates: readonly {
      readonly mandate: Mandate;
      readonly standing: Standing;
      readonly grant: ConsentRecord;
      readonly uses: readonly MandateUse[];
      readonly outlastsCard: boolean;
      readonly backup: PaymentMethod | null;
      readonly backs: PaymentMethod | null;
    }[];
    readonly paysFor: readonly string[];
  }[];
  readonly subscriptions: readonly {
    readonly subscription: Subscription;
    readonly title: string;
    readonly amountMinor: number;
    readonly card: PaymentMethod | null;
    readonly agreed: boolean;
    readonly nextChargeMs: number | null;
    readonly endsMs: number | null;
    readonly endIfCancelledMs: number;
  }[];
  readonly cardEntry: CardEntry | null;
  readonly merchant: WalletState['merchant'];
}

function agreed(record: ConsentRecord): WalletMandate['agreed'] {
  return {
    consent: record.id,
    text: record.words?.text ?? null,
    locale: record.words?.locale ?? null,
    accepted_at: seconds(record.acceptedMs),
    receipt: `/elements/receipts/${record.id}`,
  };
}

function named(method: PaymentMethod) {
  return { id: method.id, brand: shownFace(method).brand, last4: method.card.last4 };
}

function mandateOf({
  mandate,
  standing,
  grant,
  uses,
  outlastsCard,
  backup,
  backs,
}: WalletFacts['cards'][number]['mandates'][number]): WalletMandate {
  const { terms } = mandate;
  const last = uses.reduce((latest, use) => Math.max(latest, use.createdMs), 0);
  return {
    id: mandate.id,
    status: standing.status,
    category: terms.category,
    currency: terms.currency,
    max_amount: terms.maxAmountMinor,
    max_amount_per_period: terms.maxAmountPerPeriodMinor,
    max_count: terms.maxCount,
    interval: terms.interval,
    interval_count: terms.intervalCount,
    valid_until: terms.validUntilMs === null ? null : seconds(terms.validUntilMs),
    valid_from: seconds(terms.validFromMs),
    outlasts_card: outlastsCard,
    backup: backup && named(backup),
    stands_in_for: backs && named(backs),
    used: {
      count: uses.length,
      amount: uses.reduce((sum, use) => sum + use.amountMinor, 0),
      last_at: last === 0 ? null : seconds(last),
    },
    agreed: agreed(grant),
  };
}

function methodOf(card: WalletFacts['cards'][number]): WalletMethod {
  const { id, card: facts } = card.method;
  return {
    id,
    ...shownFace(card.method),
    last4: facts.last4,
    funding: facts.funding,
    is_default: card.isDefault,
    expired: card.expired,
    shown: { allowed: card.shownBy !== null, agreed: card.shownBy && agreed(card.shownBy) },
    mandates: card.mandates.map(mandateOf),
    pays_for: [...card.paysFor],
  };
}

const secondsOrNull = (ms: number | null) => (ms === null ? null : seconds(ms));

/** Nothing for one that is over, or has nothing to charge for. */
function subscriptionOf(each: WalletFacts['subscriptions'][number]): WalletSubscription[] {
  const { id, status, items, currency, trialEndMs, mandate, pauseCollection } = each.subscription;
  const cadence = items[0]?.recurring;
  if (!cadence || status === 'canceled' || status === 'incomplete_expired') return [];
  return [
    {
      id,
      name: each.title,
      status,
      amount: each.amountMinor,
      currency,
      interval: cadence.interval,
      interval_count: cadence.intervalCount,
      payment_method: each.card?.id ?? null,
      agreed: each.agreed,
      mandate,
      trial_end: status === 'trialing' ? secondsOrNull(trialEndMs) : null,
      next_charge_at: secondsOrNull(each.nextChargeMs),
      ends_at: secondsOrNull(each.endsMs),
      ends_if_cancelled_at: seconds(each.endIfCancelledMs),
      paused: pauseCollection !== null || status === 'paused',
    },
  ];
}

export function encodeWallet(facts: WalletFacts): WalletState {
  const { session, customer, cardEntry, merchant } = facts;
  return {
    customer_session: { id: session.id, expires_at: seconds(session.expiresAtMs) },
    merchant,
    customer: { email: customer.email, name: customer.name },
    payment_methods: facts.cards.map(methodOf),
    subscriptions: facts.subscriptions.flatMap(subscriptionOf),
    card_entry: encodeCardEntry(cardEntry),
  };
}

/** The billing details that an update names; an empty text or null takes one away. */
export function decodeBillingDetails(
  given: UpdateMethodInput['billing_details'],
): Partial<BillingDetails> {
  const { address, ...texts } = given ?? {};
  const said = Object.entries(texts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, value === '' ? null : value]);
  return {
    ...Object.fromEntries(said),
    ...(address === undefined ? {} : { address: address && decodeAddress(address) }),
  };
}

/** @param held the agreements of one card, each with its offer where it can go on */
export function encodeAgreements(
  held: readonly {
    readonly mandate: Mandate;
    readonly offer: Agreements['agreements'][number]['offer'];
  }[],
): Agreements {
  return {
    agreements: held.map(({ mandate: { id, terms }, offer }) => ({
      mandate: id,
      category: terms.category,
      interval: terms.interval,
      interval_count: terms.intervalCount,
      offer: offer && {
        id: offer.id,
        text: offer.text,
        sha256: offer.sha256,
        locale: offer.locale,
      },
    })),
  };
}
