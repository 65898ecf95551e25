/**
 * Ours, as a merchant embeds it: two lines on the shop's page, files and answer from another origin.
 * The answer is a real one, taken before; it may stand in the page, or be rendered into it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inlineState, renderCheckout } from '../../../components/render/index.ts';
import type { CheckoutState } from '../../../server/wire/elements.ts';
import { type Answer, type Contestant, shopPage } from './contestant.ts';

/** How the state comes to the page: by a request, in the page, or in the page and drawn already. */
export type Delivery = 'requested' | 'inline' | 'rendered';

/** What the server sends with an entry: that its import is wanted as well. */
function linkOf(path: string, text: string): { readonly link?: string } {
  const [, file] = (path.includes('/') ? null : /\bfrom"\.(\/[^"]+)"/.exec(text)) ?? [];
  return file ? { link: `<${file}>; rel=modulepreload` } : {};
}

/** The built elements, by the path that the API serves them at. */
function builtFiles(folder: string): Record<string, Answer> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const wanted = files.filter((path) => /\.(js|css)$/.test(path));
  return Object.fromEntries(
    wanted.map((path) => [
      `/${path.replaceAll('\\', '/')}`,
      {
        type: path.endsWith('.css') ? 'text/css' : 'text/javascript',
        body: readFileSync(join(folder, path)),
        ...linkOf(path, readFileSync(join(folder, path), 'utf8')),
      },
    ]),
  );
}

/** The element's own part, or its server-rendered twin while that still stands there. */
const part = (tag: string) => `(${ROOT}?.querySelector('${tag}') ??
  ${ROOT}?.querySelector('[data-of="${tag}"]'))?.shadowRoot`;
const ROOT = 'document.querySelector("keepsake-checkout")?.shadowRoot';
const METHODS = part('keepsake-methods');
const RADIOS = `(${METHODS}?.querySelectorAll('input:not([value="new"])') ?? [])`;
const ROWS = `(${METHODS}?.querySelectorAll('.list > *') ?? [])`;
const PAY = `${ROOT}?.querySelector('keepsake-pay-button')?.shadowRoot?.querySelector('button')`;

/** @param folder of the built elements */
export function keepsakePage(folder: string, state: CheckoutState, delivery: Delivery): Contestant {
  const clientSecret = `${state.session.id}_secret_bench`;
  const slotted = delivery === 'inline' ? inlineState(state) : '';
  const tag = `<keepsake-checkout client-secret="${clientSecret}">${slotted}</keepsake-checkout>`;
  return {
    name: delivery === 'requested' ? 'Keepsake' : `Keepsake, state ${delivery}`,
    page: async ({ pay }) =>
      shopPage(
        `<script type="module" src="${pay}/keepsake-checkout.js"></script>`,
        delivery === 'rendered' ? await renderCheckout({ clientSecret, api: pay, state }) : tag,
      ),
    answers: {
      ...builtFiles(folder),
      '/elements/checkout': { type: 'application/json', body: JSON.stringify(state) },
    },
    landmarks: {
      cards: RADIOS,
      rows: ROWS,
      target: `${ROWS}[n].querySelector('label')`,
      chosen: `${RADIOS}[n].checked &&
        ${PAY}.textContent.includes(${ROWS}[n].textContent.match(/\\d{4}/)[0])`,
      payable: `Boolean(${PAY})`,
    },
  };
}
