/** Two merchants on one installation: a buyer of the second is served by the second, in its name, everywhere. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { startWorld, type World } from '../../support/world.ts';
import { startReceiver } from '../receiver.ts';
import {
  accept,
  answerChallenge,
  eventually,
  look,
  openSession,
  press,
  raw,
  refusal,
  returningBuyer,
  SHOP,
  standing,
} from '../shop.ts';

const NAME = 'Second & Sons';

describe('a second account', () => {
  let world: World;
  /** The same installation as the second merchant sees it. */
  let second: World;
  let account: string;
  before(async () => {
    world = await startWorld({ config: { webhooksAllowPrivate: 'on' } });
    const { access } = world.keepsake;
    const made = await access.createAccount({
      name: NAME,
      termsUrl: 'https://second.example/terms',
      supportUrl: null,
      manageUrl: null,
    });
    account = made.id;
    const { secret } = await access.createKey({
      account,
      name: 'server',
      kind: 'secret',
      permissions: null,
      expiresMs: null,
    });
    const { port, hostname: host } = new URL(world.api.url);
    const stripe = new Stripe(secret, {
      ...{ host, port: Number(port), protocol: 'http' },
      ...{ maxNetworkRetries: 0, telemetry: false },
    });
    second = { ...world, api: { ...world.api, key: secret }, stripe };
  });
  after(() => world.close());

  it('sees its own customers alone', async () => {
    const { customer } = await returningBuyer(second);
    const { customer: other } = await returningBuyer(world);
    assert.deepEqual(
      (await second.stripe.customers.list()).data.map(({ id }) => id),
      [customer],
    );
    const refused = await refusal(second.stripe.customers.retrieve(other));
    assert.deepEqual([refused.statusCode, refused.code], [404, 'resource_missing']);
  });

  it('is who speaks to its buyers, and is paid', async () => {
    const { customer, card } = await returningBuyer(second);
    const session = await openSession(second, {
      customer,
      saved_payment_method_options: { payment_method_save: 'enabled' },
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    for (let again = 0; again < 2; again += 1) {
      const state = await look(world, session.secret);
      assert.deepEqual(
        [state.merchant.name, state.merchant.terms_url],
        [NAME, 'https://second.example/terms'],
      );
      assert.match(state.offers.mandate?.text ?? '', /Second & Sons/);
      assert.deepEqual(
        state.payment_methods.map(({ id }) => id),
        [card],
      );
    }
    const { offers } = await look(world, session.secret, `?payment_method=${card}`);
    const paid = await press(world, session.secret, {
      payment_method: card,
      consents: { mandate: accept(offers.mandate) },
    });
    assert.equal(paid.result?.status, 'complete');
    const intent = await second.stripe.paymentIntents.retrieve(session.intent);
    assert.equal(intent.status, 'succeeded');
    assert.equal(
      (await refusal(world.stripe.paymentIntents.retrieve(session.intent))).statusCode,
      404,
    );
    assert.equal((await standing(world, session.secret)).status, 'complete');
  });

  it('has hosted pages in its name', async () => {
    const session = await second.stripe.checkout.sessions.create({
      mode: 'setup',
      ui_mode: 'hosted_page',
      currency: 'usd',
      success_url: `${SHOP}/done`,
    });
    const page = async (path: string) => (await fetch(`${world.api.url}${path}`)).text();
    assert.match(await page(`/pay/${session.id}`), /Second &#38; Sons/);
    assert.match(await page('/pay/cs_test_none'), /Keepsake demo shop/);
  });

  it('has wallets and receipts in its name', async () => {
    const { customer, card } = await returningBuyer(second);
    const { client_secret: secret } = await second.stripe.customerSessions.create({
      customer,
      components: {},
    });
    const wallet = await world.elements(secret, '/elements/wallet');
    assert.deepEqual([wallet.status, Object(wallet.body.merchant).name], [200, NAME]);
    const gone = await world.elements(secret, `/elements/payment_methods/${card}`, {
      method: 'DELETE',
    });
    assert.equal(gone.status, 200, JSON.stringify(gone.body));
  });

  it('has invoices with a page of its own', async () => {
    const { customer } = await returningBuyer(second);
    const invoice = await second.stripe.invoices.create({ customer, currency: 'usd' });
    await second.stripe.invoices.addLines(invoice.id ?? '', {
      lines: [{ amount: 900, description: 'A bag' }],
    });
    const { hosted_invoice_url: url } = await second.stripe.invoices.finalizeInvoice(
      invoice.id ?? '',
    );
    const secret = new URL(url ?? '').hash.slice(1);
    const shown = await world.elements(secret, '/elements/invoice');
    assert.deepEqual([shown.status, shown.body.merchant], [200, NAME], JSON.stringify(shown.body));
  });

  it('hears of its challenges and its events, and nobody else does', async () => {
    const receivers = [await startReceiver(), await startReceiver()];
    const [ours, theirs] = receivers;
    assert.ok(ours && theirs);
    const wants = { enabled_events: ['checkout.session.completed'] as const };
    await world.stripe.webhookEndpoints.create({ ...wants, url: ours.url } as never);
    await second.stripe.webhookEndpoints.create({ ...wants, url: theirs.url } as never);
    const session = await openSession(second);
    const pressed = await press(world, session.secret, {
      card_token: await world.token('4000002760003184'),
      billing_details: { name: 'Ada', email: 'ada@example.com', address: { country: 'DE' } },
    });
    assert.equal(pressed.result?.status, 'requires_action', JSON.stringify(pressed.error));
    await answerChallenge(pressed.result?.next_action?.redirect_to_url.url, 'approve');
    await eventually(
      () => standing(world, session.secret),
      ({ status }) => status === 'complete',
    );
    await eventually(
      async () => {
        await world.keepsake.worker.turn();
        return theirs.received.length;
      },
      (count) => count > 0,
    );
    assert.equal(ours.received.length, 0);
    for (const receiver of receivers) await receiver.close();
  });

  it('has a ledger of its own, and both are verified', async () => {
    const own = (await raw(second, 'GET', '/v1/consents/verify')).body;
    const first = (await raw(world, 'GET', '/v1/consents/verify')).body;
    const all = await world.keepsake.verify();
    assert.ok(Number(own.checked) > 0 && Number(first.checked) > 0);
    assert.deepEqual([all.ok, all.checked], [true, Number(own.checked) + Number(first.checked)]);
  });

  it('is listed after the default one, and needs a name', async () => {
    const { access } = world.keepsake;
    const all = await access.accounts();
    assert.deepEqual(
      all.map(({ id, name }) => [id, name]),
      [
        ['acct_default', 'Keepsake demo shop'],
        [account, NAME],
      ],
    );
    const none = { termsUrl: null, supportUrl: null, manageUrl: null };
    await assert.rejects(access.createAccount({ ...none, name: ' ' }), /name has 1 to/);
    await assert.rejects(
      access.createAccount({ ...none, name: 'x', termsUrl: 'javascript:x' }),
      /not an http or https URL/,
    );
  });
});
