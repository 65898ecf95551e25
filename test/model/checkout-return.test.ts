/** Origins that may speak for a session, and where its buyer goes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fillSessionId,
  originOf,
  originsOf,
  redirectUrl,
} from '../../server/model/checkout-return.ts';
import { session } from './samples.ts';

describe('the origin of an address', () => {
  for (const [url, origin] of [
    ['https://shop.example/thanks?x=1', 'https://shop.example'],
    ['http://localhost:4242', 'http://localhost:4242'],
    ['https://shop.example:443/', 'https://shop.example'],
    ['https://user@shop.example/', 'https://shop.example'],
    ['myapp://done', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['not an address', null],
    ['', null],
  ] as const) {
    it(`${url || 'nothing'}: ${origin}`, () => assert.equal(originOf(url), origin));
  }
});

it('a session speaks for its own addresses, its allowed origins and the API, once each', () => {
  const one = session({
    returnUrl: 'https://shop.example/return',
    successUrl: 'https://shop.example/success',
    allowedOrigins: ['https://other.example', 'myapp://x'],
  });
  assert.deepEqual(originsOf(one, 'http://localhost:4242'), [
    'http://localhost:4242',
    'https://shop.example',
    'https://other.example',
  ]);
});

describe('the session id in an address', () => {
  for (const [url, expected] of [
    ['https://s.example/?id={CHECKOUT_SESSION_ID}', 'https://s.example/?id=cs_1'],
    ['https://s.example/?id=%7BCHECKOUT_SESSION_ID%7D', 'https://s.example/?id=cs_1'],
    [
      'https://s.example/{CHECKOUT_SESSION_ID}/{CHECKOUT_SESSION_ID}',
      'https://s.example/cs_1/cs_1',
    ],
    ['https://s.example/', 'https://s.example/'],
  ] as const) {
    it(url, () => assert.equal(fillSessionId(url, 'cs_1'), expected));
  }
});

describe('where the buyer goes after success', () => {
  const urls = {
    successUrl: 'https://s.example/ok?{CHECKOUT_SESSION_ID}',
    returnUrl: 'https://s.example/back',
  };
  for (const [name, change, expected] of [
    ['hosted', { ...urls, uiMode: 'hosted' }, 'https://s.example/ok?cs_test_1'],
    ['elements', { ...urls, uiMode: 'elements' }, 'https://s.example/back'],
    ['embedded', { ...urls, uiMode: 'embedded_page' }, 'https://s.example/back'],
    ['embedded, never', { ...urls, uiMode: 'embedded', redirectOnCompletion: 'never' }, null],
    [
      'embedded, if required',
      { ...urls, uiMode: 'embedded', redirectOnCompletion: 'if_required' },
      null,
    ],
    [
      'elements with a success address only',
      { successUrl: 'https://s.example/ok' },
      'https://s.example/ok',
    ],
    ['none given', {}, null],
  ] as const) {
    it(name, () => assert.equal(redirectUrl(session(change)), expected));
  }
});
