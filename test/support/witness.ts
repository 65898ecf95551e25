/**
 * Watches everything that a browser sends and that a page hears, and says whether something crossed
 * that must never cross: a card number or security code outside the bank, a session's secret in an
 * address. It takes no part in what it watches.
 */
import assert from 'node:assert/strict';
import type { BrowserContext, Request } from 'playwright-core';

/** What one request carried. */
export interface Seen {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Heard {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Witness {
  /** Every request of every page and frame, in order. */
  readonly requests: readonly Seen[];
  /** The tag's events, in order. */
  readonly events: readonly Heard[];
  /** Messages that reached a page from a frame, as JSON. */
  readonly messages: readonly string[];
  /** What pages complained about: errors of scripts and violated policies. */
  readonly complaints: readonly string[];
  /** Requests to one path of the API. */
  to(path: string, method?: string): readonly Seen[];
  /** @throws AssertionError naming what crossed */
  assertNothingCrossed(): void;
}

/** Runs in every page before its own scripts: repeats what the page hears to the test. */
const LISTEN = `(() => {
  if (window !== top) return;
  const tell = (kind, what) => window.keepsakeWitness(kind, JSON.stringify(what) ?? '');
  const names = ['ready', 'change', 'complete', 'remove', 'error'];
  for (const name of names) {
    addEventListener('keepsake-' + name, (event) => tell('event', { type: event.type, detail: event.detail }));
  }
  addEventListener('message', (event) => tell('message', event.data));
  addEventListener('securitypolicyviolation', (event) =>
    tell('violation', event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  const Channel = MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      this.port1.addEventListener('message', (event) => tell('message', event.data));
    }
  };
})()`;

/** Secrets and typed card data that tests have handed out, by what they are. */
export interface Guarded {
  readonly secrets: Set<string>;
  readonly numbers: Set<string>;
  readonly codes: Set<string>;
}

/** A text without what may stand between the digits of a number. */
const packed = (text: string) => text.replace(/%20|[\s+-]/g, '');

export async function watch(
  context: BrowserContext,
  origins: { readonly api: string; readonly bank: string },
  guarded: Guarded,
): Promise<Witness> {
  const requests: Seen[] = [];
  const events: Heard[] = [];
  const messages: string[] = [];
  const complaints: string[] = [];

  await context.exposeFunction('keepsakeWitness', (kind: string, json: string) => {
    if (kind === 'event') events.push(JSON.parse(json) as Heard);
    else if (kind === 'message') messages.push(json);
    else complaints.push(`policy: ${json}`);
  });
  await context.addInitScript(LISTEN);
  context.on('request', (request: Request) => {
    requests.push({
      url: request.url().split('#', 1)[0] ?? '',
      method: request.method(),
      body: request.postData() ?? '',
      headers: request.headers(),
    });
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));

  function assertHidden(what: string, text: string): void {
    for (const number of guarded.numbers) {
      assert.ok(!packed(text).includes(number), `${what} holds the card number: ${text}`);
    }
    for (const code of guarded.codes) {
      const whole = new RegExp(`(?<![0-9A-Za-z_.-])${code}(?![0-9A-Za-z_-])`);
      assert.doesNotMatch(text, whole, `${what} holds the security code`);
    }
  }

  return {
    requests,
    events,
    messages,
    complaints,
    to: (path, method) =>
      requests.filter(({ url, method: used }) => {
        const { origin, pathname } = new URL(url);
        const here = origin === origins.api && pathname === path;
        return here && used !== 'OPTIONS' && (method === undefined || used === method);
      }),
    assertNothingCrossed() {
      for (const { url, method, body, headers } of requests) {
        for (const secret of guarded.secrets) {
          assert.ok(!url.includes(secret), `a secret is in the address of ${method} ${url}`);
          assert.ok(!body.includes(secret), `a secret is in the body of ${method} ${url}`);
          const { authorization: _, ...others } = headers;
          const open = url.startsWith(`${origins.api}/`) ? others : headers;
          assert.ok(!JSON.stringify(open).includes(secret), `a secret is in a header to ${url}`);
        }
        if (url.startsWith(`${origins.bank}/`)) continue;
        assertHidden(`${method} ${url}`, `${url} ${body}`);
      }
      for (const message of messages) assertHidden('a message to the page', message);
      for (const event of events) assertHidden('an event', JSON.stringify(event));
    },
  };
}
