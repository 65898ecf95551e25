/**
 * The tag as a merchant's server renders it: cards are seen before any script of ours has come, and
 * when it comes it takes over what stands there; nothing is doubled, nothing moves, nothing is lost.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContextOptions } from 'playwright-core';
import { type RenderOptions, renderCheckout } from '../../components/render/index.ts';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { cards, focus, newCard, payButton, returned, savedCard } from '../support/buyer.ts';
import { eventually, openStage, secretOf, type Visit } from '../support/journey.ts';

const stage = await openStage();

/** Keeps every unexpected layout shift of a page. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map((each) => each.node?.nodeName + ' ' + each.previousRect.y + ' to ' + each.currentRect.y);
      window.shifts.push(entry.value.toFixed(4) + ' from ' + moved);
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

/**
 * Everything inside the tag as text, shadow roots too, whether a server or the element rendered it.
 * Address fields come later, and what is checked or typed is no attribute of a living element.
 */
const INSIDE = `(() => {
  const own = new Set(['data-of', 'value', 'checked']);
  const write = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, ' ');
    if (node.nodeType !== Node.ELEMENT_NODE || node.localName === 'link') return '';
    const tag = node.getAttribute('data-of') ?? node.localName;
    const attributes = [...node.attributes].filter(({ name }) => !own.has(name));
    const written = attributes.map(({ name, value }) => ' ' + name + '=' + value).sort().join('');
    const children = tag === 'keepsake-address' ? [] : (node.shadowRoot ?? node).childNodes;
    return '<' + tag + written + '>' + [...children].map(write).join('') + '</' + tag + '>';
  };
  const root = document.querySelector('keepsake-checkout').shadowRoot;
  return [...root.childNodes].map(write).join('').replace(/ *(<[^>]*>) */g, '\\n$1');
})()`;

/** As strict as a page with such a tag can be: no inline style, no inline script. */
const { api: API, bank: BANK } = stage.world;
const POLICY = [
  "default-src 'none'",
  `script-src ${API.url}`,
  `style-src ${API.url}`,
  `connect-src ${API.url}`,
  `frame-src ${BANK.url} ${API.url}`,
  "require-trusted-types-for 'script'",
].join('; ');

type Options = Omit<RenderOptions, 'clientSecret' | 'api' | 'state'>;

interface Scene extends Visit {
  readonly session: string;
  /** Lets the script come. */
  readonly wake: () => void;
}

/** Opens a page whose tag was rendered by a server, with our script held back. */
async function open(
  what: 'cards' | 'skeleton',
  options: Options = {},
  browser: BrowserContextOptions = {},
): Promise<Scene> {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_mastercard' }]);
  const session = await stage.session({ customer: customer.id });
  const clientSecret = secretOf(session);
  const search = options.locale ? `?locale=${options.locale}` : '';
  const { body } = await stage.world.elements(clientSecret, `/elements/checkout${search}`);
  const state = body as unknown as CheckoutState;
  const api = stage.world.api.url;
  const tag = await renderCheckout({
    clientSecret,
    api,
    ...options,
    ...(what === 'cards' ? { state } : {}),
  });
  const visit = await stage.browser(browser);
  await visit.page.addInitScript(WATCH_SHIFTS);
  let wake = () => {};
  const awake = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await visit.page.route('**/keepsake-checkout.js', async (route) => {
    await awake;
    await route.continue();
  });
  // How many cards there are is not known to a skeleton: what is below it may have to move.
  const below = what === 'cards' ? '<p>Free returns within 30 days.</p>' : '';
  const around = (each: string) => each + below;
  const address = stage.address(session, { tag, around, csp: POLICY });
  await visit.page.goto(address, { waitUntil: 'commit' });
  return { ...visit, session: session.id, wake };
}

/** When the tag is alive: its controller has told the page. */
async function alive({ witness }: Visit): Promise<void> {
  await eventually(() => {
    assert.ok(witness.events.some(({ type }) => type === 'keepsake-ready'));
  });
}

/** Where the tag ends, in CSS pixels. */
const BOTTOM = "document.querySelector('keepsake-checkout').getBoundingClientRect().bottom";

test('saved cards are seen without script and without a request for them, and pay once it is there', async () => {
  const scene = await open('cards');
  const { page, witness } = scene;
  await savedCard(page, '4444').waitFor();
  assert.equal(await savedCard(page, '4444').isChecked(), true);
  assert.equal(await payButton(page, /with Mastercard •••• 4444$/).isVisible(), true);
  assert.deepEqual(witness.to('/elements/checkout'), []);

  scene.wake();
  await alive(scene);
  assert.equal(await cards(page).count(), 1, 'nothing is doubled');
  assert.equal(await payButton(page).count(), 1);
  assert.deepEqual(witness.to('/elements/checkout'), []);
  assert.deepEqual(witness.complaints, []);
  await payButton(page).click();
  assert.equal(await returned(page), scene.session);
  assert.equal((await stage.charged()).length, 1);
});

for (const [name, options, browser] of [
  ['in English', {}, { viewport: { width: 800, height: 1_000 } }],
  ['in German, on a phone', { locale: 'de' }, { viewport: { width: 320, height: 1_200 } }],
  ['in Arabic', { locale: 'ar' }, { viewport: { width: 800, height: 1_000 } }],
  [
    'in a theme, in the dark',
    { theme: 'pop' },
    { viewport: { width: 800, height: 1_000 }, colorScheme: 'dark' },
  ],
] as const) {
  test(`the script takes over without moving anything, ${name}`, async () => {
    const scene = await open('cards', options, browser);
    const { page } = scene;
    await page.getByRole('radio').first().waitFor();
    const bottom = () => page.evaluate(BOTTOM);
    await eventually(async () => assert.ok(Number(await bottom()) > 300, 'the styles are there'));
    const before = Number(await bottom());
    const rendered = await page.evaluate(INSIDE);
    assert.match(String(rendered), /keepsake-pay-button/);
    scene.wake();
    await alive(scene);
    await page.getByRole('radio').first().waitFor();
    await pause(400);
    const moved = Math.abs(Number(await bottom()) - before);
    assert.ok(moved < 0.1, `what is below the tag moved by ${moved} px`);
    assert.deepEqual(await page.evaluate('window.shifts'), []);
    assert.equal(await page.evaluate(INSIDE), rendered, 'the element renders what the server did');
  });
}

test('a skeleton gives way to the cards without moving what is on screen', async () => {
  const scene = await open('skeleton', {}, { viewport: { width: 800, height: 1_600 } });
  const { page, witness } = scene;
  await page.getByRole('status').filter({ hasText: 'Loading checkout' }).waitFor();
  scene.wake();
  await savedCard(page, '4444').waitFor();
  await pause(300);
  assert.equal(witness.to('/elements/checkout', 'GET').length, 1);
  assert.deepEqual(await page.evaluate('window.shifts'), []);
});

test('the choice and the focus of a quick buyer outlive the take-over', async () => {
  const scene = await open('cards');
  const { page } = scene;
  await savedCard(page, '4242').check();
  await savedCard(page, '4242').focus();
  scene.wake();
  await alive(scene);
  await payButton(page, /with Visa •••• 4242$/).waitFor();
  assert.equal(await savedCard(page, '4242').isChecked(), true);
  await eventually(async () => assert.match(await focus(page), /Visa ending in 4242/));
  await newCard(page).check();
  assert.equal(await savedCard(page, '4242').isChecked(), false, 'one group, not two');
});
