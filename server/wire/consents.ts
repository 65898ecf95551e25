/** Records of the consent ledger as merchants read them. Our own object; the person stands apart from it. */
import { z } from 'zod';
import type { ConsentPerson, ConsentRecord, ConsentWords } from '../model/consent.ts';
import type { Verification } from '../model/ledger.ts';
import { common, created, page } from './form.ts';
import { inSeconds } from './intents.ts';
import { encodeTerms } from './mandates.ts';
import { reference } from './payment-methods.ts';

export const retrieveConsentInput = z.strictObject(common);
export const withdrawConsentInput = z.strictObject(common);
export const verifyConsentsInput = z.strictObject(common);
export const listConsentsInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
  payment_method: reference().optional(),
});

function encodeWords(words: ConsentWords): Record<string, unknown> {
  return {
    control: words.control,
    locale: words.locale,
    offer: words.offer,
    placement: words.placement,
    sha256: words.sha256,
    template: words.template,
    template_version: words.templateVersion,
    text: words.text,
  };
}

export function encodeConsent(record: ConsentRecord): Record<string, unknown> {
  const { card, terms, words } = record;
  return {
    id: record.id,
    object: 'consent',
    accepted_at: inSeconds(record.acceptedMs),
    act: record.act,
    actor: record.actor,
    allow_redisplay: record.allowRedisplay,
    card: {
      brand: card.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: card.fingerprint,
      funding: card.funding,
      last4: card.last4,
    },
    checkout_session: record.session,
    created: inSeconds(record.createdMs),
    customer: record.customer,
    hash: record.hash,
    intent: record.intent,
    livemode: false,
    mandate: record.mandate,
    origin: record.origin,
    payment_method: record.paymentMethod,
    position: record.position,
    previous_hash: record.previousHash,
    refers_to: record.refersTo,
    scope: record.scope,
    surface: record.surface,
    terms: terms && encodeTerms(terms, words?.text ?? null),
    words: words && encodeWords(words),
  };
}

/** Who agreed, from where; null where the record is nobody's in particular. */
export function encodePerson(person: ConsentPerson | undefined): Record<string, unknown> | null {
  if (!person) return null;
  return {
    email: person.email,
    erased_at: inSeconds(person.erasedMs),
    ip_address: person.address,
    name: person.name,
    user_agent: person.userAgent,
  };
}

export function encodeVerification(found: Verification): Record<string, unknown> {
  return {
    object: 'verification',
    ok: found.ok,
    checked: found.checked,
    broken: found.broken,
    erased: found.erased,
    missing: found.missing,
  };
}
