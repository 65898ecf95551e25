/** Keepsake in Hono: your routes first, the rest is Keepsake's. */
import { type HttpBindings, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { keepsake } from './keepsake.ts';

const app = new Hono<{ Bindings: HttpBindings }>();
app.get('/', (c) => c.text('My shop'));
app.all('*', (c) => keepsake.fetch(c.req.raw, c.env));

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 4242) });

process.once('SIGTERM', () => server.close(() => keepsake.close()));
