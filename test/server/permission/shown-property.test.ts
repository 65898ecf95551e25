/**
 * Nothing is shown without a permission of its kind, whatever was saved, withdrawn, asserted, agreed
 * and removed before: held against a book that the test keeps by the rules as they are told.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { bentClock } from './agreements.ts';
import { type Counter, openCounter } from './in-process.ts';
import { createTeller } from './teller.ts';

const RUNS = 2000;
const KINDS = ['always', 'limited', 'unspecified'] as const;
type Kind = (typeof KINDS)[number];
const CARDS = ['visa', 'amex'] as const;
type Card = (typeof CARDS)[number];

const clock = bentClock();
let shop: Counter;
before(async () => {
  shop = await openCounter({ processors: [createTeller()], now: clock.now });
});
after(() => shop.close());

const step = fc.oneof(
  fc.record({
    do: fc.constantFrom(
      'save' as const,
      'save' as const,
      'pay' as const,
      'agree' as const,
      'agree' as const,
      'withdraw' as const,
      'withdraw' as const,
      'attach' as const,
      'detach' as const,
      'revoke' as const,
    ),
    card: fc.constantFrom(...CARDS),
  }),
  fc.record({
    do: fc.constant('assert' as const),
    card: fc.constantFrom(...CARDS),
    kind: fc.constantFrom(...KINDS),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What is allowed of one card. */
interface Entry {
  /** The last word on showing it; null for none. */
  consent: Kind | null;
  mandates: string[];
}

interface Life {
  readonly customer: string;
  readonly book: Record<Card, Entry>;
}

const nothing = (): Entry => ({ consent: null, mandates: [] });
const LAST4 = { visa: '4242', amex: '0005' } as const;

interface Method {
  readonly id: string;
  readonly allow_redisplay: Kind;
  readonly card: { readonly last4: string };
}

async function attached(life: Life): Promise<readonly Method[]> {
  const { body } = await shop.api('GET', `/v1/payment_methods?customer=${life.customer}`);
  return body.data as Method[];
}

async function idOf(life: Life, card: Card): Promise<string | null> {
  return (await attached(life)).find((each) => each.card.last4 === LAST4[card])?.id ?? null;
}

async function session(life: Life, more: Record<string, unknown>): Promise<string> {
  const reply = await shop.api('POST', '/v1/checkout/sessions', {
    ui_mode: 'elements',
    return_url: 'https://shop.example/done',
    customer: life.customer,
    ...more,
  });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return String(reply.body.client_secret);
}

const PAYMENT = {
  mode: 'payment',
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Tea' } },
    },
  ],
  saved_payment_method_options: { payment_method_save: 'enabled' },
};

async function pressed(secret: string, card: Card, accepts: ('redisplay' | 'mandate')[]) {
  const reply = await shop.press(secret, `ctok_${card}`, accepts);
  assert.equal(reply.body.status, 'complete', JSON.stringify(reply.body));
}

interface Consent {
  readonly id: string;
  readonly scope: string;
  readonly act: string;
  readonly mandate: string | null;
  readonly card: { readonly last4: string };
}

async function records(life: Life, card: Card): Promise<readonly Consent[]> {
  const { body } = await shop.api('GET', `/v1/consents?limit=100&customer=${life.customer}`);
  return (body.data as Consent[]).filter((each) => each.card.last4 === LAST4[card]);
}

/** A card that nothing keeps is gone, with all that was said of it. */
function settle(entry: Entry): void {
  if (entry.consent === null && entry.mandates.length === 0) Object.assign(entry, nothing());
}

async function take(life: Life, each: Step): Promise<void> {
  const entry = life.book[each.card];
  const kept = entry.consent !== null || entry.mandates.length > 0;
  switch (each.do) {
    case 'save':
      await pressed(await session(life, PAYMENT), each.card, ['redisplay']);
      entry.consent = 'always';
      return;
    case 'pay':
      return pressed(await session(life, PAYMENT), each.card, []);
    case 'agree': {
      const secret = await session(life, { mode: 'setup', currency: 'usd' });
      await pressed(secret, each.card, ['mandate']);
      const [newest] = (await records(life, each.card)).filter((one) => one.scope === 'mandate');
      entry.mandates.push(String(newest?.mandate));
      return;
    }
    case 'attach':
      await shop.made(`/v1/payment_methods/pm_card_${each.card}/attach`, {
        customer: life.customer,
      });
      entry.consent ??= entry.mandates.length > 0 ? 'limited' : 'unspecified';
      return;
    case 'withdraw': {
      if (entry.consent === null) return;
      const [grant] = (await records(life, each.card)).filter(
        (one) => one.scope === 'redisplay' && one.act !== 'withdrawal',
      );
      await shop.made(`/v1/consents/${grant?.id}/withdraw`, {});
      entry.consent = null;
      return settle(entry);
    }
    case 'revoke': {
      const mandate = entry.mandates.pop();
      if (mandate) await shop.made(`/v1/mandates/${mandate}/revoke`, {});
      return settle(entry);
    }
    case 'assert':
    case 'detach': {
      const id = await idOf(life, each.card);
      assert.equal(id !== null, kept, 'kept exactly as long as something on record keeps it');
      if (id === null) return;
      if (each.do === 'assert') {
        await shop.made(`/v1/payment_methods/${id}`, { allow_redisplay: each.kind });
        entry.consent = each.kind;
        return;
      }
      await shop.made(`/v1/payment_methods/${id}/detach`, {});
      Object.assign(entry, nothing());
    }
  }
}

function permits(entry: Entry, kind: Kind): boolean {
  return entry.consent === kind || (kind === 'limited' && entry.mandates.length > 0);
}

async function check(life: Life, filter: readonly Kind[] | null): Promise<number> {
  const secret = await session(life, {
    ...PAYMENT,
    saved_payment_method_options: filter === null ? {} : { allow_redisplay_filters: filter },
  });
  const { body } = await shop.buyer(secret, 'GET', '/elements/checkout');
  const shown = body.payment_methods as { id: string; last4: string }[];
  const kinds = new Map((await attached(life)).map((each) => [each.id, each.allow_redisplay]));
  const asked = filter ?? ['always'];
  for (const { id, last4 } of shown) {
    const kind = kinds.get(id);
    const card = CARDS.find((each) => LAST4[each] === last4);
    assert.ok(kind && card && asked.includes(kind), `${last4} is shown as ${kind}`);
    assert.ok(permits(life.book[card], kind), `${last4} is shown as ${kind}, which nothing allows`);
  }
  for (const card of CARDS) {
    const visible = shown.some((each) => each.last4 === LAST4[card]);
    if (life.book[card].consent === 'always') assert.equal(visible, asked.includes('always'));
  }
  return shown.length;
}

it('nothing is shown without a live permission of its kind', async () => {
  let shown = 0;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.option(fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 1 }), { nil: null }),
      async (steps, filter) => {
        const life: Life = {
          customer: await shop.made('/v1/customers', {}),
          book: { visa: nothing(), amex: nothing() },
        };
        for (const each of steps) await take(life, each);
        runs += 1;
        shown += await check(life, filter);
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(shown > runs / 5, `${shown} cards were shown in ${runs} lives`);
});
