/** @jsxImportSource react */
/**
 * A checkout in React 19, which passes attributes to custom elements and listens to their events by
 * itself: no wrapper. The types of the tag come with one import.
 */
import { useState } from 'react';
import type {} from '../../../components/types/react.ts';
import { chosenText, type Order, paidText, placeOrder } from '../order.ts';

export function Shop() {
  const [order, setOrder] = useState<Order | null>(null);
  const [chosen, setChosen] = useState('');
  const [paid, setPaid] = useState('');

  if (!order) {
    return (
      <button type="button" onClick={() => void placeOrder().then(setOrder)}>
        Check out
      </button>
    );
  }
  return (
    <>
      <keepsake-checkout
        client-secret={order.clientSecret}
        api={order.api}
        locale="en"
        onkeepsake-change={(event) => setChosen(chosenText(event))}
        onkeepsake-complete={(event) => setPaid(paidText(event))}
      />
      <p>{chosen}</p>
      <p>{paid}</p>
      <button type="button" onClick={() => setOrder(null)}>
        Back to the shop
      </button>
    </>
  );
}
