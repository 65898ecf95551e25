/** The bank's routes, all of them on one screen. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AssetPath, Assets } from './assets.ts';
import { showAccount, updateCards } from './card-updates.ts';
import * as challenge from './challenge.ts';
import type { BankContext } from './context.ts';
import { endingOf, exchange, forget, keepAccount, networkToken } from './credentials.ts';
import { playing } from './fault-play.ts';
import type { FollowUp } from './follow-ups.ts';
import { followUp } from './follow-ups.ts';
import { showFrame } from './frame-page.ts';
import type { BankCall, BankEnv } from './guards.ts';
import { check, readBody, readJson, requireAccount, requireTool, tokenSession } from './guards.ts';
import * as inputs from './inputs.ts';
import { findByReference, listCharges, statementOf, view } from './ledger.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { charge, setup } from './operations.ts';
import { endPending } from './pending.ts';
import { Refusal } from './problem.ts';
import { createAccountToken, createCardToken, createCvcToken } from './tokens.ts';

/** On every answer that does not say otherwise. */
const HEADERS = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
] as const;

/** @param closing aborts when the bank closes */
export function createApp(ctx: BankContext, assets: Assets, closing: AbortSignal): Hono<BankEnv> {
  const app = new Hono<BankEnv>();
  const signals = (call: BankCall) => ({ caller: () => call.req.raw.signal, closing });

  app.use(async (call, next) => {
    await next();
    for (const [name, value] of HEADERS) {
      if (!call.res.headers.has(name)) call.res.headers.set(name, value);
    }
  });
  const tooLarge = (): never => {
    throw new Refusal(413, 'body_too_large', 'The body is too large.', { executed: false });
  };
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
  app.use((call, next) => {
    const { method } = call.req;
    if (method === 'GET' || method === 'HEAD') return next();
    // What declares its length is held to it by the HTTP parser; only the rest has to be counted.
    const declared = call.req.header('content-length');
    if (declared === undefined) return limit(call, next);
    return Number(declared) > MAX_BODY_BYTES ? tooLarge() : next();
  });

  app.get('/healthz', (call) => {
    ctx.db.get('SELECT 1');
    return call.json({ status: 'ok' });
  });

  app.get('/frame', (call) => showFrame(ctx, assets, call));
  const files: readonly AssetPath[] = ['/frame/frame.js', '/frame/frame.css', '/pages.css'];
  for (const path of files) {
    app.get(path, (call) => {
      const asset = assets.get(path);
      const exact = call.req.query('v') === asset.hash;
      call.header('Cache-Control', exact ? 'public, max-age=31536000, immutable' : 'no-cache');
      call.header('Content-Type', asset.type);
      return call.body(asset.text);
    });
  }

  app.get('/challenge/:id', (call) => challenge.show(ctx, assets, call, call.req.param('id')));
  app.post('/challenge/:id', (call) => challenge.answer(ctx, assets, call, call.req.param('id')));

  app.post('/tokens', async (call) => {
    const session = tokenSession(ctx, call);
    const body = await readJson(call);
    // A body of only a security code is a saved card's code typed again.
    if (typeof body === 'object' && body !== null && 'type' in body)
      return call.json(createAccountToken(ctx, check(inputs.bankAccount, body), session));
    const codeOnly =
      typeof body === 'object' && body !== null && Object.keys(body).join() === 'cvc';
    return call.json(
      codeOnly
        ? createCvcToken(ctx, check(inputs.cvcToken, body), session)
        : createCardToken(ctx, check(inputs.cardToken, body), session),
    );
  });

  app.post('/payment_methods', async (call) => {
    const account = requireAccount(ctx, call);
    const { token, session } = await readBody(call, inputs.exchange);
    return call.json(exchange(ctx, account, token, session ?? null));
  });
  app.post('/payment_methods/:id/network_token', (call) =>
    call.json(networkToken(ctx, requireAccount(ctx, call), call.req.param('id'))),
  );
  app.post('/bank_accounts', async (call) => {
    const account = requireAccount(ctx, call);
    return call.json(keepAccount(ctx, account, await readBody(call, inputs.bankAccount)));
  });
  app.get('/payment_methods/:id/account', (call) =>
    call.json(showAccount(ctx, requireAccount(ctx, call), call.req.param('id'))),
  );
  app.delete('/payment_methods/:id', (call) => {
    const id = call.req.param('id');
    forget(ctx, requireAccount(ctx, call), id);
    return call.json({ id, deleted: true });
  });

  app.post('/charges', async (call) => {
    const account = requireAccount(ctx, call);
    const input = await readBody(call, inputs.charge);
    requireKey(call, input.reference);
    const of = { account, last4: endingOf(ctx, input.payment_method) };
    return playing(ctx, of, signals(call), (forced) => charge(ctx, account, input, forced));
  });
  app.post('/setups', async (call) => {
    const account = requireAccount(ctx, call);
    const input = await readBody(call, inputs.setup);
    requireKey(call, input.reference);
    const of = { account, last4: endingOf(ctx, input.payment_method) };
    return playing(ctx, of, signals(call), (forced) => setup(ctx, account, input, forced));
  });
  const followUps = { capture: inputs.capture, void: inputs.voiding, refunds: inputs.refund };
  for (const [path, schema] of Object.entries(followUps)) {
    const kind: FollowUp = path === 'refunds' ? 'refund' : path === 'void' ? 'void' : 'capture';
    app.post(`/charges/:id/${path}`, async (call) => {
      const account = requireAccount(ctx, call);
      const input = await readBody(call, schema);
      requireKey(call, input.reference);
      return playing(ctx, { account, last4: null }, signals(call), (forced) =>
        followUp(ctx, account, kind, call.req.param('id'), input, forced),
      );
    });
  }
  app.get('/operations', (call) => {
    const account = requireAccount(ctx, call);
    const row = findByReference(ctx, account, call.req.query('reference') ?? '');
    if (!row) return call.json({ found: false });
    const now = challenge.current(ctx, row);
    return call.json({ found: true, kind: now.kind, operation: view(now, ctx.publicUrl) });
  });

  app.get('/statement', (call) => {
    const account = requireAccount(ctx, call);
    const [from, until] = ['from', 'until'].map((name) => Number(call.req.query(name)));
    return call.json({ data: statementOf(ctx, account, from ?? Number.NaN, until ?? Number.NaN) });
  });

  app.get('/charges', (call) => {
    requireTool(call);
    const rows = listCharges(ctx, call.req.query('reference') ?? null);
    return call.json({
      data: rows.map((row) => ({
        ...view(challenge.current(ctx, row), ctx.publicUrl),
        processor: row.account,
      })),
    });
  });
  app.get('/faults', (call) => {
    requireTool(call);
    return call.json({ data: ctx.faults.armed() });
  });
  app.post('/faults', async (call) => {
    requireTool(call);
    const rule = await readBody(call, inputs.fault);
    ctx.faults.arm(rule);
    return call.json(rule);
  });
  app.delete('/faults', (call) => {
    requireTool(call);
    return call.json({ disarmed: ctx.faults.disarm() });
  });
  app.post('/card_updates', async (call) => {
    requireTool(call);
    return call.json({ updated: updateCards(ctx, await readBody(call, inputs.cardUpdate)) });
  });
  app.post('/settle', (call) => {
    requireTool(call);
    const reference = call.req.query('reference') ?? null;
    return call.json({ settled: endPending(ctx, { reference }) });
  });

  app.notFound((call) =>
    call.json(new Refusal(404, 'not_found', 'There is nothing here.').body(), 404),
  );
  app.onError((error, call) => {
    if (error instanceof Refusal) return call.json(error.body(), error.status);
    ctx.log('bank failed', { name: error.name, message: error.message.replace(/\d{4,}/g, '…') });
    return call.json({ error: { code: 'internal', message: 'Something went wrong.' } }, 500);
  });
  return app;
}

/** The idempotency key of a call is its reference, and nothing else. */
function requireKey(call: BankCall, reference: string): void {
  if (call.req.header('idempotency-key') === reference) return;
  throw new Refusal(400, 'idempotency_key_invalid', 'Idempotency-Key must be the reference.', {
    param: 'reference',
    executed: false,
  });
}
