/** What an operator's tools ask for beside Stripe's API: who is meant, their story, an account of one charge. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { canonicalJson } from '../../../server/model/consent.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  agree,
  attach,
  authorize,
  chargeLater,
  fault,
  newCustomer,
  refusedLater,
  revoke,
} from '../permission/agreements.ts';
import { form, raw } from '../shop.ts';

type Any = Record<string, unknown>;
let world: World;
before(async () => {
  world = await startWorld({ config: { processorTimeoutMs: 500 } });
});
after(() => world.close());

async function get(path: string): Promise<Any> {
  const answer = await raw(world, 'GET', path);
  assert.equal(answer.status, 200, answer.text);
  return answer.body as Any;
}

const list = (of: Any, name = 'data') => of[name] as readonly Any[];

describe('who is meant', () => {
  const find = async (query: string) =>
    list(await get(`/v1/customers/find?query=${encodeURIComponent(query)}`)).map((match) => [
      match.because,
      (match.customer as Any | null)?.id ?? null,
    ]);

  it('is found by all that somebody may have in hand, and by nothing else', async () => {
    const grace = (
      await world.stripe.customers.create({ email: 'Grace.H@Navy.example', name: 'Grace Hopper' })
    ).id;
    const { card, mandate, session } = await agree(world, grace, { number: '4000056655665556' });
    const paid = await chargeLater(world, grace, card, 1500);
    const charge = String(paid.latest_charge);
    const [known] = await world.charges(charge.replace('ch_', 'att_'));
    const attempt = await get(`/v1/charges/${charge}/evidence`);
    const reference = (attempt.charge as Any).processor_reference as string;
    assert.ok(known && reference, 'the bank has a reference of its own');
    const rows: readonly (readonly [string, string])[] = [
      ['grace.h@navy.example', 'email'],
      ['GRACE.H@', 'email'],
      ['grace', 'name'],
      ['Hopper', 'name'],
      ['  hop ', 'name'],
      ['5556', 'last4'],
      ['•••• 5556', 'last4'],
      [reference, 'reference'],
      ...[grace, card, mandate, session, paid.id, charge, charge.replace('ch_', 'att_')].map(
        (id) => [id, 'id'] as const,
      ),
    ];
    for (const [typed, because] of rows)
      assert.deepEqual(await find(typed), [[because, grace]], typed);
    for (const nobody of ['race', 'opper', '9999', '%', 'pi_00000000000000000000', '_', ' '])
      assert.deepEqual(await find(nobody), [], nobody);
  });

  it('is asked for with a key, and never with a card number', async () => {
    const anonymous = await fetch(`${world.api.url}/v1/customers/find?query=ada`);
    assert.equal(anonymous.status, 401);
    const typed = await raw(world, 'GET', '/v1/customers/find?query=4242424242424242');
    assert.equal(typed.status, 400);
    assert.ok(!typed.text.includes('4242424242424242'));
  });
});

describe('a customer’s story', () => {
  it('has everything once, newest first, page by page', async () => {
    const customer = await newCustomer(world, 'story@example.com');
    const { card, mandate, session } = await agree(world, customer);
    const paid = await chargeLater(world, customer, card, 1500, { actor: 'renewals' } as object);
    const refund = await world.stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
    await revoke(world, mandate);
    const { intent } = await refusedLater(world, customer, card, 900);
    const all = list(await get(`/v1/customers/${customer}/timeline?limit=100`));
    const kinds = all.map((entry) => `${entry.kind}`);
    for (const kind of ['session', 'mandate', 'attempt', 'refund', 'refusal', 'event'])
      assert.ok(kinds.includes(kind), kind);
    const ids = all.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'each once');
    assert.ok(ids.includes(session) && ids.includes(refund.id));
    const times = all.map(({ created }) => Number(created));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    const attempt = all.find((entry) => (entry.attempt as Any)?.operation === 'charge');
    assert.equal(attempt?.actor, 'renewals');
    const grant = all.find((entry) => (entry.mandate as Any)?.act === 'grant')?.mandate as Any;
    assert.equal((grant.standing as Any).status_reason, 'revoked');
    assert.match(String((grant.words as Any).text), /I authorize/);
    assert.ok(all.some((entry) => (entry.refusal as Any)?.intent === intent.id));

    const paged: unknown[] = [];
    let page = '';
    do {
      const part = await get(`/v1/customers/${customer}/timeline?limit=3${page}`);
      paged.push(...list(part).map(({ id }) => id));
      assert.equal(part.has_more, part.next_page !== null);
      page = part.next_page === null ? '' : `&page=${encodeURIComponent(String(part.next_page))}`;
    } while (page !== '');
    assert.deepEqual(paged, ids, 'pages join without a gap');

    const some = list(
      await get(`/v1/customers/${customer}/timeline?kinds[]=refund&kinds[]=refusal`),
    );
    assert.deepEqual([...new Set(some.map(({ kind }) => kind))].toSorted(), ['refund', 'refusal']);
    const named = await get(`/v1/customers/${customer}/timeline?kinds[]=refund&kinds[]=refund`);
    assert.deepEqual(
      list(named),
      list(await get(`/v1/customers/${customer}/timeline?kinds[]=refund`)),
    );
  });

  it('hands nothing to pay with to a key that only reads', async () => {
    const customer = await newCustomer(world, 'reader@example.com');
    const { id } = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      customer,
      success_url: 'https://shop.example/thanks',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'Tea' } },
        },
      ],
    });
    const paths = [`/v1/customers/${customer}/timeline`, `/v1/checkout/sessions/${id}`];
    const read = async (key: string) => {
      const headers = { authorization: `Bearer ${key}` };
      const answers = paths.map(async (path) => {
        const response = await fetch(world.api.url + path, { headers });
        assert.equal(response.status, 200, path);
        return response.text();
      });
      return (await Promise.all(answers)).map((text) => text.includes('_secret_'));
    };
    const keyFor = async (payments: 'read' | 'write') => {
      const { secret } = await world.keepsake.access.createKey({
        account: 'acct_default',
        name: payments,
        kind: 'restricted',
        permissions: { events: 'read', checkout_sessions: payments },
        expiresMs: null,
      });
      return secret;
    };
    assert.deepEqual(await read(await keyFor('read')), [false, false]);
    assert.deepEqual(await read(await keyFor('write')), [true, true]);
  });

  it('is nobody’s for an id that is not there, and no page for a text that is none', async () => {
    const customer = await newCustomer(world, 'page@example.com');
    assert.equal((await raw(world, 'GET', '/v1/customers/cus_nobody/timeline')).status, 404);
    for (const bad of ['page=x', 'page=attempt.1.1', 'kinds[]=secret', 'limit=0'])
      assert.equal(
        (await raw(world, 'GET', `/v1/customers/${customer}/timeline?${bad}`)).status,
        400,
      );
  });
});

describe('the account of a charge', () => {
  it('tells words, person, terms, uses, attempts and refunds; the same each time, and sealed', async () => {
    const customer = await newCustomer(world, 'dispute@example.com');
    const { card, mandate, session } = await agree(world, customer);
    await fault(world, { kind: 'decline', next: 1, code: 'insufficient_funds' });
    const { intent } = await refusedLater(world, customer, card, 2500);
    const paid = await chargeLater(world, customer, card, 1500);
    await world.stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
    const path = `/v1/charges/${paid.latest_charge}/evidence`;
    const told = await get(path);
    assert.equal(told.object, 'dispute_evidence');
    assert.equal(told.version, 1);
    const charge = told.charge as Any;
    assert.deepEqual(charge.money, { amount: 1500, currency: 'usd', display: '15.00 USD' });
    assert.equal((charge.refunded as Any).display, '5.00 USD');
    const covering = list(told, 'agreements').find((each) => each.covers_this_charge) as Any;
    assert.equal(covering.mandate, mandate);
    assert.match(String((covering.words as Any).text), /I authorize/);
    assert.equal((covering.person as Any).email, 'dispute@example.com');
    assert.ok((covering.person as Any).ip_address);
    assert.equal(covering.checkout_session, session);
    assert.deepEqual(
      list(told.mandate as Any, 'uses').map((use) => [use.state, (use.money as Any).amount]),
      [
        ['released', 2500],
        ['consumed', 1500],
      ],
    );
    const [attempt] = list(told, 'attempts');
    assert.ok(attempt?.processor_reference);
    assert.equal(attempt?.three_d_secure, 'not_requested');
    assert.equal((told.ledger as Any).ok, true);

    const { seal, ...rest } = told;
    const { sha256, signature } = seal as Any;
    assert.equal(createHash('sha256').update(canonicalJson(rest)).digest('hex'), sha256);
    assert.ok(signature);
    await newCustomer(world, 'somebody-else@example.com');
    assert.deepEqual((await get(path)).seal, seal, 'asking again gives the same');

    const declined = await get(`/v1/charges/${intent.latest_charge}/evidence`);
    const [tried] = list(declined, 'attempts');
    assert.equal((tried?.decline as Any | undefined)?.code, 'insufficient_funds');

    await world.stripe.customers.del(customer);
    const later = await get(path);
    const erased = list(later, 'agreements').find((each) => each.covers_this_charge) as Any;
    assert.equal((erased.person as Any).erased, true);
    assert.equal((erased.person as Any).email, null);
    assert.match(String((erased.words as Any).text), /I authorize/);
    assert.equal((later.ledger as Any).ok, true, 'erasure breaks nothing');
    assert.ok(!JSON.stringify(later).includes('dispute@example.com'));
    assert.notEqual((later.seal as Any).sha256, sha256);
  });

  it('says that a challenge was passed, and that there is none of a charge that never was', async () => {
    const customer = await newCustomer(world, 'none@example.com');
    const card = await attach(world, customer, 'pm_card_authenticationRequired');
    await authorize(world, card);
    const { intent } = await refusedLater(world, customer, card, 700);
    const told = await get(`/v1/charges/${intent.latest_charge}/evidence`);
    assert.equal(list(told, 'attempts')[0]?.three_d_secure, 'failed');
    for (const id of ['ch_nobody', intent.id, 'att_x'])
      assert.equal((await raw(world, 'GET', `/v1/charges/${id}/evidence`)).status, 404, id);
  });
});

describe('an attempt of unknown outcome', () => {
  it('is settled once, on evidence alone', async () => {
    const customer = await newCustomer(world, 'unknown@example.com');
    const card = await attach(world, customer);
    await authorize(world, card);
    await fault(world, { kind: 'timeout_before_effect', next: 2 });
    const open = await chargeLater(world, customer, card, 1200);
    assert.equal(open.status, 'processing');
    const id = String(open.latest_charge).replace('ch_', 'att_');
    const settle = (body: string) => form(world, `/v1/attempts/${id}/resolve`, body);
    assert.equal((await settle('as=charged&evidence=')).status, 400);
    assert.equal((await settle('as=perhaps&evidence=x')).status, 400);
    const settled = await settle('as=charged&evidence=Statement+of+21+November');
    assert.equal(settled.status, 200, settled.text);
    assert.equal((settled.body as Any).status, 'succeeded');
    assert.equal((await settle('as=not-charged&evidence=again')).status, 400);
    assert.equal(
      (await form(world, '/v1/attempts/att_x/resolve', 'as=charged&evidence=x')).status,
      404,
    );
    const told = await get(`/v1/charges/${open.latest_charge}/evidence`);
    const history = list(list(told, 'attempts')[0] as Any, 'history');
    assert.equal(history.at(-1)?.evidence, 'Statement of 21 November');
  });
});
