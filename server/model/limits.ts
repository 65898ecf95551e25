/**
 * Every limit of the server by name, with its unit in the name: milliseconds, seconds, bytes,
 * characters or a count. It knows no setting: what an operator may change is a default here.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What is shown, and for how long a chosen card is shown as chosen (from the session's creation). */
export const PREFILL_WINDOW_MS = 30 * MINUTE_MS;
export const SHOWN_METHODS = 50;

/** Lists. */
export const LIST_MIN = 1;
export const LIST_MAX = 100;
export const LIST_DEFAULT = 10;
/** What a person may write down as the reason why they know how an attempt ended. */
export const EVIDENCE_CHARS = 2_000;
/** Events that an account of one charge tells of at most. */
export const EVIDENCE_EVENTS = 500;
/** Entries of a customer's story in one page, unless more or fewer are asked for. */
export const TIMELINE_PAGE = 40;
/** Customers that one search tells of, and characters of what is searched for. */
export const SEARCH_RESULTS = 20;
export const SEARCH_CHARS = 200;

/** Metadata: keys, characters in a key, characters in a value. */
export const METADATA_KEYS = 50;
export const METADATA_KEY_CHARS = 40;
export const METADATA_VALUE_CHARS = 500;

/** Sizes of what comes in. */
export const MERCHANT_BODY_BYTES = 256 * 1024;
export const ELEMENTS_BODY_BYTES = 16 * 1024;
export const WEBHOOK_BODY_BYTES = 512 * 1024;
/** What a buyer brings back from a challenge. */
export const RETURN_BODY_BYTES = 64 * 1024;
export const QUERY_CHARS = 8 * 1024;
/** Depth of nesting and number of parameters in one form, query or JSON body. */
export const BODY_DEPTH = 8;
export const BODY_PARAMETERS = 1_000;
export const LINE_ITEMS = 100;
export const ALLOWED_ORIGINS = 20;
export const EXPAND_PATHS = 20;
export const EXPAND_DEPTH = 4;

/** Amounts, in minor units; the greatest is Stripe's eight digits. */
export const AMOUNT_MIN_MINOR = 0;
export const AMOUNT_MAX_MINOR = 99_999_999;

/** Checkout sessions. */
export const SESSION_MIN_MS = 30 * MINUTE_MS;
export const SESSION_MAX_MS = 24 * HOUR_MS;
export const SESSION_DEFAULT_MS = 24 * HOUR_MS;
/** A link that brings a buyer back to a failed later charge lives as long as a session may. */
export const RECOVERY_MS = SESSION_MAX_MS;
/** A link straight to the buyer's bank is good once, and for so long. */
export const CONFIRM_LINK_MS = 12 * HOUR_MS;
export const CUSTOMER_SESSION_MS = 30 * MINUTE_MS;

/** Answers to "what does this checkout show" that are kept, and for how long one may be. */
export const ANSWERS_KEPT = 1_000;
export const ANSWER_KEPT_MS = MINUTE_MS;

/** One intention of a buyer: how often a press may be asked about and how long it is remembered. */
export const PRESS_CHARS = 36;
export const PRESSES_PER_SESSION = 200;

/** The card frame's signed address. */
export const FRAME_TOKEN_MS = 15 * MINUTE_MS;
export const CARD_TOKEN_MS = 15 * MINUTE_MS;
/** A card token: an id, or the fields that a processor's script encrypted. */
export const CARD_TOKEN_CHARS = 10_000;

/** Idempotency keys of merchants; the lease guards a request that is still running. */
export const IDEMPOTENCY_MS = 24 * HOUR_MS;
export const IDEMPOTENCY_KEY_CHARS = 255;
export const IDEMPOTENCY_LEASE_MS = 60 * SECOND_MS;

/** Failed confirms (never replays) that are answered before 429, in one window. Defaults. */
export const FAILED_CONFIRMS_WINDOW_MS = 10 * MINUTE_MS;
export const FAILED_CONFIRMS_PER_SECRET = 10;
export const FAILED_CONFIRMS_PER_ADDRESS = 50;

/** New cards declined at one address in a day, and cards declined while an account keeps them. Defaults. */
export const DECLINED_CARDS_WINDOW_MS = DAY_MS;
export const DECLINED_CARDS_PER_ADDRESS = 200;
export const DECLINED_CARDS_PER_ACCOUNT = 200;

/** Requests of one key to the merchant API in a second. Default; more than one process can serve. */
export const REQUESTS_PER_SECOND = 5_000;

/** Calls to a processor. Past `notAfter` the processor must refuse to execute. */
export const PROCESSOR_TIMEOUT_MS = 10 * SECOND_MS;
export const NOT_AFTER_MARGIN_MS = 5 * SECOND_MS;
/**
 * A capture, void or refund may be repeated under its own key for this long: nobody waits for it at
 * a till, and what was promised is to be done.
 */
export const FOLLOW_UP_WINDOW_MS = 10 * MINUTE_MS;
/** A challenge that a buyer never answers. */
export const CHALLENGE_MS = 15 * MINUTE_MS;

/**
 * Holding our books against a processor's: first after the start, then every so often, and sooner while
 * there is more to look at. What is younger than `settled` may still be on its way through both books,
 * and clocks differ by no more than `pad`.
 */
export const AUDIT_FIRST_MS = 5 * MINUTE_MS;
export const AUDIT_BETWEEN_MS = 15 * MINUTE_MS;
export const AUDIT_GOING_ON_MS = MINUTE_MS;
export const AUDIT_SETTLED_MS = 15 * MINUTE_MS;
export const AUDIT_PAD_MS = 2 * MINUTE_MS;
export const AUDIT_SLICE_MS = 5 * MINUTE_MS;
export const AUDIT_AT_ONCE_SLICES = 24;
/** Slices that are looked at again at most; the oldest are given up first. */
export const AUDIT_AGAIN_SLICES = 200;
/** Records at the end of the consent ledger that are verified each time; `keepsake verify` walks all of it. */
export const AUDIT_LEDGER_TAIL = 500;

/** Asking after an unknown outcome: first, between two answers that both say absent, then backing off. */
export const RECONCILE_FIRST_MS = 5 * SECOND_MS;
export const RECONCILE_CONFIRM_ABSENCE_MS = 2 * SECOND_MS;
export const RECONCILE_ABSENCES = 2;
export const RECONCILE_BACKOFF_MS = [
  5 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
] as const;

/** Money that takes days: how often it is asked after, beside what the processor tells by itself. */
export const DELAYED_ASK_MS = 6 * HOUR_MS;

/** Webhooks from processors: a verified one is remembered this long, so that a repetition is known. */
export const INBOX_KEPT_MS = 7 * DAY_MS;
export const INBOX_BACKOFF_MS = [5 * SECOND_MS, 30 * SECOND_MS, 5 * MINUTE_MS, HOUR_MS] as const;

/** Webhooks to merchants: one delivery's deadline, and the waits between deliveries (3 days in all). */
export const WEBHOOK_TIMEOUT_MS = 10 * SECOND_MS;
export const WEBHOOK_TOLERANCE_S = 300;
export const WEBHOOK_BACKOFF_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  DAY_MS,
] as const;
export const WEBHOOK_ENDPOINTS = 16;
export const WEBHOOK_ENABLED_EVENTS = 200;
/** Deliveries to one endpoint at once; a slow one fills its own places only. */
export const WEBHOOKS_AT_ONCE = 5;
/** How long a worker holds a delivery: longer than its deadline. */
export const WEBHOOK_LEASE_MS = MINUTE_MS;
/** How long a worker's turn waits for the deliveries that it began; slower ones end by themselves. */
export const WEBHOOK_PATIENCE_MS = 250;
/** What is read of an endpoint's answer before the connection is cut. */
export const WEBHOOK_ANSWER_BYTES = 64 * 1024;
/** Events in one range that is sent again. */
export const RESEND_EVENTS = 10_000;

/** Retries of a later charge, per debt, whatever the networks would allow beyond. */
export const RETRIES_FUNDS = 4;
export const RETRIES_TECHNICAL = 3;
export const RETRIES_TOTAL = 8;
/** Between two tries of one debt with one card, once its issuer said no. */
export const RETRIES_APART_MS = DAY_MS;
/** Declined tries of one card in any 30 days and 24 hours, across processors. */
export const CARD_DECLINES_PER_30_DAYS = 15;
export const CARD_DECLINES_PER_DAY = 10;

/** So many failures of a processor in so short a time, and it is avoided for a while, then longer. */
export const BREAKER_FAILURES = 5;
export const BREAKER_WINDOW_MS = MINUTE_MS;
export const BREAKER_PAUSE_MS = 30 * 1000;
export const BREAKER_MAX_PAUSE_MS = 10 * MINUTE_MS;

/** Tries to have a kept card taken to another processor. */
export const PROVISION_TRIES = 12;

/** An authorization that is not captured lapses after this. */
export const CAPTURE_WINDOW_MS = 7 * DAY_MS;

/** A renewal whose first invoice is never paid. */
export const INCOMPLETE_SUBSCRIPTION_MS = 23 * HOUR_MS;

/** Evidence of a consent or mandate outlives the card: the longest of the rules we know of. */
export const EVIDENCE_YEARS = 3;

/** Texts. */
export const DESCRIPTION_CHARS = 1_000;
export const NAME_CHARS = 200;
export const EMAIL_CHARS = 320;
export const URL_CHARS = 5_000;
export const MANDATE_TEXT_CHARS = 5_000;

/** A worker that has not got on for this long counts as dead; one beats three times as often. */
export const WORKER_PULSE_MS = 30 * SECOND_MS;
/** A duty that takes longer than this is stuck: its worker stops beating. */
export const WORKER_STUCK_MS = 5 * MINUTE_MS;
/** How old an answer about this process' health may be, of its keys, and how long one is waited for. */
export const HEALTH_FRESH_MS = 2 * SECOND_MS;
export const HEALTH_KEYS_MS = 30 * SECOND_MS;
export const HEALTH_PATIENCE_MS = 3 * SECOND_MS;

/**
 * Events can be asked after, and sent again, for this long; so can their deliveries. They are part of
 * what answers a dispute, and most disputes come within 120 days of the charge.
 */
export const EVENTS_KEPT_MS = 180 * DAY_MS;
/** A key that is too old to count is kept this much longer: clocks of machines differ. */
export const IDEMPOTENCY_SLACK_MS = HOUR_MS;
/** Rows that one step of letting go looks at. */
export const PRUNED_AT_ONCE = 200;
