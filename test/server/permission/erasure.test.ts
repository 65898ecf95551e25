/** A customer is deleted: nothing of the person is left in the file, the evidence is, and processors forget. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { startWorld, type World } from '../../support/world.ts';
import { accept, form, look, openSession, press, raw, refusal } from '../shop.ts';
import {
  agree,
  attach,
  attemptsOf,
  authorize,
  bentClock,
  codeOf,
  consentsOn,
  DAY_MS,
  newCustomer,
  openWallet,
  payTyped,
  refusedLater,
  verify,
} from './agreements.ts';
import { createTeller } from './teller.ts';

/** Everything that says who it was; each is unlike anything else in the file. */
const PERSON = {
  email: 'wilhelmina.q@personal.example',
  otherEmail: 'minna@second.example',
  name: 'Wilhelmina Quattlebaum',
  phone: '+49 30 55512345',
  line1: 'Zwetschgenallee 77b',
  city: 'Kleinmachnow',
  postal: '14532-QX',
  userAgent: 'WilhelminasBrowser/9.9',
  address: '203.0.113.77',
  note: 'prefers the blue parcels',
  token: 'loyalty-8842-wq',
} as const;

const clock = bentClock();
/** Everything that was logged, at any level. */
const lines: string[] = [];
const note = (fields: Record<string, unknown>, message: string) =>
  void lines.push(`${message} ${JSON.stringify(fields)}`);

let folder: string;
let path: string;
let world: World;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-erasure-'));
  path = join(folder, 'keepsake.db');
  world = await startWorld({
    databaseUrl: `file:${path}`,
    overrides: { now: clock.now, log: { debug: note, info: note, warn: note, error: note } },
    config: { trustedProxies: 1 },
  });
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** What of the person is found in the bytes of the database's files. */
function traces(): readonly string[] {
  const bytes = [path, `${path}-wal`]
    .filter((each) => existsSync(each))
    .map((each) => readFileSync(each).toString('latin1'))
    .join('\n');
  return Object.values(PERSON).filter((each) => bytes.includes(each));
}

/** Tables and columns in which something of the person stands. */
function places(): readonly string[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
      .all();
    return tables.flatMap(({ name }) =>
      db
        .prepare<[], Record<string, unknown>>(`select * from ${name}`)
        .all()
        .flatMap((row) =>
          Object.entries(row)
            .filter(([, cell]) => Object.values(PERSON).some((each) => String(cell).includes(each)))
            .map(([column]) => `${name}.${column}`),
        ),
    );
  } finally {
    db.close();
  }
}

const ADDRESS = {
  line1: PERSON.line1,
  city: PERSON.city,
  postal_code: PERSON.postal,
  country: 'DE',
};

/** A press as a browser behind our proxy sends it. */
async function pressed(secret: string, body: Record<string, unknown>): Promise<number> {
  const response = await fetch(`${world.api.url}/elements/checkout/confirm`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'user-agent': PERSON.userAgent,
      'x-forwarded-for': PERSON.address,
    },
    body: JSON.stringify({ press: crypto.randomUUID(), ...body }),
  });
  await response.text();
  return response.status;
}

/** A buyer's whole life with a merchant who writes everything down. */
async function live(): Promise<{ customer: string; card: string }> {
  const about = { metadata: { note: PERSON.note, [PERSON.token]: PERSON.token } };
  const { id: customer } = await world.stripe.customers.create(
    {
      email: PERSON.email,
      name: PERSON.name,
      phone: PERSON.phone,
      description: `${PERSON.name}, ${PERSON.note}`,
      address: ADDRESS,
      shipping: { name: PERSON.name, phone: PERSON.phone, address: ADDRESS },
      invoice_settings: { footer: PERSON.note },
      ...about,
    },
    { idempotencyKey: 'customer-1' },
  );
  await world.stripe.customers.update(customer, { email: PERSON.otherEmail });
  await world.stripe.customers.update(customer, { email: PERSON.email });
  const { id: card } = await world.stripe.paymentMethods.attach(
    'pm_card_amex',
    { customer },
    { idempotencyKey: 'attach-1' },
  );
  await world.stripe.paymentMethods.update(
    card,
    {
      billing_details: {
        name: PERSON.name,
        email: PERSON.email,
        phone: PERSON.phone,
        address: ADDRESS,
      },
      ...about,
    },
    { idempotencyKey: 'update-1' },
  );
  const session = await openSession(world, {
    customer,
    client_reference_id: PERSON.token,
    ...about,
    payment_intent_data: {
      setup_future_usage: 'off_session',
      description: PERSON.note,
      receipt_email: PERSON.email,
      ...about,
    },
    saved_payment_method_options: { payment_method_save: 'enabled' },
    shipping_address_collection: { allowed_countries: ['DE'] },
  });
  const { offers } = await look(world, session.secret, '?payment_method=');
  const typed = {
    email: PERSON.email,
    billing_details: { name: PERSON.name, phone: PERSON.phone, address: ADDRESS },
    shipping: { name: PERSON.name, phone: PERSON.phone, address: ADDRESS },
    consents: { redisplay: accept(offers.redisplay), mandate: accept(offers.mandate) },
  };
  const declined = await world.token('4000000000000002', { name: PERSON.name });
  assert.equal(await pressed(session.secret, { ...typed, card_token: declined }), 402);
  const good = await world.token('4242424242424242', { name: PERSON.name });
  assert.equal(await pressed(session.secret, { ...typed, card_token: good }), 200);
  const intent = await world.stripe.paymentIntents.create(
    {
      amount: 900,
      currency: 'eur',
      customer,
      payment_method: card,
      confirm: true,
      description: PERSON.note,
      receipt_email: PERSON.email,
      shipping: { name: PERSON.name, address: ADDRESS, tracking_number: PERSON.token },
      return_url: 'https://shop.example/done',
      mandate_data: {
        customer_acceptance: {
          type: 'online',
          online: { ip_address: PERSON.address, user_agent: PERSON.userAgent },
        },
      },
      ...about,
    },
    { idempotencyKey: 'pay-1' },
  );
  assert.equal(intent.status, 'succeeded');
  const spent = await attach(world, customer, 'pm_card_chargeCustomerFail');
  await authorize(world, spent);
  const refused = await refusedLater(world, customer, spent, 700, {
    description: PERSON.note,
    receipt_email: PERSON.email,
  });
  assert.ok(refused.recoveryUrl);
  const wallet = await openWallet(world, customer);
  await wallet.act('POST', `/elements/payment_methods/${card}`, {
    billing_details: { email: PERSON.otherEmail },
  });
  return { customer, card };
}

describe('after a deletion', () => {
  let customer: string;
  let kept: { kept: { what: string; count: number }[]; kept_until: number };
  let other: string;
  before(async () => {
    other = await newCustomer(world, 'grace@example.com');
    await payTyped(world, other, { save: true });
    ({ customer } = await live());
    assert.deepEqual(
      traces().length,
      Object.keys(PERSON).length,
      'before, all of it is there to be found',
    );
    const deleted = await world.stripe.customers.del(customer);
    assert.equal(deleted.deleted, true);
    kept = (deleted as unknown as { erasure: typeof kept }).erasure;
  });

  it('no table holds anything of the person', () => {
    assert.deepEqual([...new Set(places())], []);
  });

  it('no byte of the files does either', () => {
    assert.deepEqual(traces(), []);
  });

  it('no line of the log ever held any of it', () => {
    assert.ok(lines.length > 20, 'requests are logged');
    const telling = lines.filter((line) =>
      Object.values(PERSON).some((each) => line.includes(each)),
    );
    assert.deepEqual(telling, []);
    assert.deepEqual(
      lines.filter((line) => /_secret_|Bearer|sk_test/.test(line)),
      [],
    );
  });

  it('says what stays, and until when', () => {
    const counts = Object.fromEntries(kept.kept.map(({ what, count }) => [what, count]));
    assert.ok(
      (counts.consent_records ?? 0) > 5 && (counts.payments ?? 0) > 1,
      JSON.stringify(counts),
    );
    const years = (kept.kept_until * 1000 - clock.now()) / (365.25 * DAY_MS);
    assert.ok(years >= 3 && years < 3.1, `${years} years`);
  });

  it('the evidence is there, without the person, and still holds', async () => {
    const records = await consentsOn(world, `customer=${customer}`);
    const granted = records.filter((each) => each.act === 'grant');
    assert.ok(granted.length >= 2);
    for (const record of granted) {
      assert.ok((record.words as { text: string }).text.length > 50);
      assert.deepEqual(record.person, {
        email: null,
        erased_at: clock.now() / 1000,
        ip_address: null,
        name: null,
        user_agent: null,
      });
    }
    const answer = await verify(world);
    assert.deepEqual([answer.ok, answer.broken], [true, []]);
    assert.deepEqual(
      new Set(answer.erased),
      new Set(records.filter((each) => each.person).map((each) => each.id)),
    );
  });

  it('a stored answer is replayed without the person', async () => {
    const again = await form(
      world,
      '/v1/payment_methods/pm_card_amex/attach',
      `customer=${customer}`,
      { 'idempotency-key': 'attach-1' },
    );
    assert.equal(again.headers.get('idempotent-replayed'), 'true', again.text);
    assert.equal((again.body.billing_details as { name: string | null }).name, null);
  });

  it('everything that was allowed is over', async () => {
    const mandates = await raw(world, 'GET', `/v1/mandates?customer=${customer}`);
    const { data } = mandates.body as { data: { status: string }[] };
    assert.ok(data.length >= 2);
    assert.deepEqual([...new Set(data.map((each) => each.status))], ['inactive']);
    assert.equal((await world.stripe.paymentMethods.list({ customer })).data.length, 0);
    assert.equal(
      (await refusal(world.stripe.customerSessions.create({ customer, components: {} as never })))
        .code,
      'resource_missing',
    );
    assert.equal((await refusal(world.stripe.customers.del(customer))).statusCode, 404);
  });

  it('payments stay in the books', async () => {
    const { data } = await world.stripe.paymentIntents.list({ customer });
    const paid = data.filter((each) => each.status === 'succeeded');
    assert.deepEqual(paid.map((each) => each.amount).toSorted(), [1099, 900]);
    assert.ok((await attemptsOf(world, String(paid[0]?.id))).length > 0);
  });

  it('nobody else loses anything', async () => {
    const found = await world.stripe.customers.retrieve(other);
    assert.equal(found.deleted ? null : found.email, 'grace@example.com');
    const [record] = await consentsOn(world, `customer=${other}`);
    assert.equal(record?.person?.name, 'Ada Long');
  });
});

describe('the processor', () => {
  it('is asked to forget until it has, with growing waits', async () => {
    const teller = createTeller();
    const own = await startWorld({ overrides: { now: clock.now, processors: [teller] } });
    try {
      const customer = await newCustomer(own);
      await agree(own, customer, { save: true });
      await attach(own, customer, 'pm_card_amex');
      teller.refuseDeletion(true);
      await own.stripe.customers.del(customer);
      let asked = 0;
      for (const wait of [0, 1000, 10_000, 60_000, 600_000]) {
        if (wait > 0) {
          clock.advance(wait - 1);
          assert.equal(await own.keepsake.worker.turn(), 0, `not before ${wait} ms`);
          clock.advance(1);
        }
        asked += await own.keepsake.worker.turn();
      }
      assert.equal(asked, 10);
      assert.deepEqual(teller.forgotten, []);
      teller.refuseDeletion(false);
      clock.advance(3_600_000);
      await own.keepsake.worker.turn();
      assert.deepEqual(teller.forgotten.toSorted(), ['card_1', 'card_2']);
      clock.advance(DAY_MS);
      assert.equal(await own.keepsake.worker.turn(), 0);
    } finally {
      await own.close();
    }
  });

  it('a real bank that is down, then up: it has forgotten in the end, once', async () => {
    const answers: number[] = [];
    let down = true;
    const own = await startWorld({
      overrides: {
        now: clock.now,
        fetch: async (input, init) => {
          if (init?.method !== 'DELETE') return fetch(input, init);
          const response = down ? new Response('{}', { status: 503 }) : await fetch(input, init);
          answers.push(response.status);
          return response;
        },
      },
    });
    try {
      const customer = await newCustomer(own);
      await payTyped(own, customer, { save: true });
      await own.stripe.customers.del(customer);
      for (let round = 0; round < 5; round++) {
        await own.keepsake.worker.turn();
        clock.advance(3_600_000);
        down = round < 1;
      }
      assert.deepEqual(answers, [503, 503, 200]);
    } finally {
      await own.close();
    }
  });
});

it('a session whose customer is gone shows nothing of anybody', async () => {
  const customer = await newCustomer(world, 'ada@example.com');
  await attach(world, customer);
  const session = await openSession(world, { customer });
  await world.stripe.customers.del(customer);
  const state = await look(world, session.secret);
  assert.deepEqual([state.customer, state.payment_methods, state.prefill], [null, [], null]);
  const answer = await press(world, session.secret, { payment_method: 'pm_1' });
  assert.equal(answer.status, 400);
  assert.equal(codeOf(await world.elements('cuss_x', '/elements/wallet')), 'client_secret_invalid');
});
