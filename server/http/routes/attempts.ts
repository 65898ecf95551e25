/** `/v1/attempts`: one try by its own id, and how a person settles it by hand. Our own. */
import { findAttempt, resolveOwnAttempt } from '../../domain/operator.ts';
import { resolveAttemptInput, retrieveAttemptInput } from '../../wire/attempts.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveAttemptInput, async (ctx, _input, params) =>
  ctx.encode.attempt(await findAttempt(ctx, idOf(params))),
);

export const resolve = endpoint(resolveAttemptInput, async (ctx, input, params) => {
  const { as, evidence, reference } = input;
  return ctx.encode.attempt(
    await resolveOwnAttempt(ctx, idOf(params), { as, evidence, reference }),
  );
});
