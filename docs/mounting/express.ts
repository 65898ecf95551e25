/**
 * Keepsake in Express 5: your routes first, each with the body parser that it needs; the rest is
 * Keepsake's, which reads bodies itself, byte for byte.
 */
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { keepsake } from './keepsake.ts';

const app = express();
app.get('/', (_request, response) => {
  response.send('My shop');
});
app.post('/orders', express.json(), (request, response) => {
  response.json({ ordered: request.body });
});
app.use(getRequestListener(keepsake.fetch, { overrideGlobalObjects: false }));

const server = app.listen(Number(process.env.PORT ?? 4242));

process.once('SIGTERM', () => server.close(() => keepsake.close()));
