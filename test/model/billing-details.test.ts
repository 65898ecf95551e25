/** When billing details suffice, by collection and country. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingFields, suffices } from '../../server/model/billing-details.ts';
import { US_ADDRESS } from './samples.ts';

const full = { email: 'a@example.com', name: 'Ada', phone: null, address: US_ADDRESS };
const only = (country: string, postalCode: string | null = null) => ({
  ...full,
  address: { line1: null, line2: null, city: null, state: null, postalCode, country },
});

describe('auto asks for email, name, country, and a postal code in three countries', () => {
  for (const [name, details, missing] of [
    ['all of it', full, []],
    ['Germany without a postal code', only('DE'), []],
    ['US without', only('US'), ['postal_code']],
    ['us in small letters without', only('us'), ['postal_code']],
    ['CA without', only('CA'), ['postal_code']],
    ['GB without', only('GB'), ['postal_code']],
    ['US with', only('US', '62701'), []],
    ['no email', { ...full, email: null }, ['email']],
    ['a blank name', { ...full, name: '  ' }, ['name']],
    ['no address', { ...full, address: null }, ['country']],
  ] as const) {
    it(name, () => assert.deepEqual(missingFields(details, 'auto'), missing));
  }
});

describe('required asks for the whole address', () => {
  for (const [name, address, missing] of [
    ['whole', US_ADDRESS, []],
    ['no street', { ...US_ADDRESS, line1: null }, ['line1']],
    ['no second line', { ...US_ADDRESS, line2: null }, []],
    ['no state in the US', { ...US_ADDRESS, state: null }, ['state']],
    ['no state in Germany', { ...US_ADDRESS, state: null, country: 'DE' }, []],
    [
      'no postal code in Germany',
      { ...US_ADDRESS, postalCode: null, country: 'DE' },
      ['postal_code'],
    ],
    ['no postal code in Hong Kong', { ...US_ADDRESS, postalCode: null, country: 'HK' }, []],
    ['no city in Singapore', { ...US_ADDRESS, city: null, country: 'SG' }, []],
    ['no city in France', { ...US_ADDRESS, city: '', country: 'FR' }, ['city']],
  ] as const) {
    it(name, () => assert.deepEqual(missingFields({ ...full, address }, 'required'), missing));
  }
  it('is not met by what auto asks', () => assert.equal(suffices(only('DE'), 'required'), false));
});
