/** Attacks on the merchant API: what is in forms, JSON, lists, expansions and headers. */
import { type Area, type Case, requestCase } from './cases.ts';
import type { Chance } from './chance.ts';
import { lists, objects, posts } from './endpoints.ts';
import { hostileText, mutated, OWN_WORDS, wellFormed } from './hostile.ts';
import { KEY } from './installation.ts';
import { attack, judgeRequest } from './properties.ts';
import { asForm, asJson, spoil } from './spoil.ts';

const BEARER = { authorization: `Bearer ${KEY}` };
const FORM = 'application/x-www-form-urlencoded';

const FIELDS = [
  'data',
  'customer',
  'payment_method',
  'latest_charge',
  'payment_intent',
  'setup_intent',
  'charge',
  'line_items',
  'invoice',
  'default_source',
  'invoice_settings',
  'default_payment_method',
  'object',
  'id',
  'metadata',
  ...OWN_WORDS,
];

function expansion(chance: Chance): string {
  const path = chance.many(1 + chance.int(7), () => chance.pick(FIELDS)).join('.');
  const cycle = 'payment_intent.latest_charge.'.repeat(1 + chance.int(4));
  switch (chance.int(8)) {
    case 0:
      return `${chance.once(2) ? 'data.' : ''}${cycle}customer`;
    case 1:
      return cycle.slice('payment_intent.'.length, -1);
    case 2:
      return mutated(chance, path);
    case 3:
      return chance.pick(['.', '..', 'data.', '.data', '', 'customer.'.repeat(30), ' customer']);
    default:
      return path;
  }
}

/** `?expand[]=…` and whatever else, encoded. */
function query(entries: readonly (readonly [string, string])[]): string {
  const text = entries
    .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`)
    .join('&');
  return text === '' ? '' : `?${text}`;
}

const expansions = (chance: Chance) =>
  chance.many(1 + chance.int(chance.once(10) ? 25 : 2), () => {
    const name = chance.pick(['expand[]', 'expand[0]', 'expand[]', 'expand', 'expand[__proto__]']);
    return [name, expansion(chance)] as const;
  });

export const forms: Area = {
  name: 'forms',
  share: 250,
  make(chance, have) {
    const { path, body } = chance.pick(posts(have));
    return requestCase({
      method: 'POST',
      path,
      headers: { ...BEARER, 'content-type': chance.once(20) ? `${FORM}; charset=x` : FORM },
      body: asForm(chance, spoil(chance, body)),
    });
  },
  judge: judgeRequest,
};

export const json: Area = {
  name: 'json',
  share: 200,
  make(chance, have) {
    const { path, body } = chance.pick(posts(have));
    const types = ['text/plain', 'application/jsonp', '', 'multipart/form-data', FORM, 'x'];
    const type = chance.once(15) ? chance.pick(types) : 'application/json';
    return requestCase({
      method: 'POST',
      path,
      headers: { ...BEARER, 'content-type': type },
      body: asJson(chance, chance.once(4) ? body : spoil(chance, body)),
    });
  },
  judge: judgeRequest,
};

export const cursors: Area = {
  name: 'cursors',
  share: 100,
  make(chance, have) {
    const { path, body } = chance.pick(lists(have));
    const ids = [...Object.values(have), hostileText(chance), hostileText(chance)];
    const parameters: Record<string, unknown> = { ...(chance.once(2) ? body : {}) };
    for (const name of ['starting_after', 'ending_before'])
      if (chance.once(2)) parameters[name] = mutatedSometimes(chance, chance.pick(ids));
    const limits = [1, 100, 0, 101, -1, 1e9, '', ' 5', '5 ', '٥', '1e1', '0x1', [1], { gt: 1 }];
    if (chance.once(2)) parameters.limit = chance.pick(limits);
    const given = chance.once(2) ? spoil(chance, parameters) : parameters;
    return requestCase({
      method: 'GET',
      path: `${path}?${asForm(chance, given)}`,
      headers: BEARER,
    });
  },
  judge: judgeRequest,
};

const mutatedSometimes = (chance: Chance, text: string) =>
  chance.once(3) ? mutated(chance, text) : text;

/** The paths that a case wants expanded. */
function* askedFor({ path = '', body = '' }: Case): Iterable<string> {
  for (const [name, value] of new URL(path, 'http://x').searchParams)
    if (name.startsWith('expand')) yield value;
  const listed: unknown = body === '' ? [] : Object(JSON.parse(body)).expand;
  for (const each of Array.isArray(listed) ? listed : []) yield String(each);
}

export const expand: Area = {
  name: 'expand',
  share: 120,
  make(chance, have) {
    if (chance.once(3)) {
      const { path, body } = chance.pick(posts(have));
      const given = { ...body, expand: expansions(chance).map(([, each]) => each) };
      const headers = { ...BEARER, 'content-type': 'application/json' };
      return requestCase({ method: 'POST', path, headers, body: JSON.stringify(given) });
    }
    const listed = lists(have).map(({ path }) => path);
    const path = chance.pick([...objects(have), ...listed]);
    return requestCase({ method: 'GET', path: path + query(expansions(chance)), headers: BEARER });
  },
  async judge(target, given) {
    const { reply, wrong } = await attack(target, given);
    if (wrong !== null || reply.status !== 200) return wrong;
    // An empty list has nothing whose fields could be refused.
    if (reply.text.startsWith('{"object":"list"')) return null;
    const heads = [...askedFor(given)].map((path) => path.split('.')[0] ?? '');
    const own = heads.find((head) => OWN_WORDS.some((word) => word === head));
    return own === undefined ? null : `expanded ${own}, which is what every object has`;
  },
};

function authorization(chance: Chance): string {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  switch (chance.int(10)) {
    case 0:
      return basic(`${KEY}:`);
    case 1:
      return basic(hostileText(chance));
    case 2:
      return `Basic ${hostileText(chance)}`;
    case 3:
      return `Bearer ${mutated(chance, KEY)}`;
    case 4:
      return `bearer  ${KEY}`;
    case 5:
      return hostileText(chance);
    case 6:
      return `Digest username="${hostileText(chance)}"`;
    default:
      return BEARER.authorization;
  }
}

/** A path with its id, or any part, spoilt. */
function path(chance: Chance, valid: string): string {
  if (chance.once(3)) return valid;
  const parts = valid.split('/');
  const at = 1 + chance.int(parts.length - 1);
  const spoilt = chance.once(2) ? mutated(chance, parts[at] ?? '') : hostileText(chance);
  parts[at] = chance.once(8)
    ? spoilt.replaceAll(/[?#]/g, '')
    : encodeURIComponent(wellFormed(spoilt));
  return `${parts.join('/')}${chance.once(20) ? '/' : ''}`;
}

const OPEN = [
  '/healthz',
  '/pay/cs_test_1',
  '/pages/hosted.js',
  '/assets/x',
  '/challenge-done',
  '/',
];

export const headers: Area = {
  name: 'headers',
  share: 100,
  make(chance, have) {
    const method = chance.pick([
      'POST',
      'POST',
      'GET',
      'DELETE',
      'PUT',
      'HEAD',
      'OPTIONS',
      'PATCH',
    ]);
    const { path: posted, body } = chance.pick(posts(have));
    const target = method === 'POST' ? posted : chance.pick([...objects(have), ...OPEN, posted]);
    const more: Record<string, string> = {
      authorization: authorization(chance),
      'content-type': 'application/json',
    };
    const keys = ['k', 'x'.repeat(255), 'x'.repeat(256), 'same', hostileText(chance), '__proto__'];
    if (chance.once(2)) more['idempotency-key'] = chance.pick(keys);
    const odd = ['origin', 'user-agent', 'x-forwarded-for', 'accept', 'stripe-version', 'referer'];
    if (chance.once(2)) more[chance.pick(odd)] = hostileText(chance);
    return requestCase({
      method,
      path: path(chance, target),
      headers: more,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: JSON.stringify(body) }),
    });
  },
  judge: judgeRequest,
};
