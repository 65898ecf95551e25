/**
 * States of a checkout that come rarely, with what they show: an expired card brought up to date, a
 * computer that others use, a session that ends or is renewed. Comes with the first of them.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorBody } from '../../server/wire/elements.ts';
import type { ExpiryAnswer, NumberAnswer } from '../later-events.ts';
import type { Localize } from '../locale/localize.ts';
import type { StateMessages } from '../locale/states/en.ts';
import { loadStateWords, stateWords } from '../locale/states/words.ts';
import { spokenName } from '../methods/describe.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { agreements, hide, update } from '../session/checkout-upkeep.ts';
import { register } from '../shared/register.ts';
import { wear } from '../shared/wear.ts';
import { KeepsakeNumberForm } from '../update/number-form.ts';
import { KeepsakeExpiryForm } from '../wallet/expiry-form.ts';
import { laterStyles } from './later.styles.ts';

/** What the checkout lends. */
export interface Host {
  readonly session: CheckoutController;
  readonly localize: Localize;
  readonly render: () => void;
  /** Announces, politely and once. */
  readonly say: (words: string) => void;
  /** Puts the focus on a method, else on the cards. */
  readonly focusMethods: (method?: string) => void;
}

interface Edit {
  readonly method: string;
  readonly what: 'date' | 'number';
  readonly busy: boolean;
  readonly fault: string;
}

export class Later {
  readonly #host: Host;
  #edit: Edit | null = null;
  /** How far hiding has come; null where nothing was hidden in this visit. */
  #shared: 'done' | 'pending' | 'stopped' | 'kept' | null = null;
  #mayStop = false;
  #focusShared = false;

  constructor(host: Host) {
    this.#host = host;
    register('keepsake-number-form', KeepsakeNumberForm);
    register('keepsake-expiry-form', KeepsakeExpiryForm);
  }

  /** @returns when its words are here */
  ready(): Promise<void> {
    return loadStateWords(this.#host.localize.locale);
  }

  get #words(): StateMessages {
    return stateWords(this.#host.localize.locale, this.#host.render);
  }

  get #state(): Checkout {
    return this.#host.session.state;
  }

  #nameOf(method: string): string {
    const card = this.#state.data?.payment_methods.find(({ id }) => id === method);
    return card ? spokenName(card, this.#host.localize.messages) : '';
  }

  /** Opens the form for an expired card. */
  edit(method: string): void {
    this.#set({ method, what: 'date', busy: false, fault: '' });
  }

  #set(edit: Edit | null): void {
    this.#edit = edit;
    this.#host.render();
  }

  async #save(input: Parameters<typeof update>[2]): Promise<void> {
    const edit = this.#edit;
    const door = this.#host.session.acts?.door;
    if (!edit || !door || edit.busy) return;
    const { method } = edit;
    const name = this.#nameOf(method);
    this.#set({ ...edit, busy: true, fault: '' });
    const problem = await update(door, method, input, this.#host.localize.locale);
    if (problem) {
      this.#set({ ...edit, busy: false, fault: this.#faultOf(problem, name) });
      return;
    }
    this.#set(null);
    const { chosen } = this.#state;
    this.#host.say(this.#words.cardReplaced(this.#nameOf(chosen ?? method) || name));
    this.#host.focusMethods(chosen ?? undefined);
  }

  #faultOf({ type }: ErrorBody, name: string): string {
    const words = this.#words;
    return type === 'card_error' ? words.replaceDeclined(name) : words.notReplaced(name);
  }

  readonly #expiry = ({ detail }: ExpiryAnswer): void => {
    if (detail) void this.#save({ exp_month: detail.month, exp_year: detail.year });
    else this.#close();
  };

  readonly #number = ({ detail }: NumberAnswer): void => {
    if (detail) void this.#save({ card_token: detail.token, agreements: [...detail.agreements] });
    else this.#close();
  };

  #close(): void {
    const method = this.#edit?.method;
    this.#set(null);
    this.#host.focusMethods(method);
  }

  /** The form for an expired card, under the cards. */
  editor(): TemplateResult | typeof nothing {
    const edit = this.#edit;
    const { data, phase } = this.#state;
    const card = data?.payment_methods.find(({ id }) => id === edit?.method);
    if (!edit || !card || !data || phase !== 'open') return nothing;
    const { locale, messages } = this.#host.localize;
    const name = spokenName(card, messages);
    const load = async () => {
      const door = this.#host.session.acts?.door;
      return door && agreements(door, card.id, locale);
    };
    const fault = edit.fault ? html`<p class="bad" role="alert">${edit.fault}</p>` : nothing;
    if (edit.what === 'number') {
      return html`<div class="inset" @number-answer=${this.#number}>
        <keepsake-number-form exportparts="form,agreements,card-frame,networks,network,consent,consent-error"
          .card=${name}
          .entry=${data.card_entry}
          .merchant=${data.merchant.name}
          .busy=${edit.busy}
          .locale=${locale}
          .load=${load}
        ></keepsake-number-form>
        ${fault}
      </div>`;
    }
    return html`<div class="inset" @expiry-answer=${this.#expiry}>
      <keepsake-expiry-form exportparts="form,label,field,field-error"
        .card=${name}
        .month=${card.exp_month}
        .year=${card.exp_year}
        .busy=${edit.busy}
        .locale=${locale}
      ></keepsake-expiry-form>
      ${fault}
      ${
        data.card_entry
          ? html`<button
              type="button"
              class="link"
              @click=${() => this.#set({ ...edit, what: 'number', fault: '' })}
            >
              ${this.#words.numberChanged}
            </button>`
          : nothing
      }
    </div>`;
  }

  /**
   * Others use this computer: what was hidden already is hidden by the server too.
   * @param mayStop whether the buyer may have the cards shown nowhere
   */
  async share(mayStop: boolean): Promise<void> {
    const door = this.#host.session.acts?.door;
    if (!door) return;
    this.#mayStop = mayStop;
    this.#edit = null;
    this.#shared = 'done';
    this.#focusShared = true;
    this.#host.say('');
    await hide(door, false, () => this.#tell('pending'));
    this.#tell('done');
  }

  async #stop(): Promise<void> {
    const door = this.#host.session.acts?.door;
    if (!door) return;
    this.#mayStop = false;
    this.#focusShared = true;
    this.#host.render();
    const done = await hide(door, true, () => this.#tell('pending'));
    this.#tell(done ? 'stopped' : 'kept');
  }

  #tell(shared: 'done' | 'pending' | 'stopped' | 'kept'): void {
    this.#shared = shared;
    this.#host.render();
  }

  /** What was hidden and what can be done further, in the place of the cards. */
  notice(): TemplateResult | typeof nothing {
    const { data } = this.#state;
    if (!data?.session.saved_methods_hidden) return nothing;
    const words = this.#words;
    const further = {
      done: '',
      pending: words.sharedPending,
      stopped: words.stoppedEverywhere,
      kept: words.notStopped,
    }[this.#shared ?? 'done'];
    return html`<div class="block notice" part="notice">
      <h2 tabindex="-1" id="hidden">${words.sharedTitle}</h2>
      <p class="muted">${words.sharedText(data.merchant.name)}</p>
      <p role="status">${further}</p>
      ${
        this.#mayStop
          ? html`<button type="button" class="link" @click=${() => void this.#stop()}>
              ${words.stopEverywhere}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** After a rendering, before it is seen: what was pressed is gone, so the focus goes to what came of it. */
  rendered(root: ParentNode): void {
    wear(root, laterStyles);
    if (!this.#focusShared) return;
    const heading = root.querySelector<HTMLElement>('#hidden');
    if (!heading) return;
    this.#focusShared = false;
    heading.focus();
  }

  /** The line that says when the session ends; null while it is not near. */
  closing(): string | null {
    const { closing, data, phase } = this.#state;
    if (!closing || !data || phase !== 'open') return null;
    const { locale } = this.#host.localize;
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    return this.#words.closing(time.format(data.session.expires_at * 1_000));
  }

  get renewing(): string {
    return this.#words.renewing;
  }

  get renewed(): string {
    return this.#words.renewed;
  }
}
