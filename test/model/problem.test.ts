/** Refusals speak as Stripe's do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as refuse from '../../server/model/problem.ts';

describe('the envelope of each refusal', () => {
  const rows: readonly [refuse.Problem, number, string, string | undefined, string][] = [
    [
      refuse.missingParam('amount'),
      400,
      'invalid_request_error',
      'parameter_missing',
      'Missing required param: amount.',
    ],
    [
      refuse.unknownParam('a[b]'),
      400,
      'invalid_request_error',
      'parameter_unknown',
      'Received unknown parameter: a[b]',
    ],
    [
      refuse.notFound('customer', 'cus_x', true),
      404,
      'invalid_request_error',
      'resource_missing',
      "No such customer: 'cus_x'",
    ],
    [
      refuse.notFound('payment_method', 'pm_x', 'payment_method'),
      400,
      'invalid_request_error',
      'resource_missing',
      "No such PaymentMethod: 'pm_x'",
    ],
    [refuse.unauthorized('No.'), 401, 'invalid_request_error', 'api_key_invalid', 'No.'],
    [refuse.forbidden('No.'), 403, 'invalid_request_error', 'forbidden', 'No.'],
    [refuse.conflict('No.', 'busy'), 409, 'invalid_request_error', 'busy', 'No.'],
    [
      refuse.cardError({ code: 'card_declined', declineCode: 'lost_card', message: 'No.' }),
      402,
      'card_error',
      'card_declined',
      'No.',
    ],
    [
      refuse.tooLarge(10),
      413,
      'invalid_request_error',
      'request_too_large',
      'The request body is larger than 10 bytes.',
    ],
    [
      refuse.rateLimited('Slow down.', 60),
      429,
      'invalid_request_error',
      'rate_limit',
      'Slow down.',
    ],
  ];
  for (const [problem, status, type, code, message] of rows) {
    it(`${status} ${code}`, () => {
      assert.ok(problem instanceof Error);
      assert.deepEqual(
        [problem.status, problem.type, problem.code, problem.message],
        [status, type, code, message],
      );
    });
  }

  it('tells a key that is in use from one with another request', () => {
    const [used, running] = [
      refuse.idempotencyError('mismatch', 'k'),
      refuse.idempotencyError('in_use', 'k'),
    ];
    assert.deepEqual(
      [used.status, used.type, running.status, running.code],
      [400, 'idempotency_error', 409, 'idempotency_key_in_use'],
    );
  });

  it('names the parameter that held a missing id, and `id` for the path', () => {
    assert.equal(refuse.notFound('mandate', 'm', 'mandate').param, 'mandate');
    assert.equal(refuse.notFound('mandate', 'm', true).param, 'id');
  });

  it('does not repeat an endless id', () => {
    assert.ok(refuse.notFound('event', 'x'.repeat(5000), true).message.length < 200);
  });

  it('takes more into the envelope and keeps the rest', () => {
    const more = refuse
      .cardError({ code: 'expired_card', message: 'No.' }, { charge: 'ch_1' })
      .with({ recovery_url: 'u' });
    assert.deepEqual(more.extra, { charge: 'ch_1', recovery_url: 'u' });
    assert.deepEqual([more.status, more.code, more.message], [402, 'expired_card', 'No.']);
  });
});
