/** Bank accounts that a merchant brings along by the API: handed to the processor, and kept by what it gives back. */
import type { Context } from '../context.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, Problem } from '../model/problem.ts';
import type { AccountInput } from '../processors/processor.ts';
import { insertCard } from './cards.ts';
import type { PaymentMethodFields } from './payment-methods.ts';

/**
 * @param param the parameter that held the account, such as `us_bank_account`
 * @throws Problem 400 for an account that is not well formed or not accepted, 409 while the processor
 *   cannot be reached
 */
export async function createBankAccount(
  ctx: Context,
  account: AccountInput,
  fields: PaymentMethodFields,
  param: string,
): Promise<PaymentMethod> {
  const [processor] = ctx.processors;
  if (!processor?.openAccount)
    throw invalidRequest(
      `No configured processor can charge ${account.type}.`,
      'parameter_invalid',
      'type',
    );
  const opened = await processor.openAccount(account);
  if (opened.ok) {
    const incoming = { processor: processor.name, exchanged: opened.value, others: [] };
    const { method } = await ctx.store.transact((tx) => insertCard(ctx, tx, incoming, fields));
    return method;
  }
  if (opened.code === 'account_invalid')
    throw invalidRequest(opened.message, 'parameter_invalid', `${param}[${opened.param}]`);
  throw new Problem({
    status: 409,
    type: 'invalid_request_error',
    code: 'processor_unavailable',
    message: 'The account could not be read just now. Nothing was charged; try again in a moment.',
  });
}
