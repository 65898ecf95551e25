/** Every limit of the bank, by name. */

const MINUTE_MS = 60_000;

/** How long a card token can be exchanged. */
export const TOKEN_LIFE_MS = 15 * MINUTE_MS;
/** Tokens are forgotten this long after they have expired. */
export const TOKEN_KEPT_MS = 24 * 60 * MINUTE_MS;
/** How long an open frame may make tokens. */
export const GRANT_LIFE_MS = 120 * MINUTE_MS;
/** How long a buyer may take for a challenge before the bank declines. */
export const CHALLENGE_LIFE_MS = 30 * MINUTE_MS;
/** How long a repeated key gets the operation that it made. */
export const IDEMPOTENCY_MS = 24 * 60 * MINUTE_MS;
/** How long after a captured charge it can still be voided. */
export const REVERSAL_MS = 24 * 60 * MINUTE_MS;
/** How long a debit of a bank account is under way. */
export const DEBIT_MS = 4 * 24 * 60 * MINUTE_MS;
/** How often the bank looks which of them have arrived. */
export const DEBIT_SWEEP_MS = MINUTE_MS;
export const MAX_BODY_BYTES = 16 * 1024;
/** In minor units. */
export const MAX_AMOUNT = 99_999_999;
/** How long a `timeout_*` fault holds a caller that does not hang up. */
export const HANG_MS = MINUTE_MS;
/** How long `webhook_late` and `webhook_reordered` hold an event, and `delay` a call. */
export const FAULT_DELAY_MS = 5_000;
/** Waits between tries to deliver a webhook. */
export const WEBHOOK_RETRY_MS = [500, 1_000, 2_000, 5_000, 15_000, 60_000] as const;
export const WEBHOOK_TIMEOUT_MS = 5_000;
