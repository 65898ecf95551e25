/** Which state a page may carry inside the tag, as a table. */
import { expect } from '@open-wc/testing';
import { readInline } from '../../components/checkout/inline-state.ts';
import { checkoutState } from './support/state.ts';

const SESSION = 'cs_test_1';
const NOW_MS = 1_900_000_000_000;
const fresh = checkoutState();
const { prefill } = fresh;

describe('inline state', () => {
  it('is shown as it is while everything in it holds', () => {
    expect(readInline(JSON.stringify(fresh), SESSION, NOW_MS)).to.deep.equal({
      state: fresh,
      isStale: false,
    });
    const none = { ...fresh, prefill: null };
    expect(readInline(JSON.stringify(none), SESSION, NOW_MS)?.isStale).to.equal(false);
  });

  it('loses a prefill that is over, and is then asked for again', () => {
    const late = { ...fresh, prefill: prefill && { ...prefill, expires_at: NOW_MS / 1000 } };
    expect(readInline(JSON.stringify(late), SESSION, NOW_MS)).to.deep.equal({
      state: { ...late, prefill: null },
      isStale: true,
    });
  });

  const useless: readonly (readonly [string, unknown])[] = [
    ['nothing', ''],
    ['half a state', JSON.stringify(fresh).slice(0, 200)],
    ['null', null],
    ['a list', []],
    ['an error that the server answered', { error: { type: 'api_error', message: 'no' } }],
    ['the state of another session', checkoutState({ session: { id: 'cs_test_2' } })],
    ['a complete session', checkoutState({ session: { status: 'complete' } })],
    ['a session that is over', checkoutState({ session: { expires_at: NOW_MS / 1000 } })],
    ['a session without an end', { ...fresh, session: { ...fresh.session, expires_at: 'soon' } }],
    ['a state without offers', { ...fresh, offers: undefined }],
    ['a state without items', { ...fresh, line_items: undefined }],
    ['cards that are none', { ...fresh, payment_methods: [null] }],
    ['cards without a brand', { ...fresh, payment_methods: [{ id: 'pm_1' }] }],
  ];
  for (const [what, value] of useless) {
    it(`is not used where it is ${what}`, () => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      expect(readInline(text, SESSION, NOW_MS)).to.equal(null);
    });
  }
});
