/** The page of an invoice: what is due and the way to pay it, or the receipt of what was paid. */
import { ask, button, cardName, day, link, make, money, quiet, show, sum } from './due.js';

const HEADINGS = {
  paid: 'Paid',
  void: 'This invoice was canceled',
  uncollectible: 'This invoice is no longer due',
};

function line({ description, amount, period_start: from, period_end: until }, currency) {
  const period = until > from ? make('small', `${day(from)} – ${day(until)}`) : null;
  return make('tr', make('td', description, period), make('td', money(amount, currency)));
}

await show(async () => {
  const its = await ask('/elements/invoice');
  const { currency, status } = its;
  const total = money(status === 'paid' ? its.amount_total : its.amount_due, currency);
  const due = its.payable || its.busy;
  const pay = async () => location.assign((await ask('/elements/invoice/pay', 'POST')).url);
  const paidBy = its.card ? ` with ${cardName(its.card)}` : '';
  return [
    make('h1', due ? 'Amount due' : (HEADINGS[status] ?? 'Nothing to pay')),
    sum(total),
    quiet(`Invoice ${its.number ?? ''} · ${day(its.date)}`),
    status === 'paid' && its.paid_at ? quiet(`Paid on ${day(its.paid_at)}${paidBy}`) : null,
    make('table', make('tbody', ...its.lines.map((each) => line(each, currency)))),
    its.busy ? quiet('A payment is under way. Look again in a little while.') : null,
    its.payable ? button(`Pay ${total}`, pay) : null,
    status === 'paid' ? button('Print this receipt', async () => window.print()) : null,
    link('Change or cancel the subscription', its.manage_url),
  ];
});
