/**
 * Every metric of Keepsake's own, as data: its name, what it says, and the labels that it may have.
 * A label's values come from small closed sets; no id and nothing of a customer is ever one of them.
 * Who counts, and when, is not known here.
 */

interface Entry {
  /** As Prometheus knows it. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

interface Timed extends Entry {
  /** Upper bounds, in the metric's own unit. */
  readonly buckets: readonly number[];
}

const REQUEST_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const CALL_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const COMMIT_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/** What only grows. */
export const COUNTERS = {
  attempts: {
    name: 'keepsake_attempts_total',
    help: 'Attempts by what became of them; one whose outcome was unknown is counted again when it is known.',
    labels: ['processor', 'operation', 'outcome', 'initiator'],
  },
  lateSuccesses: {
    name: 'keepsake_late_successes_total',
    help: 'Successes that came to light after their attempt was closed; their money goes back.',
    labels: ['processor', 'operation'],
  },
  fallbacks: {
    name: 'keepsake_fallbacks_total',
    help: 'Payments that went on at another processor.',
    labels: ['from', 'to'],
  },
  retries: {
    name: 'keepsake_retries_scheduled_total',
    help: 'Decisions to try again later, after a failed attempt or to collect an invoice.',
    labels: ['of'],
  },
  refusals: {
    name: 'keepsake_refusals_total',
    help: 'Charges that were refused before anything was tried, one for each reason.',
    labels: ['reason'],
  },
  advisory: {
    name: 'keepsake_advisory_charges_total',
    help: 'Later charges that no mandate covered and KEEPSAKE_MANDATES=advisory let through.',
    labels: ['processor'],
  },
  idempotency: {
    name: 'keepsake_idempotency_total',
    help: 'Requests with an idempotency key, by what was found under it.',
    labels: ['result'],
  },
  dunning: {
    name: 'keepsake_dunning_total',
    help: 'Invoices that could not be collected at first, that were paid after all, and that were given up.',
    labels: ['result'],
  },
  refused: {
    name: 'keepsake_card_numbers_refused_total',
    help: 'Requests that held what looks like a card number, and were refused for it.',
    labels: [],
  },
  rateLimited: {
    name: 'keepsake_rate_limited_total',
    help: 'Requests that were told to wait.',
    labels: [],
  },
  forgedWebhooks: {
    name: 'keepsake_inbox_refused_total',
    help: 'Messages to a processor’s webhook whose signature did not hold.',
    labels: [],
  },
  deliveries: {
    name: 'keepsake_webhook_deliveries_total',
    help: 'Tries to deliver an event to a merchant, by how they ended.',
    labels: ['result'],
  },
  dutyFailures: {
    name: 'keepsake_worker_failures_total',
    help: 'Turns of a duty that failed; the worker goes on with the others.',
    labels: ['duty'],
  },
  commitRetries: {
    name: 'keepsake_database_retries_total',
    help: 'Units of work that PostgreSQL undid for another’s sake, and that ran again.',
    labels: [],
  },
  spansDropped: {
    name: 'keepsake_spans_dropped_total',
    help: 'Spans that no collector took.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, Entry>>;

/** What is measured, in seconds unless its name says otherwise. */
export const HISTOGRAMS = {
  requests: {
    name: 'http_server_request_duration_seconds',
    help: 'Requests by method, route pattern and status.',
    labels: ['method', 'route', 'status'],
    buckets: REQUEST_S,
  },
  calls: {
    name: 'keepsake_processor_call_duration_seconds',
    help: 'Calls to processors by what they came to.',
    labels: ['processor', 'operation', 'result'],
    buckets: CALL_S,
  },
  commits: {
    name: 'keepsake_database_commit_duration_seconds',
    help: 'Commits, from their beginning to when they are durable.',
    labels: [],
    buckets: COMMIT_S,
  },
  units: {
    name: 'keepsake_database_units_per_commit',
    help: 'Units of work that shared one commit.',
    labels: [],
    buckets: [1, 2, 4, 8, 16, 32, 64],
  },
  duties: {
    name: 'keepsake_worker_duty_duration_seconds',
    help: 'Turns of each duty of the worker that had something to do.',
    labels: ['duty'],
    buckets: CALL_S,
  },
} as const satisfies Readonly<Record<string, Timed>>;

/** What is as it is now; most of it is read from the database when somebody looks. */
export const GAUGES = {
  unknown: {
    name: 'keepsake_unknown_attempts',
    help: 'Attempts whose outcome nobody knows yet.',
    labels: [],
  },
  unknownAge: {
    name: 'keepsake_unknown_attempts_oldest_seconds',
    help: 'Age of the oldest attempt whose outcome nobody knows yet; 0 without any.',
    labels: [],
  },
  due: {
    name: 'keepsake_due_work_oldest_seconds',
    help: 'How long the oldest due work of each kind has been waiting for a worker; 0 where none waits.',
    labels: ['queue'],
  },
  inboxLag: {
    name: 'keepsake_inbox_lag_seconds',
    help: 'Age of the oldest message of a processor that has not been dealt with; 0 without any.',
    labels: [],
  },
  pendingDeliveries: {
    name: 'keepsake_webhooks_pending',
    help: 'Deliveries to merchants that are outstanding, counted up to 10000.',
    labels: [],
  },
  pendingAge: {
    name: 'keepsake_webhooks_oldest_pending_seconds',
    help: 'Age of the oldest outstanding delivery; 0 without any.',
    labels: [],
  },
  collecting: {
    name: 'keepsake_invoices_collecting',
    help: 'Open invoices that failed and have a next try on the calendar, counted up to 10000.',
    labels: [],
  },
  avoided: {
    name: 'keepsake_processor_avoided',
    help: '1 while this process leaves a processor alone because it kept failing.',
    labels: ['processor'],
  },
  ledgerMismatch: {
    name: 'keepsake_ledger_mismatch_minor_units',
    help: 'What our books and a processor’s differ by, summed without signs; must be 0.',
    labels: ['processor', 'currency'],
  },
  ledgerMismatches: {
    name: 'keepsake_ledger_mismatches',
    help: 'Charges that our books and a processor’s tell differently; must be 0.',
    labels: ['processor', 'kind'],
  },
  ledgerChecked: {
    name: 'keepsake_ledger_checked_timestamp_seconds',
    help: 'Until when (epoch seconds) this process has held our books against a processor’s.',
    labels: ['processor'],
  },
  violations: {
    name: 'keepsake_invariant_violations',
    help: 'Charges and consents that break what must always hold, as found by this process; must be 0.',
    labels: ['rule'],
  },
  worker: {
    name: 'keepsake_worker_last_pulse_timestamp_seconds',
    help: 'When (epoch seconds) any worker was last known to get on; absent where none ever ran.',
    labels: [],
  },
  backup: {
    name: 'keepsake_backup_last_success_timestamp_seconds',
    help: 'When (epoch seconds) a backup was last made and verified; absent where none ever was.',
    labels: [],
  },
  databaseBytes: {
    name: 'keepsake_database_bytes',
    help: 'Size of the database.',
    labels: [],
  },
  walBytes: {
    name: 'keepsake_database_wal_bytes',
    help: 'Size of SQLite’s write-ahead log; absent on PostgreSQL.',
    labels: [],
  },
  scrapeFailed: {
    name: 'keepsake_scrape_failed',
    help: '1 when what stands in the database could not be read for this answer.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type Counter = keyof typeof COUNTERS;
export type Histogram = keyof typeof HISTOGRAMS;
export type Gauge = keyof typeof GAUGES;

type Values<Labels extends readonly string[]> = Readonly<Record<Labels[number], string>>;

/** Where what happens is told, so that it is counted. Telling costs next to nothing and never fails. */
export interface Meter {
  count<K extends Counter>(what: K, labels: Values<(typeof COUNTERS)[K]['labels']>): void;
  measure<K extends Histogram>(
    what: K,
    labels: Values<(typeof HISTOGRAMS)[K]['labels']>,
    value: number,
  ): void;
  set<K extends Gauge>(what: K, labels: Values<(typeof GAUGES)[K]['labels']>, value: number): void;
}
