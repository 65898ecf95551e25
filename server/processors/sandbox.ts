/**
 * The adapter to the sandbox bank. It knows the bank's wire, and how much each answer proves: only
 * a refused connection or the bank's own `executed: false` says that nothing was done.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Operation, Outcome } from '../model/attempt.ts';
import { type Line, neverSent } from './line.ts';
import type { AccountResult, Call, ExchangeResult, Processor } from './processor.ts';
import {
  type Asked,
  answers,
  cardAccount,
  deleted,
  exchanged,
  found,
  networkToken,
  operation,
  type Row,
  refusal,
  statement,
} from './sandbox-answer.ts';
import { accountBody, exchangedOf } from './sandbox-exchange.ts';

/** How long the address of a card frame can be opened, in milliseconds. */
const FRAME_LIFE_MS = 30 * 60_000;
/** How far a webhook's time may be from ours, in milliseconds. */
const WEBHOOK_TOLERANCE_MS = 5 * 60_000;

export interface SandboxOptions {
  readonly name: 'sandbox' | 'sandbox:south';
  /** As this server reaches the bank. */
  readonly internalUrl: string;
  /** As browsers reach it. */
  readonly publicUrl: string;
  /** Shared with the bank. */
  readonly secret: string;
  /** Deadline of one call, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: Line;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** Nothing left this machine, or nobody was there to take it. */
  | { readonly kind: 'not_sent'; readonly reason: string }
  | { readonly kind: 'no_answer'; readonly reason: string };

const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });

/** What a call that can move money came to. */
function outcomeOf(
  answer: Answer,
  attempt: string,
  operationName: Operation,
  asked: Asked,
): Outcome {
  if (answer.kind === 'not_sent') return { kind: 'not_executed', reason: answer.reason };
  if (answer.kind === 'no_answer') return unknown(answer.reason);
  if (answer.status >= 200 && answer.status < 300) {
    const parsed = operation.safeParse(answer.body);
    if (!parsed.success) return unknown('unreadable_answer');
    if (!answers(parsed.data, operationName, asked)) return unknown('answer_mismatch');
    return read(parsed.data, attempt);
  }
  const refused = refusal.safeParse(answer.body);
  if (refused.success && refused.data.executed === false && answer.status >= 400) {
    return { kind: 'not_executed', reason: refused.data.error.code };
  }
  return unknown(refused.success ? refused.data.error.code : `http_${answer.status}`);
}

function read(row: Row, attempt: string): Outcome {
  const reference = row.id;
  const account = row.card_account === null ? {} : { account: row.card_account };
  if (row.reference !== attempt) return unknown('reference_mismatch');
  switch (row.status) {
    case 'succeeded':
    case 'authorized':
      return {
        kind: row.status,
        reference,
        networkTransactionId: row.network_transaction_id,
        reusability: row.reusability,
        ...account,
      };
    case 'pending':
      return { kind: 'pending', reference };
    case 'voided':
      return { kind: 'voided', reference };
    case 'declined':
      if (!row.decline) return unknown('decline_without_code');
      return {
        kind: 'declined',
        reference,
        code: row.decline.code,
        networkCode: row.decline.network_code,
        ...account,
        message: row.decline.message,
      };
    case 'requires_action':
      if (!row.challenge) return unknown('challenge_without_address');
      return {
        kind: 'requires_action',
        reference,
        nextAction: {
          type: 'redirect_to_url',
          url: row.challenge.url,
          returnUrl: row.challenge.return_url,
        },
      };
  }
}

function accountOf(answer: Answer): AccountResult {
  if (answer.kind !== 'answer') return { ok: false, code: 'unavailable' };
  const made = exchanged.safeParse(answer.body);
  if (answer.status === 200 && made.success) return { ok: true, value: exchangedOf(made.data) };
  const refused = refusal.safeParse(answer.body);
  if (!refused.success || answer.status !== 402) return { ok: false, code: 'unavailable' };
  const { message, param = '' } = refused.data.error;
  return { ok: false, code: 'account_invalid', message, param };
}

function exchangeOf(answer: Answer): ExchangeResult {
  const unavailable = {
    ok: false,
    code: 'unavailable',
    message: 'The bank cannot be reached.',
  } as const;
  if (answer.kind !== 'answer') return unavailable;
  if (answer.status === 200) {
    const parsed = exchanged.safeParse(answer.body);
    if (!parsed.success) return unavailable;
    return { ok: true, value: exchangedOf(parsed.data) };
  }
  const refused = refusal.safeParse(answer.body);
  if (!refused.success) return unavailable;
  const { code, message } = refused.data.error;
  switch (code) {
    case 'token_invalid':
    case 'token_used':
    case 'token_expired':
    case 'token_foreign':
      return { ok: false, code, message };
    default:
      return unavailable;
  }
}

export function createSandbox(options: SandboxOptions): Processor {
  const accountKey = createHmac('sha256', options.secret)
    .update(`account:${options.name}`)
    .digest('hex');
  const frameKey = createHmac('sha256', options.secret).update('frame').digest();

  async function ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: Readonly<Record<string, unknown>>,
    call?: Call,
  ): Promise<Answer> {
    if (call?.signal?.aborted) return { kind: 'not_sent', reason: 'aborted' };
    const deadline = AbortSignal.timeout(options.timeoutMs);
    try {
      const response = await options.fetch(new URL(path, options.internalUrl), {
        method,
        headers: {
          authorization: `Bearer ${accountKey}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(call ? { 'idempotency-key': call.attempt } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'error',
        signal: call?.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
      });
      const text = await response.text();
      return { kind: 'answer', status: response.status, body: parseJson(text) };
    } catch (error) {
      if (deadline.aborted) return { kind: 'no_answer', reason: 'timeout' };
      if (call?.signal?.aborted) return { kind: 'no_answer', reason: 'aborted' };
      const { reason, unsent } = neverSent(error);
      return { kind: unsent ? 'not_sent' : 'no_answer', reason };
    }
  }

  async function move(
    operationName: Operation,
    path: string,
    call: Call,
    body: Asked,
  ): Promise<Outcome> {
    if (options.now() > call.notAfterMs) return { kind: 'not_executed', reason: 'too_late' };
    const common = { reference: call.attempt, not_after: call.notAfterMs };
    const answer = await ask('POST', path, { ...common, ...body }, call);
    return outcomeOf(answer, call.attempt, operationName, body);
  }

  const at = (charge: string, what: string) => `/charges/${encodeURIComponent(charge)}/${what}`;

  return {
    name: options.name,
    capabilities: {
      idempotency: 'current_state',
      idempotencyWindowS: 24 * 3600,
      lookupByReference: true,
      lookupSettleMs: 1000,
      currencies: 'all',
      credentialKinds: ['processor_token', 'network_token'],
      merchantInitiated: ['recurring', 'installment', 'unscheduled'],
      webhooks: 'signed',
      vault: `bank ${options.internalUrl}`,
      debits: ['us_bank_account', 'sepa_debit'],
    },
    cardEntry({ id, origins }) {
      if (origins.length === 0) return null;
      const expires = String(Math.floor((options.now() + FRAME_LIFE_MS) / 1000));
      const signature = createHmac('sha256', frameKey)
        .update(['frame', id, expires, ...origins].join('\n'))
        .digest('base64url');
      const query = new URLSearchParams({
        session: id,
        origins: origins.join(' '),
        expires,
        signature,
      });
      return { driver: 'bank', url: `${options.publicUrl.replace(/\/+$/, '')}/frame?${query}` };
    },
    async exchange(token, session) {
      if (!/^[A-Za-z0-9_]{1,100}$/.test(token)) {
        return { ok: false, code: 'token_invalid', message: 'No such token.' };
      }
      return exchangeOf(await ask('POST', '/payment_methods', { token, session }));
    },
    async openAccount(account) {
      return accountOf(await ask('POST', '/bank_accounts', accountBody(account)));
    },
    async provision(credential) {
      const path = `/payment_methods/${encodeURIComponent(credential)}/network_token`;
      const answer = await ask('POST', path);
      if (answer.kind !== 'answer') return { ok: false, code: 'unavailable' };
      const made = networkToken.safeParse(answer.body);
      if (answer.status === 200 && made.success) {
        const { id, kind, reusability } = made.data;
        return { ok: true, credential: id, kind, reusability };
      }
      const refused = refusal.safeParse(answer.body);
      const final = refused.success && answer.status >= 400 && answer.status < 500;
      return { ok: false, code: final ? 'refused' : 'unavailable' };
    },
    charge: (call) =>
      move('charge', '/charges', call, {
        payment_method: call.credential,
        amount: call.amountMinor,
        currency: call.currency,
        capture: call.capture,
        initiator: call.initiator,
        keep: call.keep,
        cvc_token: call.cvcToken,
        session: call.session ?? null,
        return_url: call.returnUrl,
        require_challenge: call.requireChallenge,
        network_transaction_id: call.networkTransactionId,
        description: call.description,
        ...(call.network ? { network: call.network } : {}),
        frame_origins: call.frameOrigins,
      }),
    setup: (call) =>
      move('setup', '/setups', call, {
        payment_method: call.credential,
        currency: call.currency,
        initiator: call.initiator,
        keep: call.keep,
        return_url: call.returnUrl,
        frame_origins: call.frameOrigins,
      }),
    async lookup(attempt) {
      const answer = await ask('GET', `/operations?reference=${encodeURIComponent(attempt)}`);
      if (answer.kind !== 'answer') return unknown(answer.reason);
      const parsed = found.safeParse(answer.body);
      if (answer.status !== 200 || !parsed.success) return unknown(`http_${answer.status}`);
      return parsed.data.found ? read(parsed.data.operation, attempt) : { kind: 'absent' };
    },
    async statement(fromMs, untilMs) {
      const answer = await ask('GET', `/statement?from=${fromMs}&until=${untilMs}`);
      if (answer.kind !== 'answer' || answer.status !== 200) return null;
      const read = statement.safeParse(answer.body);
      return read.success ? read.data.data : null;
    },
    capture: (call) =>
      move('capture', at(call.charge, 'capture'), call, { amount: call.amountMinor }),
    void: (call) => move('void', at(call.charge, 'void'), call, {}),
    refund: (call) =>
      move('refund', at(call.charge, 'refunds'), call, { amount: call.amountMinor }),
    async cardAccount(credential) {
      const path = `/payment_methods/${encodeURIComponent(credential)}/account`;
      const answer = await ask('GET', path);
      if (answer.kind !== 'answer') return { kind: 'unknown' };
      const read = cardAccount.safeParse(answer.body);
      if (answer.status === 200 && read.success) return { kind: 'known', state: read.data };
      const refused = refusal.safeParse(answer.body);
      const code = refused.success ? refused.data.error.code : null;
      return { kind: code === 'payment_method_unknown' ? 'gone' : 'unknown' };
    },
    async deleteCredential(credential) {
      const answer = await ask('DELETE', `/payment_methods/${encodeURIComponent(credential)}`);
      return (
        answer.kind === 'answer' && answer.status === 200 && deleted.safeParse(answer.body).success
      );
    },
    readWebhook(headers, body) {
      const event = readBankWebhook(
        options.secret,
        headers.get('bank-signature'),
        body,
        options.now(),
      );
      if (event === null) return null;
      const { id, type, reference, account } = event;
      // One address takes the messages of every account.
      return type.startsWith('payment_method.')
        ? { event: id, attempt: '', credential: reference, processor: account }
        : { event: id, attempt: reference };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const bankEvent = z.object({
  id: z.string(),
  type: z.string(),
  account: z.string(),
  reference: z.string(),
});
/** What changed at the bank; the truth about it is asked with `lookup(reference)`. */
export type BankEvent = z.infer<typeof bankEvent>;

/**
 * Reads a webhook of the bank, if the bank sent it.
 * @param header `Bank-Signature`, `t=<epoch seconds>,v1=<hex>`
 * @param body exactly as it came
 */
export function readBankWebhook(
  secret: string,
  header: string | null,
  body: string,
  nowMs: number,
): BankEvent | null {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (Math.abs(nowMs - Number(seconds) * 1000) > WEBHOOK_TOLERANCE_MS) return null;
  const key = createHmac('sha256', secret).update('webhook').digest();
  const expected = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
  if (given.length !== expected.length) return null;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const parsed = bankEvent.safeParse(parseJson(body));
  return parsed.success ? parsed.data : null;
}
