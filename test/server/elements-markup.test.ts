/** `GET /elements/checkout.html`: the tag as HTML, for merchants whose server cannot render it itself. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
after(() => world.close());

const ITEMS = [
  {
    quantity: 1,
    price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'A </script> shirt' } },
  },
];

async function openSession() {
  const customer = await world.stripe.customers.create({ email: 'ada@example.com' });
  const { id } = await world.stripe.paymentMethods.attach('pm_card_visa', {
    customer: customer.id,
  });
  await world.stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
  const session = await world.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    customer: customer.id,
    line_items: ITEMS,
    return_url: 'https://shop.example/thanks',
  });
  assert.ok(session.client_secret);
  return { id: session.id, secret: session.client_secret };
}

function ask(secret: string | null, search = '', origin?: string) {
  return fetch(`${world.api.url}/elements/checkout.html${search}`, {
    headers: {
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(origin === undefined ? {} : { origin }),
    },
  });
}

test('it is the tag with its cards, its state and links to styles that are there', async () => {
  const { secret } = await openSession();
  const response = await ask(secret);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const html = await response.text();
  assert.ok(
    html.startsWith(`<keepsake-checkout client-secret="${secret}" api="${world.api.url}">`),
  );
  assert.match(html, /aria-label="Visa ending in 4242, expires \d\d\/\d{4}"/);
  assert.match(html, /A &lt;\/script&gt; shirt/);
  assert.equal(html.match(/<\/script>/g)?.length, 1);
  const links = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, to]) => to);
  assert.ok(links.length >= 4);
  for (const link of links) {
    const sheet = await fetch(link ?? '');
    assert.equal(sheet.status, 200, link);
    assert.match(sheet.headers.get('content-type') ?? '', /^text\/css/);
    assert.match(sheet.headers.get('cache-control') ?? '', /immutable/);
  }
});

test('it speaks the language and wears the theme that are asked for', async () => {
  const { secret } = await openSession();
  const html = await (await ask(secret, '?locale=de&theme=pop')).text();
  assert.match(html, /^<keepsake-checkout [^>]* locale="de" theme="pop">/);
  assert.match(html, /Visa mit Endziffern 4242/);
});

for (const [what, search] of [
  ['an unknown parameter', '?secret=x'],
  ['a theme that is no word', '?theme=%22%3E'],
] as const) {
  test(`${what} is refused by name`, async () => {
    const { secret } = await openSession();
    const response = await ask(secret, search);
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: { param: string } };
    assert.equal(error.param, search.slice(1).split('=')[0]);
  });
}

test('without the secret, for a foreign page, or for a session that is over, nothing is shown', async () => {
  const { id, secret } = await openSession();
  assert.equal((await ask(null)).status, 401);
  assert.equal((await ask(`${secret}x`)).status, 401);
  assert.equal((await ask(secret, '', 'https://evil.example')).status, 403);
  await world.stripe.checkout.sessions.expire(id);
  const over = await ask(secret);
  assert.equal(over.status, 400);
  assert.doesNotMatch(await over.text(), /4242/);
});
