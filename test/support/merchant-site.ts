/**
 * A merchant's site of its own origin, as small as one can be: a page with two lines of markup for
 * each checkout, and the page that buyers come back to. It knows of Keepsake what a merchant does.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageOptions {
  /** A `Content-Security-Policy` for the page. */
  readonly csp?: string;
  /** Language of the page. */
  readonly lang?: string;
  /** The state that the merchant's server fetched, to be carried inside the tag. */
  readonly state?: unknown;
  /** The tag as the merchant's server rendered it, in place of the plain one. */
  readonly tag?: string;
  /** What stands in the place of the tag's one script. */
  readonly scripts?: string;
  /** Other headers of the page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands around the tag; by default nothing. */
  readonly around?: (tag: string) => string;
}

export interface MerchantSite {
  /** On another host than API and bank, so that it is another site to a browser. */
  readonly origin: string;
  /** Publishes a checkout. @returns its address, which holds nothing secret */
  publish(clientSecret: string, options?: PageOptions): string;
  close(): Promise<void>;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function checkoutPage(
  api: string,
  secret: string,
  { lang = 'en', state, tag, scripts, around = (each) => each }: PageOptions,
): string {
  const inline = state
    ? `<script type="application/json" slot="state">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>`
    : '';
  const plain = `<keepsake-checkout client-secret="${escaped(secret)}">${inline}</keepsake-checkout>`;
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Corner shop</title>
<h1>Corner shop</h1>
${scripts ?? `<script type="module" src="${api}/keepsake-checkout.js"></script>`}
${around(tag ?? plain)}
</html>`;
}

const RETURN_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Thanks</title><h1>Thank you for your order</h1></html>`;

/** @param api where the tag's script comes from */
export async function startMerchantSite(api: string): Promise<MerchantSite> {
  const pages = new Map<string, { readonly html: string; readonly options: PageOptions }>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const page = pages.get(pathname);
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    if (pathname === '/return') {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(RETURN_PAGE);
    }
    if (!page) return void response.writeHead(404).end('Not found');
    const { csp, headers = {} } = page.options;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (csp !== undefined) response.setHeader('content-security-policy', csp);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(page.html);
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    publish(clientSecret, options = {}) {
      const path = `/checkout/${pages.size + 1}`;
      const html = checkoutPage(api, clientSecret, options);
      pages.set(path, { html, options });
      return origin + path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
