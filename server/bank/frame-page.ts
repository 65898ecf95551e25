/** The card frame's document: opened by a signed address, framed by the origins in it alone. */
import type { Assets } from './assets.ts';
import type { BankContext } from './context.ts';
import type { BankCall } from './guards.ts';
import { document, notice } from './html.ts';
import { GRANT_LIFE_MS } from './limits.ts';

function policy(ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
}

/**
 * Serves the frame, with a grant to make tokens for its session. An address that has run out still
 * loads the script, so that the page hears about it; a forged one gets only a message.
 */
export function showFrame(ctx: BankContext, assets: Assets, call: BankCall): Response {
  call.header('Cross-Origin-Resource-Policy', 'cross-origin');
  call.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  const query = new URL(call.req.url).search;
  const verdict = ctx.signing.readFrame('frame', query, ctx.now());
  if (!verdict.ok && verdict.reason === 'invalid') {
    call.header('Content-Security-Policy', policy(['*']));
    const text = 'This card form cannot be opened. Please reload the page.';
    return call.html(notice('Card details', text, [assets.address('/pages.css')]), 403);
  }
  const { session, origins } = verdict.claims;
  const expires = Math.floor((ctx.now() + GRANT_LIFE_MS) / 1000);
  call.header('Content-Security-Policy', policy(origins));
  const grant = verdict.ok ? ctx.signing.signFrame('tokens', { session, origins, expires }) : '';
  // A frame that stands already asks for another grant; only its own origin can read the answer.
  if (call.req.header('accept') === 'application/json')
    return call.json({ grant, origins }, verdict.ok ? 200 : 403);
  const html = document({
    title: 'Card details',
    styles: [assets.address('/frame/frame.css')],
    scripts: [assets.address('/frame/frame.js')],
    meta: {
      'frame-origins': origins.join(' '),
      'frame-grant': grant,
    },
    body: '<noscript>Card entry needs JavaScript.</noscript>',
  });
  return call.html(html, verdict.ok ? 200 : 403);
}
