/** The calls that follow a press, each with its deadline. Comes after the cards are seen. */
import type { ConfirmInput, ConfirmResult } from '../../server/wire/elements.ts';
import type { Client } from './client.ts';
import { isRecord, read } from './transport.ts';

/** Deadlines in milliseconds. */
const CONFIRM_MS = 30_000;
const OTHERS_MS = 15_000;

function isConfirmResult(value: unknown): value is ConfirmResult {
  return isRecord(value) && typeof value.status === 'string' && isRecord(value.session);
}

/** @throws ClientError */
export async function confirm(client: Client, input: ConfirmInput): Promise<ConfirmResult> {
  const init = { method: 'POST', body: JSON.stringify(input) };
  return read(await client.call('checkout/confirm', CONFIRM_MS, init), isConfirmResult);
}

/** Where the session's payment stands. @throws ClientError */
export async function status(client: Client): Promise<ConfirmResult> {
  return read(await client.call('checkout/status', OTHERS_MS), isConfirmResult);
}

/**
 * @param leaving the page is being left: the call must outlive it
 * @throws ClientError
 */
export async function remove(client: Client, method: string, leaving: boolean): Promise<void> {
  const init = { method: 'DELETE', keepalive: leaving };
  await client.call(`payment_methods/${encodeURIComponent(method)}`, OTHERS_MS, init);
}
