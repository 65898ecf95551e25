/**
 * The operator's pages: one customer's story, why a charge was refused, and what can be done about it,
 * behind a key of the merchant API. Every figure comes from that API with that key; these pages have no
 * door of their own to anything.
 */
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AccountOfCharge } from './account-of-charge.ts';
import { ACTIONS, type Action, type Asked, Mistyped } from './actions.ts';
import { createDoor, type DoorOptions, type Visit } from './door.ts';
import { isOurs, pageHeaders } from './guard.ts';
import { Refused, unlessMissing } from './merchant-api.ts';
import type { Reason } from './objects.ts';
import { accountSheet } from './pages/account-sheet.ts';
import { customerPage } from './pages/customer.ts';
import { layout, message, type Part } from './pages/layout.ts';
import { paymentPage } from './pages/payment.ts';
import { failurePage, reviewPage } from './pages/review.ts';
import { searchPage } from './pages/search.ts';
import { signInPage } from './pages/sign-in.ts';
import { readCustomer, readPayment, readSearch } from './reading.ts';

export interface OperatorOptions extends DoorOptions {
  /** A new UUID. */
  readonly uuid: () => string;
  /** Notes who did what. */
  readonly note: (fields: Readonly<Record<string, string>>) => void;
  /** What nobody expected. */
  readonly failed: (reason: unknown) => void;
}

const PATH = '/operator';
const FORM_BYTES = 16 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID = '/:id{[A-Za-z0-9_]{1,100}}';

const FILES: Readonly<Record<string, string>> = {
  'operator.css': 'text/css; charset=utf-8',
  'story.css': 'text/css; charset=utf-8',
  'sheet.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export function createOperator(options: OperatorOptions): Hono {
  const { home } = options;
  const app = new Hono().basePath(PATH);
  const door = createDoor(options, PATH);
  const files = new Map(
    Object.keys(FILES).map((name) => [
      name,
      readFileSync(new URL(`./look/${name}`, import.meta.url), 'utf8'),
    ]),
  );

  app.use('*', pageHeaders);
  app.use('*', async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || isOurs(c.req.raw.headers, home))
      return next();
    const text = `This form did not come from one of these pages. Open them at ${home}${PATH}.`;
    return show(c, null, 'Refused', message('Refused', text), 403);
  });
  app.use('*', bodyLimit({ maxSize: FORM_BYTES, onError: (c) => c.text('Too large', 413) }));

  for (const [name, type] of Object.entries(FILES))
    app.get(`/${name}`, (c) =>
      c.body(files.get(name) ?? '', 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    );

  function show(c: Context, visit: Visit | null, title: string, body: Part, status = 200) {
    return c.html(layout(visit?.actor ?? null, title, body), status as 200);
  }

  function askToSignIn(c: Context, problem: string | null, status = 200) {
    const page = signInPage({ problem, demo: options.demoKey !== null });
    return show(c, null, 'Sign in', page, status);
  }

  const atHome = (c: Context) => c.req.path === PATH;

  /** A page for whoever is signed in; anybody else is asked to. */
  function page(answer: (c: Context, visit: Visit) => Promise<Response>) {
    return async (c: Context): Promise<Response> => {
      const visit = door.visitOf(c);
      if (visit === null) {
        if (!door.hasSession(c)) return askToSignIn(c, null, atHome(c) ? 200 : 401);
        door.leave(c);
        return askToSignIn(c, 'The session is over. Sign in again.', 401);
      }
      try {
        return await answer(c, visit);
      } catch (reason) {
        if (!(reason instanceof Refused)) throw reason;
        return told(c, visit, reason);
      }
    };
  }

  /** What the API would not do, where the page has no words of its own for it. */
  function told(c: Context, visit: Visit, refused: Refused) {
    if (refused.status === 401) {
      door.leave(c);
      return askToSignIn(c, 'The key of this session opens nothing any more. Sign in again.', 401);
    }
    const missing = refused.status === 404;
    const title = missing ? 'Not found' : 'That did not work';
    return show(c, visit, title, message(title, refused.message), refused.status);
  }

  const notThere = (c: Context, visit: Visit) => {
    const text = 'There is no such object, or it belongs to another account.';
    return show(c, visit, 'Not found', message('Not found', text), 404);
  };

  const idOf = (c: Context) => c.req.param('id') ?? '';

  app.post('/sign-in', async (c) => {
    const rejected = await door.enter(c);
    if (rejected === null) return c.redirect(PATH, 303);
    return askToSignIn(c, rejected.problem, rejected.status);
  });

  app.post('/sign-out', (c) => {
    door.leave(c);
    return c.redirect(PATH, 303);
  });

  app.get(
    '/',
    page(async (c, visit) => {
      const found = await readSearch(visit.api, c.req.query('q') ?? '');
      return show(
        c,
        visit,
        'Find a customer',
        searchPage(found),
        found.problem === null ? 200 : 400,
      );
    }),
  );

  app.get(
    `/customers${ID}`,
    page(async (c, visit) => {
      const wish = { show: c.req.query('show') ?? '', page: c.req.query('page') ?? '' };
      const view = await readCustomer(visit.api, idOf(c), wish);
      if (view === null) return notThere(c, visit);
      return show(c, visit, view.customer.name ?? 'Customer', customerPage(view));
    }),
  );

  app.get(
    `/payments${ID}`,
    page(async (c, visit) => {
      const view = await readPayment(visit.api, idOf(c), c.req.query('done') ?? null);
      return view === null ? notThere(c, visit) : show(c, visit, 'Payment', paymentPage(view));
    }),
  );

  const accountAt = (visit: Visit, id: string) =>
    unlessMissing(visit.api.get<AccountOfCharge>(`/v1/charges/${id}/evidence`));

  app.get(
    `/charges${ID}/evidence`,
    page(async (c, visit) => {
      const account = await accountAt(visit, idOf(c));
      return account === null ? notThere(c, visit) : c.html(accountSheet(account));
    }),
  );

  app.get(
    `/charges${ID}/evidence.json`,
    page(async (c, visit) => {
      const account = await accountAt(visit, idOf(c));
      if (account === null) return notThere(c, visit);
      return c.body(JSON.stringify(account, null, 2), 200, {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="${account.id}.json"`,
      });
    }),
  );

  for (const action of ACTIONS) {
    const path = action.path.replace('/:id', ID);
    app.get(
      path,
      page((c, visit) => look(c, visit, action)),
    );
    app.post(
      path,
      page((c, visit) => act(c, visit, action)),
    );
  }

  const asked = (
    c: Context,
    { api, actor }: Visit,
    given: Asked['given'],
    press: string,
  ): Asked => ({
    api,
    id: idOf(c),
    given,
    actor: `operator ${actor}`,
    idempotencyKey: `operator ${actor} ${press}`,
  });

  const mistyped = (c: Context, visit: Visit, { message: text }: Mistyped) =>
    show(c, visit, 'Not yet', message('Not yet', text), 400);

  async function look(c: Context, visit: Visit, action: Action): Promise<Response> {
    const press = options.uuid();
    try {
      const review = await action.review(asked(c, visit, (name) => c.req.query(name) ?? '', press));
      const title = review.title.replace('?', '');
      return show(c, visit, title, reviewPage(review, new URL(c.req.url).pathname, press));
    } catch (reason) {
      if (reason instanceof Mistyped) return mistyped(c, visit, reason);
      throw reason;
    }
  }

  async function act(c: Context, visit: Visit, action: Action): Promise<Response> {
    const form = await c.req.parseBody();
    const given = (name: string) => (typeof form[name] === 'string' ? String(form[name]) : '');
    const press = given('press');
    if (!UUID.test(press))
      return mistyped(c, visit, new Mistyped('This form is not whole. Open it again.'));
    const what = { action: action.path, id: idOf(c), actor: visit.actor };
    try {
      const to = await action.perform(asked(c, visit, given, press));
      options.note({ ...what, outcome: 'done' });
      return c.redirect(to, 303);
    } catch (reason) {
      if (reason instanceof Mistyped) return mistyped(c, visit, reason);
      if (!(reason instanceof Refused) || reason.status === 401) throw reason;
      options.note({ ...what, outcome: String(reason.error.code ?? reason.status) });
      return refused(c, visit, action, reason);
    }
  }

  function refused(
    c: Context,
    visit: Visit,
    action: Action,
    { error, message: text, status }: Refused,
  ) {
    const readiness = error.readiness as { readonly reasons?: readonly Reason[] } | undefined;
    const intent = error.payment_intent as { readonly id?: string } | undefined;
    const body = failurePage({
      title: action.refused,
      message: text,
      reasons: readiness?.reasons ?? [],
      recoveryUrl: typeof error.recovery_url === 'string' ? error.recovery_url : null,
      back: /^(\/operator\/(?:customers|payments)\/\w+)\//.exec(c.req.path)?.[1] ?? PATH,
      payment: intent?.id ?? null,
    });
    return show(c, visit, action.refused, body, status);
  }

  app.onError((reason, c) => {
    options.failed(reason);
    const text =
      'Something went wrong on our side. Nothing says that it was done; look before you try again.';
    return show(c, null, 'Something went wrong', message('Something went wrong', text), 500);
  });
  app.notFound((c) => {
    const visit = door.visitOf(c);
    return visit === null ? askToSignIn(c, null, 401) : notThere(c, visit);
  });
  return app;
}
