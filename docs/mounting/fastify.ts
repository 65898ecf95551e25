/**
 * Keepsake in Fastify 5: your routes anywhere; what none of them takes is Keepsake's, in a scope
 * whose parsers leave bodies as they came.
 */
import { getRequestListener } from '@hono/node-server';
import fastify from 'fastify';
import { keepsake } from './keepsake.ts';

const answer = getRequestListener(keepsake.fetch, { overrideGlobalObjects: false });

// Its own 72 seconds would hold up every end: a connection that was busy when it began is waited for.
const app = fastify({ keepAliveTimeout: 5_000 });
app.get('/', () => 'My shop');
app.post('/orders', ({ body }) => ({ ordered: body }));
app.register(async (rest) => {
  rest.removeAllContentTypeParsers();
  rest.addContentTypeParser('*', (_request, _body, done) => done(null));
  rest.all('/*', (request, reply) => {
    reply.hijack();
    return answer(request.raw, reply.raw);
  });
});
app.addHook('onClose', () => keepsake.close());

await app.listen({ port: Number(process.env.PORT ?? 4242) });

process.once('SIGTERM', () => app.close());
