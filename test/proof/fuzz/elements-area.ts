/** Attacks on what a buyer's browser may ask, by secrets of every kind. */
import type { Belongings } from './belongings.ts';
import { type Area, requestCase } from './cases.ts';
import type { Chance } from './chance.ts';
import { hostileText, mutated, wellFormed } from './hostile.ts';
import { KEY } from './installation.ts';
import { judgeRequest } from './properties.ts';
import { asForm, asJson, spoil } from './spoil.ts';

const PRESS = '0b7c5f0e-6d3a-4c1e-9f2b-8a7d6c5e4f3a';

function secret(chance: Chance, have: Belongings): string {
  const known = [have.sessionSecret, have.sessionSecret, have.setupSecret, have.walletSecret];
  const [id = '', mac = ''] = have.sessionSecret.split('_secret_');
  switch (chance.int(12)) {
    case 0:
      return mutated(chance, chance.pick(known));
    case 1:
      return `${mutated(chance, id)}_secret_${mac}`;
    case 2:
      return `${have.setupSession}_secret_${mac}`;
    case 3:
      return chance.pick([KEY, have.session, '', '_secret_', `cs_test_${hostileText(chance)}`]);
    default:
      return chance.pick(known);
  }
}

const DETAILS = {
  name: 'Ada Long',
  email: 'ada@example.com',
  phone: null,
  address: { line1: '1 Long Street', city: 'Springfield', postal_code: '94110', country: 'US' },
};

/** A press that would go through, but for its offers. */
function confirm(chance: Chance, have: Belongings): Record<string, unknown> {
  const press = chance.once(3) ? PRESS : `${chance.digits(8)}-0000-4000-8000-a${chance.digits(11)}`;
  const offer = { offer: `offer_${chance.digits(12)}`, accepted: chance.once(2) };
  return {
    press,
    ...(chance.once(2) ? { payment_method: have.card } : { card_token: 'ctok_none' }),
    ...(chance.once(3) ? { consents: { redisplay: offer, mandate: offer } } : {}),
    ...(chance.once(2) ? { billing_details: DETAILS, email: 'ada@example.com' } : {}),
    ...(chance.once(3) ? { shipping: { name: 'Ada', address: DETAILS.address } } : {}),
  };
}

interface Door {
  readonly method: string;
  readonly path: string;
  readonly body?: Record<string, unknown>;
}

function door(chance: Chance, have: Belongings): Door {
  const method = `/elements/payment_methods/${mutatedOnce(chance, have.card)}`;
  const query = (parameters: Record<string, unknown>) => `?${asForm(chance, parameters)}`;
  const asked = { payment_method: have.card, locale: 'de', replacement: have.card };
  switch (chance.int(10)) {
    case 0:
      return { method: 'GET', path: '/elements/checkout/status' };
    case 1:
    case 2: {
      const { replacement: _, ...shown } = asked;
      return { method: 'GET', path: `/elements/checkout${query(spoil(chance, shown))}` };
    }
    case 3:
      return { method: 'DELETE', path: method + query(spoil(chance, asked)) };
    case 4:
      return { method: 'GET', path: '/elements/wallet' };
    case 5:
      return { method: 'POST', path: method, body: { exp_month: 3, billing_details: DETAILS } };
    case 6:
      return chance.pick([
        { method: 'POST', path: `${method}/default`, body: {} },
        { method: 'POST', path: `/elements/consents/${have.consent}/withdraw`, body: {} },
        { method: 'POST', path: `/elements/mandates/${have.mandate}x/revoke`, body: {} },
        { method: 'GET', path: `/elements/receipts/${mutated(chance, have.consent)}` },
        { method: 'OPTIONS', path: '/elements/checkout' },
      ]);
    default:
      return { method: 'POST', path: '/elements/checkout/confirm', body: confirm(chance, have) };
  }
}

const mutatedOnce = (chance: Chance, text: string) =>
  chance.once(3) ? encodeURIComponent(wellFormed(mutated(chance, text))) : text;

const ORIGINS = [
  'https://shop.example',
  'https://evil.example',
  'null',
  'https://shop.example.evil',
];

export const elements: Area = {
  name: 'elements',
  share: 150,
  make(chance, have) {
    const { method, path, body } = door(chance, have);
    const headers: Record<string, string> = {
      authorization: `Bearer ${secret(chance, have)}`,
      'content-type': chance.once(40) ? 'text/plain' : 'application/json',
    };
    if (chance.once(3)) headers.origin = chance.pick(ORIGINS);
    const given = body === undefined || chance.once(3) ? body : spoil(chance, body);
    return requestCase({
      method,
      path,
      headers,
      ...(given === undefined ? {} : { body: asJson(chance, given) }),
    });
  },
  judge: judgeRequest,
};
