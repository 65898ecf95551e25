/** What is still needed before a press, and which address fields are, as tables. */
import { expect } from '@open-wc/testing';
import { fieldsOf, missingFields } from '../../components/address/fields.ts';
import { firstMissing, type Missing, type Readiness } from '../../components/checkout/missing.ts';

const ready: Readiness = { chosen: 'pm_1', cardComplete: null, groups: [], agreed: null };

describe('missing', () => {
  const table: [string, Partial<Readiness>, Missing | null][] = [
    ['nothing', {}, null],
    ['no choice', { chosen: null }, { what: 'method' }],
    ['new card whose frame is not there', { chosen: 'new' }, { what: 'card' }],
    ['new card incomplete', { chosen: 'new', cardComplete: false }, { what: 'card' }],
    ['new card complete', { chosen: 'new', cardComplete: true }, null],
    ['security code of a saved card', { cardComplete: false }, { what: 'card' }],
    [
      'first empty field',
      {
        groups: [
          { group: 'contact', missing: [] },
          { group: 'billing', missing: ['name', 'country'] },
        ],
      },
      { what: 'field', group: 'billing', field: 'name' },
    ],
    ['agreement', { agreed: false }, { what: 'agreement' }],
    ['agreement given', { agreed: true }, null],
    [
      'fields come before the agreement',
      { agreed: false, groups: [{ group: 'contact', missing: ['email'] }] },
      { what: 'field', group: 'contact', field: 'email' },
    ],
  ];
  for (const [name, changes, want] of table) {
    it(name, () => expect(firstMissing({ ...ready, ...changes })).to.deep.equal(want));
  }
});

describe('address fields', () => {
  const whole = ['name', 'country', 'line1', 'line2', 'city', 'state', 'postal_code'];
  const shown: [Parameters<typeof fieldsOf>, readonly string[]][] = [
    [['contact', 'auto', null], ['email']],
    [
      ['billing', 'auto', 'DE'],
      ['name', 'country'],
    ],
    [
      ['billing', 'auto', null],
      ['name', 'country'],
    ],
    [
      ['billing', 'auto', 'US'],
      ['name', 'country', 'postal_code'],
    ],
    [
      ['billing', 'auto', 'CA'],
      ['name', 'country', 'postal_code'],
    ],
    [
      ['billing', 'auto', 'GB'],
      ['name', 'country', 'postal_code'],
    ],
    [['billing', 'required', 'DE'], whole],
    [['shipping', 'auto', 'DE'], whole],
  ];
  for (const [input, want] of shown) {
    it(`shows for ${input.join(' ')}`, () => expect(fieldsOf(...input)).to.deep.equal(want));
  }

  const address = { name: 'A', country: 'DE', line1: 'x', city: 'y', postal_code: '1' };
  const lacking: [string, Record<string, string | null>, readonly string[]][] = [
    ['complete in Germany without a state', address, []],
    ['complete in the US needs a state', { ...address, country: 'US' }, ['state']],
    ['no postal code in Hong Kong', { ...address, country: 'HK', postal_code: null }, []],
    ['blank is empty', { ...address, name: '  ' }, ['name']],
  ];
  for (const [name, values, want] of lacking) {
    it(name, () =>
      expect(missingFields(fieldsOf('billing', 'required', values.country), values)).to.deep.equal(
        want,
      ),
    );
  }

  for (const [email, good] of [
    ['ada@example.com', true],
    ['ada', false],
    ['a b@c', false],
    [null, false],
  ] as const) {
    it(`email ${email}`, () =>
      expect(missingFields(['email'], { email })).to.deep.equal(good ? [] : ['email']));
  }
});
