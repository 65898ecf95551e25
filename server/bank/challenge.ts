/**
 * The challenge: the issuer's page in which the buyer approves or declines. The address is the
 * capability; the first answer is final, and the frame then goes back to where it was told to.
 */
import type { Assets } from './assets.ts';
import type { BankContext } from './context.ts';
import type { BankCall } from './guards.ts';
import { document, escaped, money, notice } from './html.ts';
import type { OperationRow } from './ledger.ts';
import { findByChallenge } from './ledger.ts';
import { CHALLENGE_LIFE_MS } from './limits.ts';
import { endChallenge } from './operations.ts';
import { arrivedByNow } from './pending.ts';
import { Refusal } from './problem.ts';
import { ORIGIN } from './signing.ts';

const TITLE = 'Card verification';

/** The operation as it stands, once what is over by its time has ended: a challenge, a debit under way. */
export function current(ctx: BankContext, row: OperationRow): OperationRow {
  const late = ctx.now() - row.created_ms > CHALLENGE_LIFE_MS;
  return row.status === 'requires_action' && late
    ? endChallenge(ctx, row.id, 'expired')
    : arrivedByNow(ctx, row);
}

function policy(row: OperationRow | null): string {
  const origins = (row?.frame_origins ?? '').split(' ').filter((origin) => ORIGIN.test(origin));
  const back = row?.return_url ? ` ${new URL(row.return_url).origin}` : '';
  return [
    "default-src 'none'",
    "style-src 'self'",
    // Browsers hold the redirect after a submission against this as well.
    `form-action 'self'${back}`,
    "base-uri 'none'",
    `frame-ancestors ${origins.length > 0 ? origins.join(' ') : '*'}`,
  ].join('; ');
}

function page(
  call: BankCall,
  status: 200 | 404 | 409,
  html: string,
  row: OperationRow | null,
): Response {
  call.header('Content-Security-Policy', policy(row));
  call.header('Cross-Origin-Resource-Policy', 'cross-origin');
  // The form's own submission must say where it comes from.
  call.header('Referrer-Policy', 'same-origin');
  return call.html(html, status);
}

function facts(ctx: BankContext, row: OperationRow): string {
  const card = ctx.db.get<{ last4: string; brand: string }>(
    'SELECT last4, brand FROM credentials WHERE id = ?',
    row.credential,
  );
  const lines: [label: string, value: string, style: string][] = [];
  if (row.kind === 'charge' && row.currency) {
    lines.push(['Amount', money(row.amount, row.currency), 'amount']);
  }
  if (card) lines.push(['Card', `•••• ${card.last4}`, 'card']);
  if (row.description) lines.push(['For', row.description, 'for']);
  return lines
    .map(([label, value, style]) => `<dt>${label}</dt><dd class="${style}">${escaped(value)}</dd>`)
    .join('');
}

export function show(
  ctx: BankContext,
  assets: Assets,
  call: BankCall,
  challenge: string,
): Response {
  const styles = [assets.address('/pages.css')];
  const found = findByChallenge(ctx, challenge);
  if (!found)
    return page(call, 404, notice(TITLE, 'There is nothing to verify here.', styles), null);
  const row = current(ctx, found);
  if (row.status !== 'requires_action') {
    if (row.return_url) return call.redirect(row.return_url, 303);
    return page(call, 200, notice(TITLE, 'This has been answered. You can close it.', styles), row);
  }
  const heading = row.kind === 'charge' ? 'Is this payment yours?' : 'Is this card yours?';
  const body = `<main>
<p class="bank">Sandbox Bank <small>Test mode</small></p>
<h1>${heading}</h1>
<p>Your bank asks you to confirm it before it goes ahead.</p>
<dl>${facts(ctx, row)}</dl>
<form method="post">
<button type="submit" name="answer" value="decline">Decline</button>
<button type="submit" name="answer" value="approve" class="primary">Approve</button>
</form>
</main>`;
  return page(call, 200, document({ title: TITLE, styles, body }), row);
}

export async function answer(
  ctx: BankContext,
  assets: Assets,
  call: BankCall,
  challenge: string,
): Promise<Response> {
  const site = call.req.header('sec-fetch-site');
  const origin = call.req.header('origin');
  const own = origin === undefined || origin === new URL(ctx.publicUrl).origin;
  if (!own || (site !== undefined && site !== 'same-origin')) {
    throw new Refusal(403, 'origin_not_allowed', 'Only the page itself can answer.');
  }
  const form = new URLSearchParams(await call.req.text());
  const pressed = form.get('answer');
  if (pressed !== 'approve' && pressed !== 'decline') {
    throw new Refusal(400, 'parameter_invalid', 'Approve or decline.', { param: 'answer' });
  }
  const styles = [assets.address('/pages.css')];
  const found = findByChallenge(ctx, challenge);
  if (!found)
    return page(call, 404, notice(TITLE, 'There is nothing to verify here.', styles), null);
  const row = endChallenge(ctx, current(ctx, found).id, pressed);
  if (row.return_url) return call.redirect(row.return_url, 303);
  return page(call, 200, notice(TITLE, 'Thank you. You can close this.', styles), row);
}
