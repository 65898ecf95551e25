/**
 * Whether the process is alive, and whether it should be sent requests. Whoever asks needs no key,
 * so an answer names no address, no version and nobody's data.
 */
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import { createHealth } from '../../domain/health.ts';

export function health(base: Context): Hono {
  const app = new Hono();
  const checkHealth = createHealth(base);
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const found = await checkHealth();
    return c.json(found, found.ok ? 200 : 503);
  });
  return app;
}
