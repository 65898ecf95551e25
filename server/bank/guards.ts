/** Who may call what, and in which shape: account keys, tools of this machine, browsers, JSON bodies. */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Account } from './account.ts';
import type { BankContext } from './context.ts';
import { Refusal } from './problem.ts';

/** What the server that mounts the bank hands in with each request. */
export interface BankEnv {
  readonly Bindings: {
    /** The caller's address; absent counts as this machine. */
    readonly remoteAddress?: string;
    /** Node's request, as `@hono/node-server` passes it; its socket's address is used. */
    readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
  };
}
export type BankCall = Context<BankEnv>;

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Whether the request comes from this machine itself, not through a proxy on it. */
function isLocal(call: BankCall): boolean {
  const address = call.env?.remoteAddress ?? call.env?.incoming?.socket?.remoteAddress;
  const forwarded = call.req.header('x-forwarded-for') ?? call.req.header('forwarded');
  return forwarded === undefined && (address === undefined || LOOPBACK.test(address));
}

/** Passes tools of this machine; a page in a browser is refused even here. */
export function requireTool(call: BankCall): void {
  const site = call.req.header('sec-fetch-site');
  if (call.req.header('origin') !== undefined || (site !== undefined && site !== 'none')) {
    throw new Refusal(403, 'origin_not_allowed', 'Not for browsers.', { executed: false });
  }
  if (!isLocal(call)) {
    throw new Refusal(403, 'not_local', 'Only for tools on this machine.', { executed: false });
  }
}

/** The account whose key the request carries. */
export function requireAccount(ctx: BankContext, call: BankCall): Account {
  const account = ctx.signing.accountOf(call.req.header('authorization'));
  if (account) return account;
  throw new Refusal(401, 'account_key_invalid', 'The account key is missing or wrong.', {
    executed: false,
  });
}

/**
 * The session that a token is to be made for: the frame proves it by what it was opened with,
 * a tool on this machine needs none.
 * @returns null for a token that any session may use
 */
export function tokenSession(ctx: BankContext, call: BankCall): string | null {
  const origin = call.req.header('origin');
  if (origin !== undefined && origin !== new URL(ctx.publicUrl).origin) {
    throw new Refusal(403, 'origin_not_allowed', 'Tokens are made in the card frame only.');
  }
  const grant = call.req.header('x-frame-session');
  if (grant === undefined) {
    requireTool(call);
    return null;
  }
  const verdict = ctx.signing.readFrame('tokens', grant, ctx.now());
  if (verdict.ok) return verdict.claims.session;
  throw new Refusal(
    403,
    verdict.reason === 'expired' ? 'session_expired' : 'session_invalid',
    'The card frame must be opened again.',
  );
}

/** The JSON body. Neither it nor a part of it is ever repeated in a refusal. */
export async function readJson(call: BankCall): Promise<unknown> {
  if (!/^application\/json\b/i.test(call.req.header('content-type') ?? '')) {
    throw new Refusal(415, 'json_required', 'The body must be JSON.', { executed: false });
  }
  try {
    return await call.req.json();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'json_invalid', 'The body is not JSON.', { executed: false });
  }
}

/** Names that cannot be, or contain, what somebody typed in the wrong place. */
const SAFE_NAME = /^(?!.*\d{6})[a-z_.0-9]{1,60}$/i;

/** A body checked against a schema; the first thing wrong is named by its parameter. */
export function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys';
  const name = (unknown ? issue.keys[0] : issue?.path.join('.')) ?? '';
  throw new Refusal(
    400,
    unknown ? 'parameter_unknown' : 'parameter_invalid',
    unknown ? 'This parameter is not known.' : 'A parameter is missing or wrong.',
    { executed: false, ...(SAFE_NAME.test(name) ? { param: name } : {}) },
  );
}

export async function readBody<Schema extends z.ZodType>(
  call: BankCall,
  schema: Schema,
): Promise<z.output<Schema>> {
  return check(schema, await readJson(call));
}
