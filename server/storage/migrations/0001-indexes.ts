/** The first schema's indexes: what is asked often, and what must be there once. */

export const INDEXES = [
  // Lists are asked newest first, per account.
  'create index customers_seq on customers (account, seq)',
  'create index customers_email on customers (account, email, seq)',
  'create index payment_methods_customer on payment_methods (account, customer, seq)',
  'create index credentials_payment_method on credentials (payment_method)',
  'create index payment_intents_seq on payment_intents (account, seq)',
  'create index payment_intents_customer on payment_intents (account, customer, seq)',
  'create index setup_intents_seq on setup_intents (account, seq)',
  'create index setup_intents_customer on setup_intents (account, customer, seq)',
  'create index checkout_sessions_seq on checkout_sessions (account, seq)',
  'create index checkout_sessions_customer on checkout_sessions (account, customer, seq)',
  'create index checkout_sessions_payment_intent on checkout_sessions (payment_intent)',
  'create index payment_methods_joined on payment_methods (joined_into) where joined_into is not null',
  'create index consents_payment_method on consents (account, payment_method, position)',
  'create index consents_customer on consents (account, customer, position)',
  'create index consents_mandate on consents (mandate) where mandate is not null',
  'create index mandates_payment_method on mandates (account, payment_method, seq)',
  'create index mandate_uses_mandate on mandate_uses (mandate)',
  'create index doomed_credentials_due on doomed_credentials (next_attempt_ms)',
  "create index checkout_sessions_open on checkout_sessions (expires_at_ms) where status = 'open'",
  'create index attempts_payment_method on attempts (payment_method, seq)',
  'create index refusals_customer on refusals (account, customer, seq)',
  'create index refusals_seq on refusals (account, seq)',
  'create index events_customer on events (account, customer)',
  'create index attempts_intent on attempts (intent, seq)',
  'create index attempts_charge on attempts (charge, seq) where charge is not null',
  'create index refunds_seq on refunds (account, seq)',
  'create index refunds_attempt on refunds (attempt)',
  'create index refunds_intent on refunds (intent, seq)',
  'create index refunds_refund_attempt on refunds (refund_attempt)',
  'create index inbox_due on inbox (next_attempt_ms) where next_attempt_ms is not null',
  'create index inbox_received on inbox (received_ms)',
  'create index attempts_due on attempts (resolve_after_ms) where resolve_after_ms is not null',
  'create index events_seq on events (account, seq)',
  'create index events_type on events (account, type, seq)',
  'create index events_object on events (object)',
  'create index webhook_endpoints_account on webhook_endpoints (account, seq)',
  'create index deliveries_event on deliveries (event, endpoint)',
  'create index deliveries_endpoint on deliveries (endpoint, seq)',
  'create index deliveries_due on deliveries (endpoint, next_attempt_ms) where next_attempt_ms is not null',
  // At most one open or successful charge (or setup) for an intent, whatever the code above believes.
  // One that came to light too late stands beside it: it is on its way back.
  `create unique index attempts_standing on attempts (intent)
     where operation in ('charge', 'setup') and late = 0
       and status in ('started', 'requires_action', 'unknown', 'authorized', 'succeeded')`,
  // What is held is taken or let go once.
  `create unique index attempts_ending on attempts (charge)
     where operation in ('capture', 'void') and late = 0
       and status in ('started', 'unknown', 'succeeded', 'voided')`,
  // The same card of the same customer is the same payment method.
  `create unique index payment_methods_same_card on payment_methods (account, customer, fingerprint)
     where customer is not null and detached_ms is null`,
] as const;
