/** Refuses kinds of payment methods that do not fit what is to be paid. The rules are the model's. */
import type { Context } from '../context.ts';
import { allowsType, type TypeRuling, typesRuling } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';

function enforce(ruling: TypeRuling, param: string): void {
  if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code, param);
}

/** @throws Problem 400 for kinds that the currency, the capture or the processor does not allow */
export function refuseUnfitTypes(
  ctx: Context,
  wish: {
    readonly paymentMethodTypes: readonly string[];
    readonly currency: string | null;
    readonly manualCapture: boolean;
  },
): void {
  const debits = ctx.processors[0]?.capabilities.debits ?? [];
  enforce(typesRuling(wish.paymentMethodTypes, { ...wish, debits }), 'payment_method_types');
}

/** @throws Problem 400 for a card or account whose kind is not among those asked for */
export function refuseOtherType(
  types: readonly string[],
  method: Pick<PaymentMethod, 'type'>,
  param: string = 'payment_method',
): void {
  enforce(allowsType(types, method.type), param);
}
