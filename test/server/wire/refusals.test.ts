/** What is wrong with a request is named by its bracketed path, with the code that clients know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { parseForm } from '../../../server/http/body.ts';
import { parse } from '../../../server/http/parse.ts';
import { Problem } from '../../../server/model/problem.ts';
import {
  createCheckoutSessionInput,
  updateCheckoutSessionInput,
} from '../../../server/wire/checkout-session-input.ts';
import { decodeCheckoutSession } from '../../../server/wire/checkout-sessions.ts';
import { createMandateInput } from '../../../server/wire/mandates.ts';
import {
  capturePaymentIntentInput,
  confirmPaymentIntentInput,
  createPaymentIntentInput,
  listPaymentIntentsInput,
} from '../../../server/wire/payment-intents.ts';
import {
  attachPaymentMethodInput,
  createPaymentMethodInput,
  updatePaymentMethodInput,
} from '../../../server/wire/payment-methods.ts';
import { readinessInput } from '../../../server/wire/readiness.ts';
import { createRefundInput } from '../../../server/wire/refunds.ts';
import { createSetupIntentInput } from '../../../server/wire/setup-intents.ts';

const session = createCheckoutSessionInput;
const intent = createPaymentIntentInput;
const PAY = 'amount=1099&currency=usd';
const PRICE = 'line_items[0][price_data]';
const NAMED = `${PRICE}[currency]=usd&${PRICE}[product_data][name]=T-shirt`;
const SHIRT = `${NAMED}&${PRICE}[unit_amount]=1099`;
const ACCEPTED = 'payment_method=pm_1&customer_acceptance[type]=offline';

const unknown = 'parameter_unknown';
const missing = 'parameter_missing';
const invalid = 'parameter_invalid';
const notInteger = 'parameter_invalid_integer';

const CASES: readonly [schema: z.ZodType, form: string, code: string, param: string][] = [
  [session, `${SHIRT}&line_items[0][colour]=red`, unknown, 'line_items[0][colour]'],
  [
    session,
    `${SHIRT}&save_payment_method_options[payment_method_save]=enabled`,
    unknown,
    'save_payment_method_options',
  ],
  [session, `${SHIRT}&custom_fields[0][key]=a`, unknown, 'custom_fields'],
  [session, `${NAMED}`, missing, 'line_items[0][price_data][unit_amount]'],
  [session, 'line_items[0][quantity]=1', missing, 'line_items[0][price_data]'],
  [session, `${SHIRT}&line_items[0][quantity]=0`, notInteger, 'line_items[0][quantity]'],
  [session, `${SHIRT}&line_items[0][quantity]=1.5`, notInteger, 'line_items[0][quantity]'],
  [session, `${SHIRT}&line_items[0][price]=price_1`, invalid, 'line_items[0][price]'],
  [
    session,
    `${NAMED}&${PRICE}[unit_amount_decimal]=10.5`,
    invalid,
    'line_items[0][price_data][unit_amount_decimal]',
  ],
  [session, `${SHIRT}&mode=rent`, invalid, 'mode'],
  [session, `${SHIRT}&ui_mode=modal`, invalid, 'ui_mode'],
  [session, `${SHIRT}&return_url=javascript:alert(1)`, invalid, 'return_url'],
  [session, `${SHIRT}&allowed_origins[0]=https://shop.example/path`, invalid, 'allowed_origins[0]'],
  [session, `${SHIRT}&customer=cus_1&customer_email=a@b.c`, invalid, 'customer_email'],
  [session, `${SHIRT}&customer_email=nobody`, invalid, 'customer_email'],
  [session, `${SHIRT}&automatic_tax[enabled]=true`, invalid, 'automatic_tax[enabled]'],
  [session, `${SHIRT}&locale=no_such locale`, invalid, 'locale'],
  [
    session,
    `${SHIRT}&saved_payment_method_options[allow_redisplay_filters][0]=never`,
    invalid,
    'saved_payment_method_options[allow_redisplay_filters][0]',
  ],
  [updateCheckoutSessionInput, 'line_items[0][quantity]=2', unknown, 'line_items'],
  [intent, 'currency=usd', missing, 'amount'],
  [intent, 'amount=1099', missing, 'currency'],
  [intent, 'amount=-1&currency=usd', notInteger, 'amount'],
  [intent, 'amount=10.99&currency=usd', notInteger, 'amount'],
  [intent, 'amount=1099&currency=dollars', invalid, 'currency'],
  [intent, `${PAY}&application_fee_amount=1`, unknown, 'application_fee_amount'],
  [intent, `${PAY}&on_behalf_of=acct_2`, unknown, 'on_behalf_of'],
  [intent, `${PAY}&confirm=yes`, invalid, 'confirm'],
  [intent, `${PAY}&off_session=maybe`, invalid, 'off_session'],
  [intent, `${PAY}&customer=`, invalid, 'customer'],
  [intent, `${PAY}&receipt_email=nobody`, invalid, 'receipt_email'],
  [intent, `${PAY}&payment_method_types[0]=ideal`, invalid, 'payment_method_types[0]'],
  [intent, `${PAY}&shipping[name]=Ada`, missing, 'shipping[address]'],
  [
    intent,
    `${PAY}&payment_method_data[type]=card&payment_method_data[card][cvc]=123`,
    missing,
    'payment_method_data[card][token]',
  ],
  [
    intent,
    `${PAY}&payment_method_data[type]=card&payment_method_data[card][token]=ctok_1&payment_method_data[card][cvc]=123`,
    unknown,
    'payment_method_data[card][cvc]',
  ],
  [
    intent,
    `${PAY}&payment_method_options[card][moto]=true`,
    unknown,
    'payment_method_options[card][moto]',
  ],
  [
    confirmPaymentIntentInput,
    'mandate_data[customer_acceptance][type]=online',
    missing,
    'mandate_data[customer_acceptance][online]',
  ],
  [confirmPaymentIntentInput, 'amount=1', unknown, 'amount'],
  [capturePaymentIntentInput, 'amount_to_capture=all', notInteger, 'amount_to_capture'],
  [listPaymentIntentsInput, 'limit=101', notInteger, 'limit'],
  [listPaymentIntentsInput, 'created[after]=1', unknown, 'created[after]'],
  [createSetupIntentInput, 'usage=always', invalid, 'usage'],
  [createSetupIntentInput, 'single_use[amount]=1', unknown, 'single_use'],
  [createPaymentMethodInput, '', missing, 'type'],
  [createPaymentMethodInput, 'type=card', missing, 'card[token]'],
  [createPaymentMethodInput, 'type=card&card[exp_month]=1', missing, 'card[token]'],
  [createPaymentMethodInput, 'type=ideal', invalid, 'type'],
  [updatePaymentMethodInput, 'card[exp_month]=13', notInteger, 'card[exp_month]'],
  [updatePaymentMethodInput, 'card[exp_year]=999', invalid, 'card[exp_year]'],
  [updatePaymentMethodInput, 'allow_redisplay=never', invalid, 'allow_redisplay'],
  [attachPaymentMethodInput, '', missing, 'customer'],
  [readinessInput, 'currency=usd', missing, 'amount'],
  [readinessInput, 'amount=1&currency=usd&category=daily', invalid, 'category'],
  [createRefundInput, 'amount=5', invalid, 'payment_intent'],
  [createMandateInput, `${ACCEPTED}&terms[category]=weekly`, invalid, 'terms[category]'],
  [createMandateInput, ACCEPTED, missing, 'terms'],
  [
    createMandateInput,
    `${ACCEPTED}&terms[category]=recurring&terms[max_amount]=5`,
    missing,
    'terms[currency]',
  ],
  [
    createMandateInput,
    `${ACCEPTED}&terms[category]=recurring&terms[valid_from]=10&terms[valid_until]=10`,
    invalid,
    'terms[valid_until]',
  ],
  [
    createMandateInput,
    'payment_method=pm_1&customer_acceptance[type]=online&terms[category]=recurring',
    invalid,
    'customer_acceptance[type]',
  ],
];

function refusal(run: () => unknown): Problem {
  try {
    run();
  } catch (reason) {
    if (reason instanceof Problem) return reason;
    throw reason;
  }
  return assert.fail('nothing was refused');
}

for (const [schema, form, code, param] of CASES) {
  test(`"${form}" is refused for ${param}`, () => {
    const problem = refusal(() => parse(schema, parseForm(form)));
    assert.deepEqual(
      { status: problem.status, code: problem.code, param: problem.param },
      { status: 400, code, param },
    );
  });
}

test('a price or product that nobody loaded is missing, by its path', () => {
  const decode = (form: string) => decodeCheckoutSession(parse(session, parseForm(form)));
  const price = refusal(() => decode('line_items[0][price]=price_1'));
  assert.deepEqual(
    [price.status, price.code, price.param],
    [400, 'resource_missing', 'line_items[0][price]'],
  );
  const product = refusal(() =>
    decode(
      `${SHIRT}&line_items[1][price_data][currency]=usd&line_items[1][price_data][unit_amount]=1&line_items[1][price_data][product]=prod_1`,
    ),
  );
  assert.equal(product.param, 'line_items[1][price_data][product]');
});

test('more than fifty keys of metadata are refused', () => {
  const many = Array.from({ length: 51 }, (_, index) => `metadata[k${index}]=v`).join('&');
  const problem = refusal(() =>
    decodeCheckoutSession(parse(session, parseForm(`${SHIRT}&${many}`))),
  );
  assert.equal(problem.param, 'metadata');
});
