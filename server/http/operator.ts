/**
 * The operator's pages beside the API, where the settings want them. They get the API itself to ask, the
 * clock, and a way to seal a cookie, and nothing of the store.
 */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Context } from '../context.ts';
import { findKey } from '../domain/api-keys.ts';
import { createOperator } from '../operator/index.ts';
import { guardEnvelope } from './body.ts';
import { callerOf } from './caller.ts';

export function mountOperator(app: Hono, base: Context): void {
  const { config, keys, log } = base;
  if (config.operatorPage === 'off') return;
  const pages = createOperator({
    api: (request, from) => app.fetch(request, from.env ?? {}),
    sealer: keys,
    wall: () => base.wall(),
    uuid: randomUUID,
    addressOf: (c) => callerOf(c, config.trustedProxies).address,
    home: new URL(config.publicUrl).origin,
    demoKey: config.operatorPage === 'demo' ? config.secretKey : null,
    nameOf: async (key) => (await findKey(base, keys.sha256(key)))?.name ?? null,
    note: (fields) => log.info({ ...fields }, 'operator'),
    failed: (reason) => log.error({ reason }, 'unexpected error'),
  });
  const answer = (request: Request, env: object) => pages.fetch(request, env);
  app.all('/operator', (c) => answer(c.req.raw, c.env ?? {}));
  app.all('/operator/*', (c) => {
    // What is searched for, the API looks at; a form's address would be shown on the page again.
    guardEnvelope(c.req.raw, new URL(c.req.url));
    return answer(c.req.raw, c.env ?? {});
  });
}
