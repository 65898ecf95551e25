/** Keepsake in Node's own HTTP server: your addresses first, the rest is Keepsake's. */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { keepsake } from './keepsake.ts';

const answer = getRequestListener(keepsake.fetch, { overrideGlobalObjects: false });

const server = createServer((request, response) => {
  if (request.url === '/') response.end('My shop');
  else answer(request, response);
}).listen(Number(process.env.PORT ?? 4242));

process.once('SIGTERM', () => server.close(() => keepsake.close()));
