/** Where the other side of the counter used to be: it is a part of the product now, and has its own address. */
import { Hono } from 'hono';

export function merchantRoutes(): Hono {
  const app = new Hono();
  app.get('/', (c) => c.redirect('/operator'));
  for (const kind of ['customers', 'payments'])
    app.get(`/${kind}/:id{[A-Za-z0-9_]{1,100}}`, (c) =>
      c.redirect(`/operator/${kind}/${c.req.param('id')}`),
    );
  return app;
}
