/** What processors tell us unasked: verified on the body as it came, stored, answered. */
import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { receiveNews } from '../../domain/webhooks-in.ts';
import { WEBHOOK_BODY_BYTES } from '../../model/limits.ts';
import { invalidRequest } from '../../model/problem.ts';
import { readText } from '../body.ts';

/** Answers 200 once the message is stored, 400 for one whose signature does not hold: of that, nothing is kept. */
export function processorWebhook(base: Context): Handler {
  return async (c) => {
    const processor = base.processors.find((each) => each.name === c.req.param('name'));
    const body = await readText(c.req.raw, WEBHOOK_BODY_BYTES);
    const news = processor?.readWebhook(c.req.raw.headers, body) ?? null;
    if (!processor || news === null)
      throw invalidRequest(
        'The signature of this webhook does not hold.',
        'webhook_signature_invalid',
      );
    await receiveNews(base, processor.name, news);
    return c.json({ received: true });
  };
}
