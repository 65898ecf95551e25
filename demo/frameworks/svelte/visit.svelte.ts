/**
 * The state of a visit as runes, and what the tag is given: attributes and listeners under the names
 * that Svelte's markup has for them. The types of the tag come with one import.
 */
import type { SvelteProps } from '../../../components/types/svelte.ts';
import { chosenText, type Order, paidText, placeOrder } from '../order.ts';

export function createVisit() {
  let order = $state<Order | null>(null);
  let chosen = $state('');
  let paid = $state('');

  return {
    get order() {
      return order;
    },
    get chosen() {
      return chosen;
    },
    get paid() {
      return paid;
    },
    get tag(): SvelteProps<'keepsake-checkout'> {
      return {
        'client-secret': order?.clientSecret ?? null,
        api: order?.api ?? null,
        locale: 'en',
        'onkeepsake-change': (event) => {
          chosen = chosenText(event);
        },
        'onkeepsake-complete': (event) => {
          paid = paidText(event);
        },
      };
    },
    async begin() {
      order = await placeOrder();
    },
    leave() {
      order = null;
    },
  };
}
