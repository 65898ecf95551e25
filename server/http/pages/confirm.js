/** A question of the buyer's bank: what it is about, and one press that leads there. */
import { ask, button, cardName, link, make, money, quiet, show, sum } from './due.js';

const OVER = {
  used: 'This link was used already.',
  expired: 'This link has expired.',
  over: 'Nothing is to be confirmed any more.',
};

const instead = (url) => link('See the invoice', url);

await show(async () => {
  const its = await ask('/elements/confirm');
  if (its.status !== 'open') return [make('h1', OVER[its.status]), instead(its.invoice_url)];
  const total = money(its.amount, its.currency);
  const press = async () => location.replace((await ask('/elements/confirm', 'POST')).url);
  return [
    make('h1', `Your bank asks you to confirm a payment to ${its.merchant}`),
    sum(total),
    quiet([its.description, its.card ? cardName(its.card) : null].filter(Boolean).join(' · ')),
    button('Confirm with my bank', press),
    instead(its.invoice_url),
  ];
});
