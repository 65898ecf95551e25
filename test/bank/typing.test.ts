/** The frame's pure parts as tables: typing, messages, style tokens, languages. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelsFor } from '../../server/bank/frame/labels.ts';
import { parseHello, parseRequest } from '../../server/bank/frame/messages.ts';
import { acceptable } from '../../server/bank/frame/theme.ts';
import {
  caretAfterDigits,
  digitsOf,
  formatExpiry,
  formatNumber,
} from '../../server/bank/frame/typing.ts';

describe('typing in the frame', () => {
  const numbers = [
    ['4242-4242-4242-4242', '4242 4242 4242 4242'],
    ['  4242 4242 4242 4242 ', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['3782822463100059', '3782 822463 10005'],
    ['٤٢٤٢', '4242'],
    ['4242x', '4242'],
  ] as const;
  for (const [typed, shown] of numbers) {
    it(`shows "${typed}" as "${shown}"`, () => assert.equal(formatNumber(typed), shown));
  }

  const expiries = [
    ['1', false, '1'],
    ['4', false, '04 / '],
    ['13', false, '01 / 3'],
    ['12', false, '12 / '],
    ['12 /', true, '12'],
    ['12 / 3', true, '12 / 3'],
    ['1/', false, '01 / '],
    ['1/30', false, '01 / 30'],
    ['12/2030', false, '12 / 2030'],
    ['12 / 30', false, '12 / 30'],
    ['1230', false, '12 / 30'],
    ['122030', false, '12 / 2030'],
    ['12-30', false, '12 / 30'],
    ['0', false, '0'],
    ['', false, ''],
  ] as const;
  for (const [typed, deleting, shown] of expiries) {
    it(`shows "${typed}"${deleting ? ' while deleting' : ''} as "${shown}"`, () =>
      assert.equal(formatExpiry(typed, deleting), shown));
  }

  it('keeps the caret behind the digit it stood behind', () => {
    assert.equal(caretAfterDigits('4242 4242', 0), 0);
    assert.equal(caretAfterDigits('4242 4242', 4), 4);
    assert.equal(caretAfterDigits('4242 4242', 5), 6);
    assert.equal(caretAfterDigits('4242', 9), 4);
  });

  it('reads digits of other scripts', () => assert.equal(digitsOf('۴۲ ４２'), '4242'));
});

const theme = { colorScheme: 'light', tokens: { 'color-text': '#123' } };
const init = { id: 1, type: 'init', locale: 'de-AT', dir: 'ltr', theme, mode: 'card' };

describe('messages to the frame', () => {
  const good = [
    init,
    { id: 2, type: 'theme', theme },
    { id: 3, type: 'locale', locale: 'ar', dir: 'rtl' },
    { id: 4, type: 'focus', field: 'cvc' },
    { id: 5, type: 'validate' },
    { id: 6, type: 'tokenize' },
    { id: 7, type: 'clear' },
  ];
  for (const message of good) {
    it(`takes ${message.type}`, () => assert.deepEqual(parseRequest(message), message));
  }

  const bad: readonly unknown[] = [
    null,
    'init',
    [],
    {},
    { ...init, extra: 1 },
    { ...init, id: '1' },
    { ...init, id: 1.5 },
    { ...init, mode: 'all' },
    { ...init, dir: 'up' },
    { ...init, locale: 'de<script>' },
    { ...init, theme: { ...theme, css: 'x' } },
    { ...init, theme: { ...theme, tokens: { background: 'red' } } },
    { ...init, theme: { ...theme, tokens: [] } },
    { id: 4, type: 'focus', field: 'pan' },
    { id: 5, type: 'validate', field: 'cvc' },
    { id: 5, type: 'read' },
    { type: 'tokenize' },
  ];
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message)}`, () => assert.equal(parseRequest(message), null));
  }

  it('knows a greeting', () => {
    const hello = { type: 'keepsake:hello', v: 1, nonce: 'n' };
    assert.deepEqual(parseHello(hello), hello);
    assert.equal(parseHello({ ...hello, session: 'cs_1' }), null);
    assert.equal(parseHello({ ...hello, type: 'hello' }), null);
  });
});

describe('style tokens', () => {
  const values = [
    ['color-text', '#1a2b3c', true],
    ['color-text', 'rgb(1 2 3 / 50%)', true],
    ['color-text', 'oklch(70% 0.1 200)', true],
    ['color-text', 'url(https://a.example)', false],
    ['color-text', 'red; background: blue', false],
    ['color-text', 'var(--x)', false],
    ['radius', '8px', true],
    ['radius', '0', true],
    ['radius', 'calc(1px + 1px)', false],
    ['font-family', '"Noto Sans", sans-serif', true],
    ['font-family', 'x} body {', false],
    ['font-size', '1.125rem', true],
  ] as const;
  for (const [token, value, fine] of values) {
    it(`${fine ? 'takes' : 'refuses'} ${token} ${value}`, () =>
      assert.equal(acceptable(token, value), fine));
  }
});

describe('languages of the frame', () => {
  it('fall back to English', () => {
    assert.equal(labelsFor('de-AT').labels.fields.number, 'Kartennummer');
    assert.equal(labelsFor('xx').language, 'en');
    assert.equal(labelsFor('constructor').language, 'en');
  });
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'ja', 'ar', 'he']) {
    it(`${language} has every word`, () => {
      const { language: spoken, labels } = labelsFor(language);
      assert.equal(spoken, language);
      const words = [
        ...Object.values(labels.fields),
        ...Object.values(labels.errors),
        labels.expiryHint,
        labels.optional,
        labels.sessionExpired,
      ];
      assert.equal(words.length, 13);
      assert.ok(words.every((word) => word.length > 1));
    });
  }
});
