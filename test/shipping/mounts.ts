/**
 * Runs every server of `docs/mounting` in one process, each on a port of its own, and the route
 * handler for Next as Next calls it. It lives until it is told to end.
 *
 * @example node --import tsx test/shipping/mounts.ts PORT PORT PORT PORT PORT
 */
import { serve } from '@hono/node-server';

const [node, hono, express, fastify, next] = process.argv.slice(2);

process.env.PORT = node;
await import('../../docs/mounting/node.ts');
process.env.PORT = hono;
await import('../../docs/mounting/hono.ts');
process.env.PORT = express;
await import('../../docs/mounting/express.ts');
process.env.PORT = fastify;
await import('../../docs/mounting/fastify.ts');

// An installation of its own, so a file of its own.
process.env.DATABASE_URL = process.env.DATABASE_URL_NEXT;
process.env.NEXT_RUNTIME = 'nodejs';
const { DELETE, GET, OPTIONS, POST } = await import(
  '../../docs/mounting/next/app/[...keepsake]/route.ts'
);
const handlers: Readonly<Record<string, typeof GET>> = { DELETE, GET, OPTIONS, POST };
const { register } = await import('../../docs/mounting/next/instrumentation.ts');
const { keepsake } = await import('../../docs/mounting/next/keepsake.ts');
await register();
const server = serve({
  port: Number(next),
  fetch: (request) => handlers[request.method]?.(request) ?? new Response(null, { status: 405 }),
});
process.once('SIGTERM', () => server.close(async () => (await keepsake()).close()));
