/**
 * The demo's own machinery above a subscription: the subscriber's clock with buttons that move it, and
 * what the bank says of their card. It is no part of the shop, and looks so.
 */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import { MOODS, type Mood } from '../coffee/bank.ts';
import type { Step } from '../coffee/clock.ts';
import { date } from '../coffee/dates.ts';
import { cardName } from '../spoken.ts';
import type { Html } from './layout.ts';

type Clock = Stripe.TestHelpers.TestClock;

export interface Machine {
  readonly clock: Clock;
  /** Seconds since 1970: where the clock stood before it was moved last; null where it was not. */
  readonly from: number | null;
  /** What the API said when the clock could not be moved. */
  readonly trouble: string | null;
  /** The card and what the bank says of it; null where there is none, or the bank is nobody's toy. */
  readonly bank: { readonly card: Stripe.PaymentMethod.Card; readonly mood: Mood } | null;
}

const BUTTONS: readonly (readonly [Step, string])[] = [
  ['day', '+ 1 day'],
  ['week', '+ 1 week'],
  ['month', '+ 1 month'],
  ['year', '+ 1 year'],
];

export function timeMachine({ clock, from, trouble, bank }: Machine): Html {
  const moving = clock.status === 'advancing';
  return html`<section class="machine" aria-label="Demo: time and bank">
<div class="machine-row">
<p class="machine-today" role="status">${moving ? onTheWay(clock, from) : html`<span>Today is</span> <strong>${date(clock.frozen_time)}</strong>`}</p>
<form method="post" action="/coffee/clock" class="machine-steps">
${BUTTONS.map(([step, says]) => html`<button type="submit" name="by" value="${step}" ${moving ? html`disabled` : ''}>${says}</button>`)}
</form>
</div>
${problem(clock, trouble)}
${bank === null ? '' : switchOf(bank)}
</section>`;
}

function onTheWay(clock: Clock, from: number | null): Html {
  const target = clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time;
  const begun = Math.min(from ?? clock.frozen_time, clock.frozen_time);
  return html`<span>Moving to ${date(target)}: it is</span> <strong>${date(clock.frozen_time)}</strong>
<progress aria-label="On the way to ${date(target)}" max="${Math.max(target - begun, 1)}" value="${clock.frozen_time - begun}"></progress>`;
}

function problem(clock: Clock, trouble: string | null): Html {
  const says =
    trouble ??
    (clock.status === 'internal_failure'
      ? 'The clock stopped on the way: something failed. The server’s log says what.'
      : null);
  return says === null ? html`` : html`<p class="machine-trouble" role="alert">${says}</p>`;
}

function switchOf({ card, mood }: NonNullable<Machine['bank']>): Html {
  return html`<form method="post" action="/coffee/bank" class="machine-row">
<input type="hidden" name="last4" value="${card.last4}">
<label class="machine-bank"><span>From now on the bank of ${cardName(card)}</span>
<select name="mood">${MOODS.map(
    ([code, says]) =>
      html`<option value="${code}" ${code === mood ? html`selected` : ''}>${says}</option>`,
  )}</select></label>
<button type="submit">So be it</button>
</form>`;
}
