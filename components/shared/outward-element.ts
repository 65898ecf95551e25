/**
 * What the outer tags have in common: their attributes, and that a session begins when the secret or
 * the address of the API is another. It knows neither what a session is nor what is shown of it.
 */
import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { Themed } from './themed.ts';

export abstract class OutwardElement extends LitElement {
  static override properties: PropertyDeclarations = {
    clientSecret: { attribute: 'client-secret' },
    api: {},
    locale: {},
    theme: { reflect: true },
  };

  /** `cs_…_secret_…` for a checkout, `cuss_…_secret_…` for a wallet; from the merchant's server. */
  declare clientSecret: string | null;
  /** Base URL of the API; by default the origin of this script. */
  declare api: string | null;
  /** BCP 47; by default the session's, then the page's. */
  declare locale: string | null;
  /** `paper` or `pop` for another look, `light` or `dark` to force one; by default the page's `color-scheme`. */
  declare theme: string | null;

  protected readonly themed = new Themed(this);

  constructor() {
    super();
    this.clientSecret = null;
    this.api = null;
    this.locale = null;
    this.theme = null;
  }

  /** Another session is to be shown. */
  protected abstract begin(api: string, secret: string): void;

  /** Before the rendering, so that what the page carries is the first thing drawn. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('clientSecret') || changed.has('api')) && this.clientSecret) {
      this.begin(this.api ?? new URL(import.meta.url).origin, this.clientSecret);
    }
  }
}
