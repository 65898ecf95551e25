/** The card frame in a real browser, held by a page of another site that hears every word. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CardFrame } from '../support/card-frame.ts';
import { INIT, openCardFrame } from '../support/card-frame.ts';

describe('the card frame in a browser', () => {
  let card: CardFrame;
  const problems: string[] = [];
  before(async () => {
    card = await openCardFrame();
    card.page.on('pageerror', (error) => problems.push(error.message));
    card.page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) problems.push(message.text());
    });
  });
  after(() => card.stop());

  const field = (name: string) => card.frame.getByRole('textbox', { name, exact: true });
  async function open(init: Record<string, unknown> = {}): Promise<void> {
    assert.deepEqual(
      { ...((await card.mount(card.address())) as object), height: 0 },
      {
        type: 'ready',
        v: 1,
        nonce: 'n1',
        height: 0,
      },
    );
    assert.deepEqual(await card.ask({ ...INIT, ...init }), { id: 1, ok: true });
  }
  const ok = (reply: Record<string, unknown>) => {
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return reply;
  };
  const refused = (reply: Record<string, unknown>) => {
    const { code, field: at } = (reply.error ?? {}) as Record<string, unknown>;
    return [code, at];
  };

  it('makes a token, and nothing that was typed crosses to the page', async () => {
    await open();
    const requests: string[] = [];
    card.page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    await field('Card number').pressSequentially('4242424242424242');
    await field('Expiry date').pressSequentially('1230');
    await field('Security code').pressSequentially('737');
    await field('Name on card').pressSequentially('Ada Lovelace');
    assert.equal(await field('Card number').inputValue(), '4242 4242 4242 4242');
    assert.equal(await field('Expiry date').inputValue(), '12 / 30');
    await field('Name on card').press('Enter');
    await field('Name on card').press('Escape');
    const made = ok(await card.ask({ type: 'tokenize' }));
    assert.match(String(made.token), /^ctok_/);
    assert.deepEqual(made.card, {
      brand: 'visa',
      last4: '4242',
      exp_month: 12,
      exp_year: 2030,
      funding: 'credit',
    });
    const heard = await card.heard();
    const types = heard.map(({ type }) => type);
    for (const type of ['ready', 'state', 'focus', 'submit', 'escape'])
      assert.ok(types.includes(type), type);
    const crossed = JSON.stringify(heard).replaceAll(String(made.token), '');
    assert.doesNotMatch(crossed.replaceAll(' ', ''), /42424|737|Ada/);
    assert.ok(!heard.some((message) => 'window' in message), 'only the port is used');
    assert.deepEqual(requests, [`POST ${card.bank.url}/tokens`]);

    const foreign = await card.bank.api('POST', '/payment_methods', {
      token: made.token,
      session: 'cs_other',
    });
    assert.equal(foreign.at('error.code'), 'token_foreign');
    const own = await card.bank.api('POST', '/payment_methods', {
      token: made.token,
      session: 'cs_frame',
    });
    assert.equal(own.at('name'), 'Ada Lovelace');
  });

  it('says what is wrong when a field is left, not while it is typed in', async () => {
    await open();
    await field('Card number').pressSequentially('4242 4242 4242 4241');
    assert.equal(await card.frame.getByRole('alert').filter({ hasText: /./ }).count(), 0);
    await field('Expiry date').pressSequentially('1/20');
    await field('Security code').focus();
    assert.equal(await field('Card number').getAttribute('aria-invalid'), 'true');
    const alerts = await card.frame.getByRole('alert').filter({ hasText: /./ }).allTextContents();
    assert.deepEqual(alerts, ['This card number is not valid.', 'This card has expired.']);
    assert.equal(await field('Card number').getAttribute('aria-describedby'), 'number-error');
    await field('Card number').fill('4242 4242 4242 4242');
    assert.equal(await field('Card number').getAttribute('aria-invalid'), null);
    assert.deepEqual(refused(await card.ask({ type: 'validate' })), ['card_expired', 'expiry']);
    await card.ask({ type: 'clear' });
    assert.deepEqual(refused(await card.ask({ type: 'tokenize' })), ['incomplete', 'number']);
  });

  it('hears from the bank that a card is not accepted', async () => {
    await open();
    await field('Card number').fill('4111 1111 1111 1111');
    await field('Expiry date').fill('12 / 2030');
    await field('Security code').fill('123');
    assert.deepEqual(refused(await card.ask({ type: 'tokenize' })), [
      'card_not_accepted',
      'number',
    ]);
    assert.equal(await card.frame.getByText('This card is not accepted here.').count(), 1);
  });

  it('keeps the caret where the typing is, and takes what is pasted', async () => {
    await open();
    const number = field('Card number');
    await number.pressSequentially('42424242');
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', '9']) await number.press(key);
    assert.equal(await number.inputValue(), '4294 2424 2');
    assert.equal(await number.evaluate((input: HTMLInputElement) => input.selectionStart), 3);
    await number.fill('3782-822463-10005');
    assert.equal(await number.inputValue(), '3782 822463 10005');
    await field('Security code').pressSequentially('12345');
    assert.equal(await field('Security code').inputValue(), '1234');
    await field('Expiry date').pressSequentially('12');
    await field('Expiry date').press('Backspace');
    await field('Expiry date').press('Backspace');
    assert.equal(await field('Expiry date').inputValue(), '1');
  });

  it('asks for the security code alone', async () => {
    await open({ mode: 'cvc' });
    assert.equal(await card.frame.getByRole('textbox').count(), 1);
    await field('Security code').fill('12');
    assert.deepEqual(refused(await card.ask({ type: 'tokenize' })), ['invalid_cvc', 'cvc']);
    await field('Security code').fill('123');
    assert.match(String(ok(await card.ask({ type: 'tokenize' })).token), /^ctok_/);
  });

  it('speaks other languages, and reads from the right', async () => {
    await open({ locale: 'ar', dir: 'rtl' });
    assert.equal(await field('رقم البطاقة').count(), 1);
    ok(await card.ask({ type: 'locale', locale: 'de-AT', dir: 'ltr' }));
    assert.equal(await field('Kartennummer').count(), 1);
  });

  it('refuses what is no request, without words of its own', async () => {
    await open();
    for (const request of [
      { type: 'read' },
      { type: 'validate', css: 'x' },
      { ...INIT, mode: 'all' },
    ]) {
      assert.deepEqual(refused(await card.ask(request)), ['invalid_request', null]);
    }
  });

  it('listens to the page that holds it, and to no other window of its origin', async () => {
    await open();
    const answer = await card.page.evaluate(`new Promise((resolve) => {
      const other = document.createElement('iframe');
      other.src = '/';
      other.onload = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data.type);
        other.contentWindow.port = port2;
        other.contentWindow.eval(\`parent.frames[0].postMessage(
          { type: 'keepsake:hello', v: 1, nonce: 'n2' }, '*', [port])\`);
        setTimeout(() => resolve('silence'), 400);
      };
      document.body.append(other);
    })`);
    assert.equal(answer, 'silence');
    assert.deepEqual(await card.ask({ type: 'clear' }), { id: 2, ok: true });
  });

  it('another version of the page is told so', async () => {
    await card.mount(card.address(), 2);
    assert.deepEqual(refused(await card.ask(INIT)), ['version_mismatch', null]);
  });

  it('an address that has run out is told to page and buyer', async () => {
    await card.mount(card.address({ lifeMs: -3600_000 }));
    assert.deepEqual(refused(await card.ask(INIT)), ['session_expired', null]);
    assert.equal(await card.frame.getByText('This form has expired.').count(), 1);
    assert.equal(await card.frame.getByRole('textbox').count(), 0);
  });

  it('goes on with what is typed under another address, and only under one for the same page', async () => {
    await open();
    await field('Card number').fill('4242424242424242');
    ok(await card.ask({ type: 'renew', url: card.address({ lifeMs: 1_000 }) }));
    assert.equal(await field('Card number').inputValue(), '4242 4242 4242 4242');
    await field('Expiry date').fill('12 / 30');
    await field('Security code').fill('737');
    assert.match(String(ok(await card.ask({ type: 'tokenize' })).token), /^ctok_/);
    for (const url of [
      card.address({ lifeMs: -3600_000 }),
      card.address({ origin: 'https://other.example' }),
      card.address().replace('/frame?', '/tokens?'),
      `${card.shop}/frame`,
      'no address',
    ])
      assert.deepEqual(refused(await card.ask({ type: 'renew', url })), ['session_expired', null]);
    assert.match(String(ok(await card.ask({ type: 'tokenize' })).token), /^ctok_/);
  });

  it('hides from pages that its address does not name', async () => {
    const elsewhere = card.address({ origin: 'https://other.example' });
    problems.length = 0;
    assert.equal(await card.mount(elsewhere), null);
    assert.match(problems.join(), /frame-ancestors/);
    problems.length = 0;
  });

  it('ran under its policy without a complaint', () => assert.deepEqual(problems, []));
});
