/** The tag as HTML text: what it shows, in which languages, and that nothing in it breaks out. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { inlineState, renderCheckout, STYLE_FILES } from '../../components/render/index.ts';
import { checkoutState } from '../components/support/state.ts';

const TAG = { clientSecret: 'cs_test_1_secret_abc', api: 'https://pay.example/' };
const state = checkoutState();
const EVIL = '"><script>alert(1)</script><!--';

test('without a state it is a skeleton that says so to those who listen', async () => {
  const html = await renderCheckout(TAG);
  assert.match(
    html,
    /^<keepsake-checkout client-secret="cs_test_1_secret_abc" api="https:\/\/pay\.example">/,
  );
  assert.match(html, /class="bones"/);
  assert.match(html, /role="status"[^>]*>Loading checkout</);
  assert.doesNotMatch(html, /slot="state"/);
});

test('with a state it is the cards, the right one chosen, and the state itself', async () => {
  const html = await renderCheckout({ ...TAG, state });
  assert.match(
    html,
    /<input[^>]* value="pm_mc" aria-label="Mastercard ending in 4444, [^>]* checked/,
  );
  assert.equal(html.match(/type="radio"/g)?.length, 4);
  assert.match(html, /Pay \$10\.99 with Mastercard •••• 4444/);
  assert.doesNotMatch(html, /class="bones"/);
  assert.ok(html.endsWith(`${inlineState(state)}</keepsake-checkout>`));
});

for (const [what, other] of [
  ['there is no saved card', checkoutState({ payment_methods: [], prefill: null })],
  ['the session is complete', checkoutState({ session: { status: 'complete' } })],
  [
    'a press is under way',
    checkoutState({ press: { press: 'p', status: 'processing', next_action: null, error: null } }),
  ],
] as const) {
  test(`where ${what}, it is a skeleton`, async () => {
    assert.match(await renderCheckout({ ...TAG, state: other }), /class="bones"/);
  });
}

test('nothing that a product, a buyer or an attribute is called breaks out', async () => {
  const evil = checkoutState({
    line_items: [{ name: EVIL, quantity: 2, amount_total: 1099 }],
    customer: { email: EVIL, name: EVIL },
    merchant: { name: EVIL, terms_url: EVIL, support_url: null },
    payment_methods: state.payment_methods.map((card) => ({ ...card, brand: EVIL, last4: EVIL })),
  });
  const html = await renderCheckout({
    clientSecret: EVIL,
    api: EVIL,
    theme: EVIL,
    locale: 'de',
    state: evil,
  });
  assert.equal(html.match(/<script/g)?.length, 1, 'the state is the only script');
  assert.equal(html.match(/<\/script/g)?.length, 1);
  assert.doesNotMatch(html, /<!--/);
});

test('it speaks every language that the elements do', async () => {
  const languages = readdirSync('components/locale/locales').map((name) => name.slice(0, -3));
  assert.ok(languages.length >= 4);
  const texts = new Set<string>();
  for (const locale of languages) {
    const html = await renderCheckout({ ...TAG, state, locale });
    const [, legend = ''] = /<legend[^>]*>([^<]+)</.exec(html) ?? [];
    assert.notEqual(legend.trim(), 'Payment method', locale);
    texts.add(legend.trim());
    assert.equal(
      /part="base" dir="rtl"/.test(html),
      ['ar', 'fa', 'he', 'ur'].includes(locale),
      locale,
    );
  }
  assert.ok(texts.size > 2);
});

test('every style sheet that it names exists, and only themes that do are named', async () => {
  const html = await renderCheckout({ ...TAG, state, theme: 'dark pop constructor' });
  const linked = [...html.matchAll(/href="https:\/\/pay\.example\/([^"]+)"/g)].map(
    ([, path]) => path,
  );
  const paths = new Set(Object.values(STYLE_FILES).map(({ path }) => path));
  assert.ok(linked.length >= 5);
  for (const path of linked) assert.ok(path && paths.has(path), path);
  for (const { text } of Object.values(STYLE_FILES)) assert.match(text, /^:host/);
});
