/** The ledger's proof: whatever is changed, removed, moved or cut off is found and named. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ConsentPerson,
  type ConsentRecord,
  canonicalConsent,
  canonicalPerson,
} from '../../server/model/consent.ts';
import {
  canonicalHead,
  type Hashes,
  type LedgerHead,
  verifyLedger,
} from '../../server/model/ledger.ts';
import { NOW, terms } from './samples.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const mac = (text: string) =>
  createHmac('sha256', 'a key of the tests').update(text).digest('base64url');
const hashes: Hashes = { sha256, verifyMac: (text, hash) => mac(text) === hash };

interface Ledger {
  readonly records: ConsentRecord[];
  readonly persons: Map<string, ConsentPerson>;
}

function ledger(count: number): Ledger {
  const records: ConsentRecord[] = [];
  const persons = new Map<string, ConsentPerson>();
  for (let position = 1; position <= count; position++) {
    const id = `cons_${position}`;
    const who = {
      salt: `salt ${position}`,
      address: '192.0.2.1',
      userAgent: 'A',
      email: 'a@example.com',
      name: 'Ada',
    };
    const text = `Save this card for future purchases (${position}).`;
    const body = {
      id,
      account: 'acct_1',
      position,
      createdMs: NOW + position,
      act: 'grant',
      scope: position % 2 ? 'redisplay' : 'mandate',
      actor: 'buyer',
      surface: 'embedded',
      customer: 'cus_1',
      paymentMethod: 'pm_1',
      card: {
        brand: 'visa',
        last4: '4242',
        expMonth: 12,
        expYear: 2030,
        funding: 'credit',
        fingerprint: 'fp',
      },
      mandate: null,
      refersTo: null,
      words: {
        text,
        sha256: sha256(text),
        locale: 'en',
        template: 'redisplay',
        templateVersion: 1,
        offer: 'offer_1',
        control: 'checkbox',
        placement: 'beside_control',
      },
      terms: position % 2 ? null : terms(),
      allowRedisplay: 'always',
      session: 'cs_test_1',
      intent: null,
      origin: 'https://shop.example',
      acceptedMs: NOW + position,
      personHash: sha256(canonicalPerson(who)),
      previousHash: records.at(-1)?.hash ?? '',
    } as const satisfies Omit<ConsentRecord, 'hash'>;
    records.push({ ...body, hash: mac(canonicalConsent(body)) });
    persons.set(id, { consent: id, ...who, erasedMs: null });
  }
  return { records, persons };
}

const headOf = ({ records }: Ledger): LedgerHead => ({
  account: 'acct_1',
  count: records.length,
  hash: records.at(-1)?.hash ?? '',
});

it('an untouched ledger holds', () => {
  const whole = ledger(5);
  const answer = verifyLedger(whole.records, whole.persons, hashes, headOf(whole));
  assert.deepEqual(answer, { ok: true, checked: 5, broken: [], erased: [], missing: 0 });
});

describe('what was done to it', () => {
  const rows: readonly [string, (whole: Ledger) => Partial<Ledger>, string[], number][] = [
    [
      'a removed record',
      ({ records }) => ({ records: records.filter((each) => each.position !== 3) }),
      ['cons_4'],
      1,
    ],
    ['a removed first record', ({ records }) => ({ records: records.slice(1) }), ['cons_2'], 1],
    ['a cut tail', ({ records }) => ({ records: records.slice(0, 3) }), [], 2],
    ['everything gone', () => ({ records: [] }), [], 5],
    [
      'two records moved',
      ({ records }) => ({
        records: records
          .map((each) =>
            each.position === 2 || each.position === 3
              ? { ...each, position: 5 - each.position }
              : each,
          )
          .toSorted((a, b) => a.position - b.position),
      }),
      ['cons_3', 'cons_2', 'cons_4'],
      0,
    ],
    [
      'a record doubled',
      ({ records }) => ({ records: [...records.slice(0, 2), ...records.slice(1)] }),
      ['cons_2'],
      0,
    ],
    [
      'words and their hash changed together',
      ({ records }) => ({
        records: records.map((each) =>
          each.id === 'cons_2' && each.words
            ? { ...each, words: { ...each.words, text: 'Other', sha256: sha256('Other') } }
            : each,
        ),
      }),
      ['cons_2'],
      0,
    ],
    [
      'a missing person',
      ({ persons }) => ({ persons: new Map([...persons].slice(1)) }),
      ['cons_1'],
      0,
    ],
    [
      'a changed person',
      ({ persons }) => {
        const changed = new Map(persons);
        const one = persons.get('cons_4');
        if (one) changed.set('cons_4', { ...one, email: 'b@example.com' });
        return { persons: changed };
      },
      ['cons_4'],
      0,
    ],
  ];
  for (const [name, harm, broken, missing] of rows) {
    it(name, () => {
      const whole = ledger(5);
      const harmed = { ...whole, ...harm(whole) };
      const answer = verifyLedger(harmed.records, harmed.persons, hashes, headOf(whole));
      assert.deepEqual([answer.ok, answer.broken, answer.missing], [false, broken, missing]);
    });
  }

  it('an erased person breaks nothing and is told', () => {
    const whole = ledger(3);
    const one = whole.persons.get('cons_2');
    assert.ok(one);
    whole.persons.set('cons_2', {
      ...one,
      salt: '',
      address: null,
      userAgent: null,
      email: null,
      name: null,
      erasedMs: NOW,
    });
    const answer = verifyLedger(whole.records, whole.persons, hashes, headOf(whole));
    assert.deepEqual(answer, { ok: true, checked: 3, broken: [], erased: ['cons_2'], missing: 0 });
  });

  it('a tail that was written anew after a head was kept', () => {
    const whole = ledger(3);
    const answer = verifyLedger(whole.records, whole.persons, hashes, {
      ...headOf(whole),
      hash: 'another',
    });
    assert.deepEqual([answer.ok, answer.broken], [false, ['cons_3']]);
  });
});

/** Every place in a record that holds a plain value. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
}

function changed(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'number' ? value + 1 : `${String(value)}x`;
  return { ...(value as object), [key]: changed((value as Record<string, unknown>)[key], rest) };
}

it('any one changed value of any record is found', () => {
  const whole = ledger(6);
  const places = whole.records.flatMap((record, index) =>
    leaves(record).map((path) => ({ index, path })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), ({ index, path }) => {
      const records = whole.records.map((record, at) =>
        at === index ? (changed(record, path) as ConsentRecord) : record,
      );
      assert.equal(verifyLedger(records, whole.persons, hashes, headOf(whole)).ok, false);
    }),
    { numRuns: 2000 },
  );
});

it('a head is signed as a whole', () => {
  const head = { account: 'acct_1', count: 3, hash: 'h' };
  const texts = [
    head,
    { ...head, account: 'acct_2' },
    { ...head, count: 4 },
    { ...head, hash: 'i' },
  ].map(canonicalHead);
  assert.equal(new Set(texts).size, 4);
});
