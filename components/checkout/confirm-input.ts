/** Puts together what one press sends. Pure: everything was read from the page before. */
import type { ConfirmInput } from '../../server/wire/elements.ts';
import type { AddressGroup, FieldValues } from '../address/fields.ts';
import { isNew } from '../shared/choice.ts';

export interface Gathered {
  /** Id of a saved card or `new`. */
  readonly chosen: string;
  /** From the card frame: for the new card, or for the security code of a saved one. */
  readonly token: string | null;
  readonly consents: ConfirmInput['consents'];
  readonly groups: readonly {
    readonly group: AddressGroup;
    readonly values: FieldValues;
    readonly touched: boolean;
  }[];
}

function addressOf({ email: _email, name: _name, ...address }: FieldValues) {
  return address;
}

export function confirmInput(gathered: Gathered): Omit<ConfirmInput, 'press'> {
  const { chosen, token, consents, groups } = gathered;
  const find = (name: AddressGroup) => groups.find(({ group }) => group === name)?.values;
  const email = find('contact')?.email;
  const details = groups.find(({ group }) => group === 'billing');
  // A saved card's own details are known to the server, and more of them than are shown here.
  const billing = isNew(chosen) || details?.touched ? details?.values : undefined;
  const shipping = find('shipping');
  return {
    ...(isNew(chosen) ? { card_token: token ?? '' } : { payment_method: chosen }),
    ...(token && !isNew(chosen) ? { cvc_token: token } : {}),
    consents,
    ...(email ? { email } : {}),
    ...(billing
      ? {
          billing_details: {
            name: billing.name,
            address: addressOf(billing),
            ...(email ? { email } : {}),
          },
        }
      : {}),
    ...(shipping ? { shipping: { name: shipping.name, address: addressOf(shipping) } } : {}),
  };
}
