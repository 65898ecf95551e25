/** @jsxImportSource vue */
/**
 * A checkout in Vue 3, in JSX so that the compiler checks it; a template would say the same with
 * `@keepsake-complete`. The types of the tag come with one import.
 */
import { defineComponent, ref } from 'vue';
import type {} from '../../../components/types/vue.ts';
import { chosenText, type Order, paidText, placeOrder } from '../order.ts';

export const Shop = defineComponent(() => {
  const order = ref<Order | null>(null);
  const chosen = ref('');
  const paid = ref('');
  const begin = async () => {
    order.value = await placeOrder();
  };
  const leave = () => {
    order.value = null;
  };

  return () =>
    order.value ? (
      <div>
        <keepsake-checkout
          client-secret={order.value.clientSecret}
          api={order.value.api}
          locale="en"
          onKeepsakeChange={(event) => {
            chosen.value = chosenText(event);
          }}
          onKeepsakeComplete={(event) => {
            paid.value = paidText(event);
          }}
        />
        <p>{chosen.value}</p>
        <p>{paid.value}</p>
        <button type="button" onClick={leave}>
          Back to the shop
        </button>
      </div>
    ) : (
      <button type="button" onClick={begin}>
        Check out
      </button>
    );
});
