/**
 * Who comes in: a key is tried at the API, kept in a sealed cookie, and let go again. What is behind the
 * door is not known here.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { connect, type Fetch, type MerchantApi, Refused } from './merchant-api.ts';
import {
  actorOf,
  COOKIE,
  openSession,
  SESSION_MS,
  type Sealer,
  type Session,
  sealSession,
} from './session.ts';
import { createSignInLimit } from './sign-in-limit.ts';

export interface DoorOptions {
  /** Answers a request to the merchant API within this process. @param from whose request it is made for */
  readonly api: (request: Request, from: Context) => Response | Promise<Response>;
  readonly sealer: Sealer;
  /** The machine's time, epoch milliseconds. */
  readonly wall: () => number;
  /** Where somebody's request comes from, as far as it can be told. */
  readonly addressOf: (c: Context) => string | null;
  /** Origin under which people reach these pages. */
  readonly home: string;
  /** The key that everybody may use; null outside a demo. */
  readonly demoKey: string | null;
  /** What a key was named when it was made; null where it has no name. */
  readonly nameOf: (key: string) => Promise<string | null>;
}

/** Somebody who is signed in. */
export interface Visit {
  readonly api: MerchantApi;
  /** How the key is told by. */
  readonly actor: string;
}

/** Why nobody was let in. */
export interface Rejection {
  readonly problem: string;
  readonly status: 401 | 429;
}

export interface Door {
  /** Who is signed in, or null; every use makes the session last. */
  visitOf(c: Context): Visit | null;
  /** Whether somebody comes with a session, good or not. */
  hasSession(c: Context): boolean;
  /** Lets somebody in by what they typed. @returns null where they are in */
  enter(c: Context): Promise<Rejection | null>;
  leave(c: Context): void;
}

/** @param path below which the cookie is sent */
export function createDoor(options: DoorOptions, path: string): Door {
  const { sealer, wall, demoKey } = options;
  const limit = createSignInLimit();

  const clientOf = (c: Context, key: string) => {
    const fetch: Fetch = (request) => options.api(request, c);
    return connect(fetch, key, c.req.header('user-agent'));
  };

  function keep(c: Context, session: Session): void {
    const nowMs = wall();
    setCookie(c, COOKIE, sealSession(sealer, session, nowMs), {
      httpOnly: true,
      sameSite: 'Strict',
      secure: options.home.startsWith('https:'),
      path,
      maxAge: Math.ceil((session.startedMs + SESSION_MS - nowMs) / 1000),
    });
  }

  /** Why a key opens nothing here; null where it does. The key is not repeated. */
  async function problemOf(c: Context, key: string): Promise<string | null> {
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) return 'That is no key. Paste the whole of it.';
    if (key.startsWith('pk_'))
      return 'That is a publishable key. A secret or restricted one is needed.';
    try {
      await clientOf(c, key).get('/v1/customers', { limit: 1 });
      return null;
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      // A restricted key may open other pages than this one.
      if (reason.status === 403) return null;
      return reason.status === 401
        ? 'This key opens nothing: it is wrong, was revoked, or has expired.'
        : 'The API did not answer. Try again.';
    }
  }

  return {
    visitOf(c) {
      const session = openSession(sealer, getCookie(c, COOKIE), wall());
      if (session === null) return null;
      keep(c, session);
      return { api: clientOf(c, session.key), actor: session.actor };
    },
    hasSession: (c) => getCookie(c, COOKIE) !== undefined,
    async enter(c) {
      const form = await c.req.parseBody();
      const address = options.addressOf(c) ?? 'unknown';
      const waitMs = limit.waitMs(address, wall());
      if (waitMs > 0) {
        c.header('retry-after', String(Math.ceil(waitMs / 1000)));
        const minutes = Math.ceil(waitMs / 60_000);
        return { problem: `Too many wrong keys. Wait ${minutes} minutes.`, status: 429 };
      }
      const typed = typeof form.key === 'string' ? form.key.trim() : '';
      const key = form.demo === 'yes' && demoKey !== null ? demoKey : typed;
      const problem = await problemOf(c, key);
      if (problem !== null) {
        limit.note(address, wall());
        return { problem, status: 401 };
      }
      keep(c, { key, actor: actorOf(key, await options.nameOf(key)), startedMs: wall() });
      return null;
    },
    leave: (c) => void deleteCookie(c, COOKIE, { path }),
  };
}
