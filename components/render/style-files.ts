/**
 * The styles of server-rendered markup as files, since a strict policy allows no inline ones. The
 * build writes them beside the elements; a name holds a digest of the text, so that page and file
 * agree or the file is not found. It knows nothing of who links them.
 */
import { createHash } from 'node:crypto';
import type { CSSResultGroup } from 'lit';
import { KeepsakeCheckout } from '../checkout/checkout.ts';
import { KeepsakeConsent } from '../consent/consent.ts';
import { KeepsakeMethods } from '../methods/methods.ts';
import { KeepsakePayButton } from '../pay-button/pay-button.ts';
import { KeepsakeSummary } from '../summary/summary.ts';
import { theme as paper } from '../themes/paper.ts';
import { theme as pop } from '../themes/pop.ts';

export interface StyleFile {
  /** Path below the API's origin, without a slash before it. */
  readonly path: string;
  readonly text: string;
}

function textOf(styles: CSSResultGroup | undefined): string {
  if (Array.isArray(styles)) return styles.map(textOf).join(' ');
  return styles && 'cssText' in styles ? styles.cssText : '';
}

function minified(text: string): string {
  return text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .trim();
}

function file(name: string, styles: CSSResultGroup | undefined): StyleFile {
  const text = minified(textOf(styles));
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 8);
  return { path: `assets/${name}-${digest.replace(/[_-]/g, '0')}.css`, text };
}

/** By the tag, or the theme, that they dress. */
export const STYLE_FILES: Readonly<Record<string, StyleFile>> = {
  'keepsake-checkout': file('checkout', KeepsakeCheckout.styles),
  'keepsake-consent': file('consent', KeepsakeConsent.styles),
  'keepsake-methods': file('methods', KeepsakeMethods.styles),
  'keepsake-pay-button': file('pay-button', KeepsakePayButton.styles),
  'keepsake-summary': file('summary', KeepsakeSummary.styles),
  paper: file('paper', paper),
  pop: file('pop', pop),
};
