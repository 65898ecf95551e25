/**
 * How a merchant's server and a buyer's browser ask: with a key, again where no answer came, and never
 * knowing more than they were answered.
 */
import { type Reply, SECRET_KEY } from './machine.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

export const AS_MERCHANT = { authorization: `Bearer ${SECRET_KEY}` } as const;

/** Sends a request with a key as often as it takes to be answered, a few times at most. */
export async function insist(
  world: World,
  path: string,
  body: string,
  key: string,
): Promise<Reply | null> {
  for (let tries = 0; tries < 4; tries += 1) {
    const headers = { ...AS_MERCHANT, 'idempotency-key': key };
    const reply = await world.ask({ method: 'POST', path, body, headers });
    const inUse = reply?.status === 409 && codeOf(reply) === 'idempotency_key_in_use';
    if (reply && !inUse) return reply;
    await world.pause(world.chance.between(500, 40_000));
  }
  return null;
}

/** A merchant's request; most come with a key. @returns null where no answer came */
export async function post(world: World, path: string, body: Json = {}): Promise<Reply | null> {
  const text = JSON.stringify(body);
  if (world.chance.happens(0.3))
    return world.ask({ method: 'POST', path, body: text, headers: AS_MERCHANT });
  const key = `key-${world.town.keyed.length}`;
  world.town.keyed.push({ key, path, body: text, sentMs: world.kernel.now() });
  return insist(world, path, text, key);
}

export function get(world: World, path: string): Promise<Reply | null> {
  return world.ask({ method: 'GET', path, headers: AS_MERCHANT });
}

/** A buyer's request by a client secret. */
export function buyer(
  world: World,
  secret: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: Json,
): Promise<Reply | null> {
  const headers = { authorization: `Bearer ${secret}` };
  return world.ask({ method, path, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

export function codeOf(reply: Reply): string {
  return String((reply.body.error as Json | undefined)?.code ?? '');
}

/** The id of what was made, or null where nothing was. */
export function idOf(reply: Reply | null): string | null {
  return reply?.status === 200 ? String(reply.body.id) : null;
}

/** A UUID drawn from the seed. */
export function newUuid(world: World): string {
  const hex = Buffer.from(world.chance.bytes(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A member of a list, newer ones likelier; null for an empty list. */
export function recent<T>(world: World, list: readonly T[]): T | null {
  if (list.length === 0) return null;
  const back = Math.floor(world.chance.next() ** 2 * list.length);
  return list[list.length - 1 - back] ?? null;
}
