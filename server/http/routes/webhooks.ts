/** What processors tell us unasked. A verified message is only a hint to ask; the answer settles. */
import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { refreshAttempt } from '../../domain/charge.ts';
import { WEBHOOK_BODY_BYTES } from '../../model/limits.ts';
import { invalidRequest, tooLarge } from '../../model/problem.ts';

/** Answers 200 once the attempt was asked for, 400 for a message whose signature does not hold. */
export function processorWebhook(base: Context): Handler {
  return async (c) => {
    const processor = base.processors.find((each) => each.name === c.req.param('name'));
    const body = await c.req.text();
    if (body.length > WEBHOOK_BODY_BYTES) throw tooLarge(WEBHOOK_BODY_BYTES);
    const attempt = processor?.readWebhook?.(c.req.raw.headers, body) ?? null;
    if (attempt === null)
      throw invalidRequest(
        'The signature of this webhook does not hold.',
        'webhook_signature_invalid',
      );
    await refreshAttempt(base, attempt);
    return c.json({ received: true });
  };
}
