/** One charge on paper, for a dispute: who agreed to what, in which words, and how each attempt went. */
import { html } from 'hono/html';
import type { AccountOfCharge, Agreement } from '../account-of-charge.ts';
import { cardName, money, plain, sentence } from '../words/spoken.ts';
import { termsInWords } from '../words/terms.ts';
import { code, facts, type Html, type Part, sheet, time } from './layout.ts';

export function accountSheet(account: AccountOfCharge): Html {
  const { charge, merchant, attempts, ledger } = account;
  const above = html`<a href="/operator/payments/${charge.payment_intent}">Back to the payment</a>
<a href="/operator/charges/${charge.id}/evidence.json">The same as JSON</a> <span>Print this page from the browser’s menu.</span>`;
  const title = `Charge of ${charge.money.display}`;
  const body = html`<header><p class="over">${merchant.name} · account of a charge</p><h1>${title}</h1>
${facts([
  ['Charge', code(charge.id)],
  ['Date', html`${time(charge.created)} UTC`],
  ['Outcome', sentence(plain(charge.status))],
  ['Taken', charge.captured.display],
  ['Given back', charge.refunded.amount === 0 ? 'nothing' : charge.refunded.display],
  ['For', charge.description],
  ['Name on statements', charge.statement_descriptor],
  ['Began with', beganWith(account)],
  ['Invoice', charge.invoice],
])}</header>
${payer(account)}
<section><h2>What was agreed, and in which words</h2>${agreements(account)}</section>
${permission(account)}
${visit(account)}
<section><h2>Each attempt</h2>${attempts.map(attempt)}</section>
${refunds(account)}
${told(account)}
<section><h2>Proof</h2>
<p>${
    ledger.ok
      ? `Each of the ${ledger.checked} records above was checked: none was altered, and each is bound to the records before and after it in the merchant’s chain of consents.`
      : `Records that were changed after they were written, and prove nothing: ${ledger.broken.join(', ')}.`
  }</p>${seal(account)}</section>`;
  return sheet(title, above, body);
}

/** No more than what is on record: not each payment has a checkout, nor each later charge a permission. */
function beganWith({ charge, session, mandate }: AccountOfCharge): string {
  if (charge.initiator === 'customer')
    return session === null ? 'the customer being there' : 'the customer, in a checkout';
  return mandate === null
    ? 'the merchant, without a permission on record'
    : 'the merchant, under the permission below';
}

function payer({ customer, payment_method: card, receipt_email: receipt }: AccountOfCharge): Html {
  const erased = customer?.erased_at ?? null;
  const gone = html`erased at the customer’s wish${erased === null ? '' : html`, ${time(erased)}`}`;
  return html`<section><h2>The customer</h2>${facts([
    ['Customer', customer === null ? 'a guest' : code(customer.id)],
    ['Name', erased === null ? (customer?.name ?? null) : gone],
    ['E-mail', erased === null ? (customer?.email ?? null) : gone],
    ['Receipt sent to', receipt],
    [card?.type === 'card' ? 'Card' : 'Bank account', card && methodOf(card)],
    ['Fingerprint of the number', card && code(card.fingerprint)],
  ])}</section>`;
}

function methodOf(method: NonNullable<AccountOfCharge['payment_method']>): string {
  const { type, funding, last4, exp_month: month, exp_year: year, country } = method;
  const issued = country === null ? '' : `, issued in ${country}`;
  return type === 'card'
    ? `${cardName(method)}, ${funding}, until ${month}/${year}${issued}`
    : `${plain(type)} ••••\u00a0${last4}${country === null ? '' : `, ${country}`}`;
}

const ACTS: Readonly<Record<Agreement['act'], string>> = {
  grant: 'The customer agreed',
  assertion: 'The merchant states that the customer agreed elsewhere',
  withdrawal: 'The permission to keep and show the card was withdrawn',
  revocation: 'The permission to charge the card was revoked',
  carry_over: 'The permission went on with the same account’s new card',
};

function agreements({ agreements: all, charge }: AccountOfCharge): Part {
  if (all.length === 0)
    return html`<p>${charge.initiator === 'customer' ? 'No permission was needed or recorded: the customer was there.' : 'No permission is on record.'}</p>`;
  return html`${all.map(agreement)}`;
}

function agreement(record: Agreement): Html {
  const { act, scope, words, covers_this_charge: covers, actor } = record;
  const what = scope === 'mandate' ? 'later charges' : 'keeping the card';
  return html`<article><h3>${ACTS[act]}${act === 'grant' ? ` to ${what}` : ''}${covers ? html` <strong class="covers">covers this charge</strong>` : ''}</h3>
${words === null ? '' : html`<blockquote lang="${words.locale}">${words.text}</blockquote>`}
${facts([
  ['When', html`${time(record.accepted_at)} UTC`],
  ['By', by(record) ?? actor],
  [
    'From address',
    !record.person.recorded || record.person.erased ? null : record.person.ip_address,
  ],
  [
    'With browser',
    !record.person.recorded || record.person.erased ? null : record.person.user_agent,
  ],
  ['On the page of', record.origin],
  ['Checkout session', record.checkout_session],
  ['Language, version', words && `${words.locale}, ${words.template} ${words.template_version}`],
  ['SHA-256 of the words', words && code(words.sha256)],
  ['Record', html`${code(record.id)}, number ${record.position}, hash ${code(record.hash)}`],
  ['Checked', record.intact ? 'as it was written' : 'altered since it was written'],
])}</article>`;
}

function by({ person }: Agreement): string | null {
  if (!person.recorded) return null;
  if (person.erased) return 'personal fields erased at the customer’s wish';
  return [person.name, person.email].filter(Boolean).join(', ') || null;
}

function permission({ mandate }: AccountOfCharge): Part {
  if (mandate === null) return '';
  const { terms, uses, revoked_at: revoked, acceptance } = mandate;
  return html`<section><h2>The permission that covered it</h2><p>${termsInWords(terms)}</p>
${facts([
  ['Mandate', code(mandate.id)],
  ['Accepted', html`${time(acceptance.accepted_at)} UTC, ${acceptance.type}`],
  [
    'Revoked',
    revoked === null ? 'no' : html`${time(revoked)} UTC, by ${mandate.revoked_by ?? 'somebody'}`,
  ],
])}
<table><caption>Charges under it</caption><thead><tr><th scope="col">Date</th><th scope="col">Amount</th><th scope="col">State</th><th scope="col">Charge</th></tr></thead>
<tbody>${uses.map(
    (use) =>
      html`<tr><td>${time(use.counted_at)}</td><td>${use.money.display}</td><td>${use.state}</td><td>${code(use.charge)}</td></tr>`,
  )}</tbody></table></section>`;
}

function visit({ session, charge }: AccountOfCharge): Part {
  if (session === null) return '';
  const items = session.line_items?.data ?? [];
  return html`<section><h2>The checkout</h2>${facts([
    ['Session', code(session.id)],
    ['Begun', html`${time(session.created)} UTC`],
    ['Ended on', session.return_url ?? null],
  ])}<ul>${items.map(
    (item) =>
      html`<li>${item.quantity ?? 1} × ${item.description ?? 'Item'}, ${money(item.amount_total, charge.money.currency)}</li>`,
  )}</ul></section>`;
}

const SECURE: Readonly<Record<string, string>> = {
  passed: 'asked for, and passed',
  failed: 'asked for, and not passed',
  open: 'asked for, and not answered',
  not_requested: 'not asked for',
};

function attempt(one: AccountOfCharge['attempts'][number]): Html {
  const { decline, decision, history, operation } = one;
  const takes = operation === 'charge' || operation === 'setup';
  const evidence = history.flatMap((each) => (each.evidence ? [each.evidence] : []));
  return html`<article><h3>${one.sequence}. ${sentence(operation)} of ${one.money.display} at ${one.processor}: ${plain(one.status)}</h3>${facts(
    [
      ['Attempt', code(one.id)],
      ['When', html`${time(one.created)} UTC`],
      ['Customer present', takes ? (one.authorization === 'on_session' ? 'yes' : 'no') : null],
      ['3-D Secure', takes ? (SECURE[one.three_d_secure] ?? one.three_d_secure) : null],
      ['Processor’s reference', one.processor_reference && code(one.processor_reference)],
      ['Network’s reference', one.network_transaction_id && code(one.network_transaction_id)],
      [
        'Declined',
        decline &&
          html`${code(decline.code)}${decline.network_code === null ? '' : html`, network ${code(decline.network_code)}`}`,
      ],
      ['Decided', decision && `${plain(decision.action)}: ${plain(decision.reason)}`],
      [
        'Told by',
        history
          .map(
            ({ source, kind, at }) =>
              `${source}: ${plain(kind ?? 'an answer')} (${new Date(at * 1000).toISOString()})`,
          )
          .join('; ') || null,
      ],
      ['Settled by hand, because', evidence.length === 0 ? null : evidence.join('; ')],
    ],
  )}</article>`;
}

function refunds({ refunds: all }: AccountOfCharge): Part {
  if (all.length === 0) return '';
  return html`<section><h2>Given back</h2><ul>${all.map(
    (each) =>
      html`<li>${each.money.display}, ${time(each.created)} UTC, ${each.status}${each.reason === null ? '' : `, ${plain(each.reason)}`} ${code(each.id)}</li>`,
  )}</ul></section>`;
}

function told({ events }: AccountOfCharge): Part {
  if (events.length === 0) return '';
  return html`<section><h2>What was told, and when</h2><table><thead><tr><th scope="col">Date</th><th scope="col">Event</th><th scope="col">Delivered</th><th scope="col">Id</th></tr></thead>
<tbody>${events.map(({ id, created, type, deliveries }) => {
    const done = deliveries.filter(({ status }) => status === 'delivered').length;
    return html`<tr><td>${time(created)}</td><td>${type}</td><td>${deliveries.length === 0 ? 'no endpoint' : `${done} of ${deliveries.length}`}</td><td>${code(id)}</td></tr>`;
  })}</tbody></table></section>`;
}

function seal({ id, version, seal: { sha256, signature, head } }: AccountOfCharge): Html {
  return facts([
    ['This account', html`${code(id)}, version ${version}`],
    ['SHA-256 of its JSON', code(sha256)],
    ['Signature', code(signature)],
    ['Chain of consents', html`${head.count} records, ends with ${code(head.hash)}`],
    ['Signature of the chain', code(head.signature)],
  ]);
}
