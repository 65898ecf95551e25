/**
 * The whole tag as HTML that can be seen before any script has run: a skeleton, or the saved cards
 * where the state is given. It is made from the elements' own templates and fetches nothing.
 */
import { html, nothing } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { formView } from '../checkout/form.ts';
import { loadingPanel } from '../checkout/panels.ts';
import { canonicalLocale } from '../locale/format.ts';
import { Localize } from '../locale/localize.ts';
import { initialCheckout, reduce } from '../session/checkout-machine.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { inlineState } from './inline-state.ts';
import { leafHtml } from './leaf-html.ts';
import { STYLE_FILES } from './style-files.ts';
import { escaped, htmlOf } from './template-html.ts';

export interface RenderOptions {
  /** `cs_…_secret_…` of an open session. */
  readonly clientSecret: string;
  /** Base URL of the API, as the buyer's browser reaches it. */
  readonly api: string;
  /** The body of `GET /elements/checkout`; without it a skeleton is rendered. */
  readonly state?: CheckoutState;
  /** BCP 47: the page's language, unless the session has one of its own. */
  readonly locale?: string;
  /** As the attribute `theme`. */
  readonly theme?: string;
}

/** Words in the buyer's language, with nobody to tell when they arrive but the caller. */
async function localized(locale: string): Promise<Localize> {
  let arrived = () => {};
  const host = { addController() {}, requestUpdate: () => arrived() };
  const localize = new Localize(host as never, () => locale);
  const arriving = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  localize.hostUpdate();
  if (!localize.ready) await arriving;
  localize.hostUpdate();
  return localize;
}

/** What an open checkout shows first; null where that is not yet known, or not a saved card. */
function formOf(state: CheckoutState | undefined, localize: Localize) {
  const checkout = state && reduce(initialCheckout, { type: 'loaded', data: state });
  if (checkout?.phase !== 'open' || checkout.chosen === NEW_CARD) return null;
  if (!state?.card_entry && state?.payment_methods.length === 0) return null;
  return formView({
    state: checkout,
    localize,
    cardWanted: false,
    lazy: (_tag, part) => part,
  });
}

/**
 * `<keepsake-checkout>` with its shadow root declared in HTML. Put it into the page as it is; when
 * the script arrives, the element takes over what stands there without moving it.
 *
 * @returns HTML that names no inline style and no inline script that would run; its style sheets
 *   come from the API's origin, which a policy has to allow for `style-src`
 * @example
 * const html = await renderCheckout({ clientSecret, api: 'https://pay.example', state, locale: 'de' });
 */
export async function renderCheckout(options: RenderOptions): Promise<string> {
  const { clientSecret, state, theme, locale } = options;
  const api = options.api.replace(/\/$/, '');
  const spoken = canonicalLocale(locale ?? state?.session.locale) ?? 'en';
  const localize = await localized(spoken);
  const dress = (name: string) => {
    const file = Object.hasOwn(STYLE_FILES, name) ? STYLE_FILES[name] : null;
    return file ? `<link rel="stylesheet" href="${escaped(`${api}/${file.path}`)}">` : '';
  };
  const { messages } = localize;
  const form = formOf(state, localize);
  const root = html`<div
    class="root"
    part="base"
    dir=${messages.rtl ? 'rtl' : nothing}
    lang=${localize.language}
    aria-busy=${form === null}
  >
    ${form ?? loadingPanel()}
    <div role="status" class="unseen" part="status">${form ? '' : messages.loading}</div>
  </div>`;
  const styles = ['keepsake-checkout', ...(theme?.split(/\s+/) ?? [])].map(dress).join('');
  const attributes = Object.entries({ 'client-secret': clientSecret, api, locale, theme })
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`))
    .join('');
  const shadow = styles + htmlOf(root, (inner) => leafHtml(inner, dress));
  return `<keepsake-checkout${attributes}><template shadowrootmode="open">${shadow}</template>${
    state ? inlineState(state) : ''
  }</keepsake-checkout>`;
}
