/** What the first schema keeps to by itself, whichever code or process writes: what may not change, and what is counted. */

/** What was agreed stays agreed: the ledger refuses changes, and of a person only forgetting is allowed. */
export const APPEND_ONLY = [
  `create trigger consents_no_update before update on consents
     begin select raise(abort, 'consents are append-only'); end`,
  `create trigger consents_no_delete before delete on consents
     begin select raise(abort, 'consents are append-only'); end`,
  `create trigger consent_persons_no_delete before delete on consent_persons
     begin select raise(abort, 'consents are append-only'); end`,
  `create trigger consent_persons_only_erase before update on consent_persons
     when new.erased_ms is null or new.address is not null or new.user_agent is not null
       or new.email is not null or new.name is not null or new.consent <> old.consent
     begin select raise(abort, 'of a person only erasure is allowed'); end`,
  `create trigger attempt_observations_no_update before update on attempt_observations
     begin select raise(abort, 'observations are append-only'); end`,
] as const;

/**
 * A customer's revision grows with every change to what a checkout shows of them, a session's with
 * its own: whoever remembers an answer by both never shows what was, whichever process changed it.
 */
export const REVISIONS = [
  `create trigger checkout_sessions_revised after update on checkout_sessions
     when new.revision = old.revision
     begin update checkout_sessions set revision = revision + 1 where id = new.id; end`,
  `create trigger customers_revised after update on customers
     when new.revision = old.revision
     begin update customers set revision = revision + 1 where id = new.id; end`,
  `create trigger payment_methods_added after insert on payment_methods
     when new.customer is not null
     begin update customers set revision = revision + 1 where id = new.customer; end`,
  `create trigger payment_methods_revised after update on payment_methods
     begin update customers set revision = revision + 1 where id in (old.customer, new.customer); end`,
  `create trigger payment_methods_removed after delete on payment_methods
     begin update customers set revision = revision + 1 where id = old.customer; end`,
  `create trigger credentials_added after insert on credentials
     begin update customers set revision = revision + 1
       where id = (select customer from payment_methods where id = new.payment_method); end`,
  // A new network transaction id, after every charge, changes nothing that is shown.
  `create trigger credentials_revised
     after update of payment_method, processor, kind, reusability on credentials
     when new.payment_method <> old.payment_method or new.processor <> old.processor
       or new.kind <> old.kind or new.reusability <> old.reusability
     begin update customers set revision = revision + 1
       where id in (select customer from payment_methods
         where id in (old.payment_method, new.payment_method)); end`,
  `create trigger credentials_removed after delete on credentials
     begin update customers set revision = revision + 1
       where id = (select customer from payment_methods where id = old.payment_method); end`,
] as const;
