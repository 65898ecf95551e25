/**
 * What browsers load from us: the element files, the hosted checkout, and the page where a challenge
 * ends. Pages hold no secret: the hosted one reads it from its own address' fragment.
 */
import { readFileSync } from 'node:fs';
import { Hono, type Context as HonoContext } from 'hono';
import type { Context } from '../../context.ts';
import { speakerFor } from '../../domain/accounts.ts';
import { contentPolicy, policyText } from '../../model/content-policy.ts';
import { vendorsOf } from '../../model/vendor.ts';
import { createAssetReader } from '../assets.ts';

const file = (name: string) => readFileSync(new URL(`../pages/${name}`, import.meta.url), 'utf8');

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Our own pages stand under what we ask of merchants' pages. */
function policy(config: Context['config']): string {
  const bank = new URL(config.bankUrl).origin;
  const vendors = vendorsOf(config);
  return policyText(contentPolicy({ api: "'self'", bank, importMap: null, vendors }));
}

/** @param elements the folder with the built elements */
export function pages(base: Context, elements: string): Hono {
  const app = new Hono();
  const asset = createAssetReader(elements);
  const hosted = file('hosted.html');
  const own: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
    'hosted.js': { type: 'text/javascript; charset=utf-8', body: file('hosted.js') },
    'hosted.css': { type: 'text/css; charset=utf-8', body: file('hosted.css') },
    'due.css': { type: 'text/css; charset=utf-8', body: file('due.css') },
    ...Object.fromEntries(
      ['due', 'invoice', 'confirm'].map((name) => [
        `${name}.js`,
        { type: 'text/javascript; charset=utf-8', body: file(`${name}.js`) },
      ]),
    ),
    'challenge-done.js': {
      type: 'text/javascript; charset=utf-8',
      body: file('challenge-done.js'),
    },
  };

  function page(c: HonoContext, html: string, frameAncestors: string): Response {
    c.header(
      'content-security-policy',
      `${policy(base.config)}; frame-ancestors ${frameAncestors}`,
    );
    return c.html(html) as Response;
  }

  const due = (title: string, script: string) =>
    file('due.html').replace('{{title}}', title).replace('{{script}}', script);
  /** A page about one thing, in the name of the account that it belongs to. */
  const spoken = (html: string) => async (c: HonoContext) =>
    page(
      c,
      html.replaceAll('{{merchant}}', escaped(await speakerFor(base, c.req.param('id') ?? ''))),
      "'none'",
    );
  const duePages = { invoice: due('Invoice', 'invoice'), confirm: due('Confirm', 'confirm') };
  app.get('/invoices/:id', spoken(duePages.invoice));
  app.get('/confirm/:id', spoken(duePages.confirm));
  app.get('/pay/:id', spoken(hosted));
  // Any page that shows our challenge frame may show its end; it holds nothing.
  app.get('/challenge-done', (c) => page(c, file('challenge-done.html'), '*'));
  // Where a recovered payment ends, when the merchant's own shop is not known here.
  app.get('/paid', (c) =>
    page(
      c,
      file('paid.html').replaceAll('{{merchant}}', escaped(base.config.merchantName)),
      "'none'",
    ),
  );
  app.get('/pages/:name', (c) => {
    const name = c.req.param('name');
    const found = Object.hasOwn(own, name) ? own[name] : undefined;
    if (!found) return c.notFound();
    return c.body(found.body, 200, {
      'content-type': found.type,
      'cache-control': 'public, max-age=300',
    });
  });
  app.get('/keepsake-checkout.js', (c) => asset(c, 'keepsake-checkout.js', 'public, max-age=300'));
  app.get('/keepsake-wallet.js', (c) => asset(c, 'keepsake-wallet.js', 'public, max-age=300'));
  for (const name of ['integrity.json', 'scripts.json'])
    app.get(`/${name}`, (c) => asset(c, name, 'public, max-age=300'));
  app.get('/assets/:name', (c) =>
    asset(c, `assets/${c.req.param('name')}`, 'public, max-age=31536000, immutable'),
  );
  return app;
}
