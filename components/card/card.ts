/**
 * Hosts the bank's card frame. What is typed there stays there; this element learns only whether
 * it is complete and, when asked, a token. It keeps the frame mounted through declines, because
 * mounting it again would lose what the buyer typed.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FrameError, Notice, TokenCard } from '../../server/bank/protocol.ts';
import { CardChange, CardReloadRequest, PayRequest } from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { cardStyles } from './card.styles.ts';
import { type FrameChannel, openChannel } from './frame-channel.ts';
import { readTheme } from './theme.ts';

export type Tokenized =
  | { readonly ok: true; readonly token: string; readonly card: TokenCard }
  | { readonly ok: false; readonly error: FrameError };

const unavailable: Tokenized = {
  ok: false,
  error: { code: 'bank_unavailable', field: null, recoverable: true },
};

/**
 * @tag keepsake-card
 * @summary Fields for a new card, or the security code of a saved one, in a frame of the bank.
 * @fires {CardChange} card-change - Completeness or brand changed.
 * @fires {PayRequest} pay-request - Enter was pressed in the frame.
 * @fires {CardReloadRequest} card-reload - A fresh frame address is wanted.
 * @csspart card-frame - The frame.
 */
export class KeepsakeCard extends LitElement {
  static override styles = cardStyles;
  static override properties = {
    url: {},
    mode: {},
    merchant: {},
    locale: {},
    status: { state: true },
  };

  /** The signed address of the frame. Another address mounts another frame. */
  declare url: string;
  declare mode: 'card' | 'cvc';
  /** Who will not see the number; null says nothing about it. */
  declare merchant: string | null;
  declare locale: string | null;
  declare protected status: 'waiting' | 'ready' | 'failed';

  /** Whether all that is asked for is typed. */
  complete = false;

  readonly #localize = new Localize(this, () => this.locale);
  #channel: FrameChannel | null = null;
  #greeting = 0;

  constructor() {
    super();
    this.url = '';
    this.mode = 'card';
    this.merchant = null;
    this.locale = null;
    this.status = 'waiting';
  }

  /** A single-use token for what is typed, or the reason why there is none. */
  async tokenize(): Promise<Tokenized> {
    if (!this.#channel) return unavailable;
    const reply = await this.#channel.request({ type: 'tokenize' });
    if (!reply.ok) {
      if (reply.error.code === 'session_expired') this.#askForReload();
      return reply;
    }
    return 'token' in reply ? reply : unavailable;
  }

  /** Lets the frame show what is missing and moves the focus there. */
  async reveal(): Promise<void> {
    if (!this.#channel) {
      this.renderRoot.querySelector('button')?.focus();
      return;
    }
    const reply = await this.#channel.request({ type: 'validate' });
    const first = this.mode === 'cvc' ? 'cvc' : 'number';
    await this.focusField(reply.ok ? first : (reply.error.field ?? first));
  }

  async focusField(field: 'number' | 'expiry' | 'cvc' | 'name'): Promise<void> {
    this.#frame?.focus();
    await this.#channel?.request({ type: 'focus', field });
  }

  override focus(): void {
    void this.focusField(this.mode === 'cvc' ? 'cvc' : 'number');
  }

  get #frame(): HTMLIFrameElement | null {
    return this.renderRoot.querySelector('iframe');
  }

  get #direction(): 'ltr' | 'rtl' {
    return getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('url')) {
      this.#drop();
      this.status = 'waiting';
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('url') && this.url) this.#mount();
    const { locale } = this.#localize;
    if (changed.has('locale')) {
      void this.#channel?.request({ type: 'locale', locale, dir: this.#direction });
    }
  }

  /** By property and not in the template, so that what the platform knows can be asked first. */
  #mount(): void {
    const frame = this.#frame;
    if (!frame) return;
    if (knowsFeature('autofill')) frame.allow = 'autofill';
    frame.src = this.url;
  }

  #drop(): void {
    this.#greeting += 1;
    this.#channel?.close();
    this.#channel = null;
    this.#tell(false, null);
  }

  async #greet(): Promise<void> {
    const target = this.#frame?.contentWindow;
    const origin = originOf(this.url);
    if (!target || !this.#frame?.src) return;
    if (!origin) {
      this.status = 'failed';
      return;
    }
    this.#channel?.close();
    this.#greeting += 1;
    const greeting = this.#greeting;
    const channel = await openChannel(target, origin, this.#notice);
    if (greeting !== this.#greeting) {
      channel?.close();
      return;
    }
    const { locale } = this.#localize;
    const reply = await channel?.request({
      type: 'init',
      locale,
      dir: this.#direction,
      theme: this.#theme(),
      mode: this.mode,
    });
    if (greeting !== this.#greeting) return;
    if (!channel || !reply?.ok) {
      channel?.close();
      this.status = 'failed';
      return;
    }
    this.#channel = channel;
    this.status = 'ready';
    this.#resize(channel.height);
  }

  readonly #notice = (notice: Notice): void => {
    if (notice.type === 'state') this.#tell(notice.complete, notice.brand);
    else if (notice.type === 'height') this.#resize(notice.height);
    else if (notice.type === 'submit') this.dispatchEvent(new PayRequest());
  };

  #tell(complete: boolean, brand: string | null): void {
    this.complete = complete;
    if (this.isConnected) this.dispatchEvent(new CardChange(complete, brand));
  }

  #resize(height: number): void {
    const box = this.#frame?.parentElement;
    if (box && height > 0) box.style.setProperty('block-size', `${Math.ceil(height)}px`);
  }

  #theme() {
    return readTheme(this.renderRoot.querySelector('.probe') ?? this);
  }

  #restyle(): void {
    void this.#channel?.request({ type: 'theme', theme: this.#theme() });
  }

  #askForReload(): void {
    this.#drop();
    this.status = 'waiting';
    this.dispatchEvent(new CardReloadRequest());
    // With the old address at once, in case no other comes: it may have been the network.
    this.#mount();
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const more = moreOf(this.#localize);
    const { status, merchant } = this;
    return html`<span class="probe" aria-hidden="true" @transitionend=${this.#restyle}></span>
      <div class="failed" ?hidden=${status !== 'failed'}>
        <span role="alert">${status === 'failed' ? more.cardFailed : ''}</span>
        <button type="button" class="button" @click=${this.#askForReload}>${messages.tryAgain}</button>
      </div>
      <div class="frame ${this.mode} ${status}" ?hidden=${status === 'failed'}>
        <div class="bones" aria-hidden="true" ?hidden=${status !== 'waiting'}>
          <i></i><i></i><i></i><i></i>
        </div>
        <iframe
          part="card-frame"
          title=${this.mode === 'cvc' ? more.securityCode : more.cardDetails}
          referrerpolicy="no-referrer"
          sandbox="allow-forms allow-scripts allow-same-origin"
          @load=${this.#greet}
        ></iframe>
      </div>
      ${merchant ? html`<p class="trust muted">${more.cardTrust(merchant)}</p>` : nothing}`;
  }
}

/** Null where no message could be addressed: an unreadable or an opaque origin. */
function originOf(url: string): string | null {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Asked, because naming a feature that a browser does not know makes it complain. */
function knowsFeature(name: string): boolean {
  if (!('featurePolicy' in document)) return false;
  const { featurePolicy } = document;
  if (typeof featurePolicy !== 'object' || featurePolicy === null) return false;
  if (!('features' in featurePolicy) || typeof featurePolicy.features !== 'function') return false;
  const features: unknown = featurePolicy.features();
  return Array.isArray(features) && features.includes(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-card': KeepsakeCard;
  }
}
