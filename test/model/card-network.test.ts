/** On which network a co-badged card runs, and what it is shown as. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf, preference, preferredOf, shownBrand } from '../../server/model/card-network.ts';

const BOTH = ['cartes_bancaires', 'visa'];

describe('a choice of network', () => {
  for (const [wanted, networks, kept] of [
    ['visa', BOTH, 'visa'],
    ['cartes_bancaires', BOTH, 'cartes_bancaires'],
    ['mastercard', BOTH, 'invalid_preference'],
    ['visa', ['visa'], 'visa'],
    ['visa', [], 'invalid_preference'],
    [null, BOTH, null],
  ] as const) {
    it(`of ${wanted} on [${networks}] is kept as ${kept}`, () => {
      assert.equal(preference({ networks }, wanted), kept);
    });
  }
});

describe('a card', () => {
  for (const [preferredNetwork, networks, preferred, runsOn, shown] of [
    [null, BOTH, null, 'cartes_bancaires', 'visa'],
    ['visa', BOTH, 'visa', 'visa', 'visa'],
    ['cartes_bancaires', BOTH, 'cartes_bancaires', 'cartes_bancaires', 'cartes_bancaires'],
    ['invalid_preference', BOTH, null, 'cartes_bancaires', 'visa'],
    [null, ['visa'], null, 'visa', 'visa'],
    [null, [], null, null, 'visa'],
  ] as const) {
    it(`on [${networks}] with ${preferredNetwork} chosen runs on ${runsOn}, shown as ${shown}`, () => {
      const card = { brand: 'visa', networks, preferredNetwork };
      assert.equal(preferredOf(card), preferred);
      assert.equal(networkOf(card), runsOn);
      assert.equal(shownBrand(card), shown);
    });
  }
});
