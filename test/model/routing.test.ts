/** Routing as a table: whom to ask with which credential, who is left out, and why. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  nextOf,
  placeOf,
  type Route,
  type RouteFacts,
  type RouteRule,
  route,
} from '../../server/model/routing.ts';

const held = (
  processor: string,
  reusability: 'single_use' | 'on_session' | 'off_session' = 'off_session',
  kind = 'processor_token',
  createdMs = 1,
) => ({ id: `${processor}-${kind}-${createdMs}`, processor, kind, reusability, createdMs });
type Held = ReturnType<typeof held>;

const processor = (name: string, currencies: 'all' | readonly string[] = 'all') => ({
  name,
  currencies,
  credentialKinds: ['processor_token', 'network_token'],
});

const rule = (
  processors: readonly (string | readonly [string, number])[],
  match: Partial<RouteRule['match']> = {},
  name: string | null = null,
): RouteRule => ({
  name,
  match: { currencies: null, brands: null, countries: null, amountMinor: null, ...match },
  processors: processors.map((each) =>
    typeof each === 'string' ? { name: each, share: null } : { name: each[0], share: each[1] },
  ),
});

const FACTS: RouteFacts<Held> = {
  intent: 'pi_1',
  amountMinor: 1000,
  currency: 'eur',
  brand: 'visa',
  country: 'DE',
  needed: 'on_session',
  credentials: [held('north'), held('south')],
  processors: [processor('north'), processor('south')],
  rules: [],
  avoidedUntilMs: () => null,
};

const told = ({ reason, steps }: Route<Held>) => [
  reason,
  ...steps.map((step) =>
    step.kind === 'try' ? step.credential.id : `not ${step.processor}: ${step.reason}`,
  ),
];

const NORTH = 'north-processor_token-1';
const SOUTH = 'south-processor_token-1';

const ROWS: readonly (readonly [what: string, facts: Partial<RouteFacts<Held>>, string[]])[] = [
  ['without rules, the configured order', {}, ['configured_order', NORTH, SOUTH]],
  [
    'the first rule that fits',
    { rules: [rule(['south'], { currencies: ['usd'] }), rule(['south', 'north'])] },
    ['rule:2', SOUTH, NORTH],
  ],
  [
    'a rule has a name',
    { rules: [rule(['south'], { currencies: ['usd', 'eur'] }, 'euro')] },
    ['rule:euro', SOUTH],
  ],
  ['who is not in the rule is not asked', { rules: [rule(['south'])] }, ['rule:1', SOUTH]],
  [
    'by brand',
    { rules: [rule(['south'], { brands: ['amex'] })] },
    ['configured_order', NORTH, SOUTH],
  ],
  ['by country', { rules: [rule(['south'], { countries: ['DE', 'AT'] })] }, ['rule:1', SOUTH]],
  [
    'a card of no known country fits no country',
    { country: null, rules: [rule(['south'], { countries: ['DE'] })] },
    ['configured_order', NORTH, SOUTH],
  ],
  [
    'by amount, both ends included',
    { rules: [rule(['south'], { amountMinor: { min: 1000, max: 1000 } })] },
    ['rule:1', SOUTH],
  ],
  [
    'by amount, outside',
    { rules: [rule(['south'], { amountMinor: { min: 1001, max: 9000 } })] },
    ['configured_order', NORTH, SOUTH],
  ],
  [
    'a setup has no currency',
    { currency: null, rules: [rule(['south'], { currencies: ['eur'] })] },
    ['configured_order', NORTH, SOUTH],
  ],
  [
    'no credential, not asked',
    { credentials: [held('south')] },
    ['configured_order', 'not north: no_credential', SOUTH],
  ],
  [
    'a kind that it does not take',
    { credentials: [held('north', 'off_session', 'wallet'), held('south')] },
    ['configured_order', 'not north: credential_incompatible', SOUTH],
  ],
  [
    'a currency that it does not take',
    { processors: [processor('north', ['usd']), processor('south')] },
    ['configured_order', 'not north: currency_not_supported', SOUTH],
  ],
  [
    'good for one use only',
    { credentials: [held('north', 'single_use'), held('south')] },
    ['configured_order', 'not north: credential_single_use', SOUTH],
  ],
  [
    'good with the buyer only',
    { needed: 'off_session', credentials: [held('north', 'on_session'), held('south')] },
    ['configured_order', 'not north: credential_on_session_only', SOUTH],
  ],
  [
    'good for one use is enough for one',
    { needed: 'single_use', credentials: [held('north', 'single_use')] },
    ['configured_order', NORTH, 'not south: no_credential'],
  ],
  [
    'of several the newest',
    { credentials: [held('north'), held('north', 'on_session', 'network_token', 2)] },
    ['configured_order', 'north-network_token-2', 'not south: no_credential'],
  ],
  [
    'one that may be used again before a newer one that may not',
    {
      needed: 'single_use',
      credentials: [held('north'), held('north', 'single_use', 'network_token', 2)],
    },
    ['configured_order', NORTH, 'not south: no_credential'],
  ],
  [
    'one that is down is left out',
    { avoidedUntilMs: (name) => (name === 'north' ? 5 : null) },
    ['configured_order', 'not north: processor_avoided', SOUTH],
  ],
  [
    '… unless nobody else can be asked',
    { credentials: [held('north')], avoidedUntilMs: () => 5 },
    ['configured_order', NORTH, 'not south: no_credential'],
  ],
  ['… or all are down', { avoidedUntilMs: () => 5 }, ['configured_order', NORTH, SOUTH]],
];

describe('whom to ask', () => {
  for (const [what, facts, expected] of ROWS)
    it(what, () => assert.deepEqual(told(route({ ...FACTS, ...facts })), expected));

  it('shares are kept, and an intent is always on the same side', () => {
    const rules = [
      rule([
        ['north', 70],
        ['south', 30],
      ]),
    ];
    const first = (intent: string) => told(route({ ...FACTS, intent, rules }))[1];
    const ids = Array.from({ length: 4000 }, (_, index) => `pi_${(index * 7919).toString(36)}`);
    const north = ids.filter((id) => first(id) === NORTH).length / ids.length;
    assert.ok(north > 0.67 && north < 0.73, String(north));
    for (const id of ids.slice(0, 50)) assert.equal(first(id), first(id));
    const places = new Set(ids.map(placeOf));
    assert.equal(places.size, 100);
  });

  it('what shares leave open goes in the written order', () => {
    const rules = [rule([['south', 20], 'north'])];
    const firsts = Array.from({ length: 1000 }, (_, index) =>
      told(route({ ...FACTS, intent: `pi_${index}`, rules }))
        .slice(1)
        .join(),
    );
    assert.deepEqual(new Set(firsts), new Set([`${SOUTH},${NORTH}`]));
  });
});

describe('step by step', () => {
  it('those left out, whom to ask, and who is left', () => {
    const facts = {
      ...FACTS,
      processors: [processor('east'), processor('north'), processor('south'), processor('west')],
    };
    const { steps } = route(facts);
    const one = nextOf(steps);
    assert.deepEqual(
      [one.skipped.map((each) => each.processor), one.next?.processor],
      [['east'], 'north'],
    );
    const two = nextOf(one.rest);
    assert.deepEqual([two.skipped.length, two.next?.processor], [0, 'south']);
    const three = nextOf(two.rest);
    assert.deepEqual(
      [three.skipped.map((each) => each.processor), three.next, three.rest],
      [['west'], null, []],
    );
  });
});
