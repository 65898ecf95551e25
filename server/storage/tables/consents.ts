/** A consent record and the person beside it as a row. */
import type { ConsentPerson, ConsentRecord } from '../../model/consent.ts';
import { defineTable } from '../table.ts';

/** `seq` is the position in the chain, so that lists follow it. */
export type StoredConsent = ConsentRecord & { readonly seq: number };

export const consentTable = defineTable<StoredConsent>()('consents', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  position: 'plain',
  createdMs: 'plain',
  act: 'plain',
  scope: 'plain',
  actor: 'plain',
  surface: 'plain',
  customer: 'plain',
  paymentMethod: 'plain',
  card: 'json',
  mandate: 'plain',
  refersTo: 'plain',
  words: 'json',
  terms: 'json',
  allowRedisplay: 'plain',
  session: 'plain',
  intent: 'plain',
  origin: 'plain',
  acceptedMs: 'plain',
  personHash: 'plain',
  previousHash: 'plain',
  hash: 'plain',
});

export const personTable = defineTable<ConsentPerson>()('consent_persons', {
  consent: 'plain',
  salt: 'plain',
  address: 'plain',
  userAgent: 'plain',
  email: 'plain',
  name: 'plain',
  erasedMs: 'plain',
});
