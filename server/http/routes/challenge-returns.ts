/** Where processors send a buyer after a challenge, with an answer for us in the address or a form. */
import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { comeBack } from '../../domain/challenge-return.ts';
import { RETURN_BODY_BYTES } from '../../model/limits.ts';
import { guardCards, guardEnvelope, readText } from '../body.ts';

/** Answers with the way on; to the page that ends a challenge frame where there is no other. */
export function challengeReturn(base: Context): Handler {
  return async (c) => {
    const here = new URL(c.req.url);
    guardEnvelope(c.req.raw, here);
    const answer = here.searchParams;
    if (c.req.method === 'POST') {
      const form = new URLSearchParams(await readText(c.req.raw, RETURN_BODY_BYTES));
      guardCards([...form]);
      for (const [name, value] of form) answer.set(name, value);
    }
    const { name = '', attempt = '' } = c.req.param() as { name?: string; attempt?: string };
    const url = await comeBack(base, name, attempt, answer);
    return c.redirect(url ?? `${base.config.publicUrl}/challenge-done`, 303);
  };
}
