/**
 * A processor's own fields in the place of the bank's frame: their layout, words and states, and the
 * way of their parts into the document. Which script fills them, and what it makes of a card, the
 * processors' files know; no number and no code ever comes here.
 */
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { type Labels, labelsFor } from '../../server/bank/frame/labels.ts';
import {
  type CardField as Field,
  type FieldError,
  type Mode,
  REPLY_TIMEOUT_MS,
} from '../../server/bank/protocol.ts';
import type { CardEntry } from '../../server/wire/elements.ts';
import type { MoreMessages } from '../locale/en-more.ts';
import { wear } from '../shared/wear.ts';
import { ownFieldsStyles, PLACES } from './own-fields.styles.ts';
import { project, slotName, type Withdraw } from './slot-chain.ts';
import type { Tokenized } from './tokenized.ts';
import {
  type Look,
  type Opening,
  refused,
  VENDOR_FIELDS,
  type VendorField,
  type VendorFields,
} from './vendor-fields.ts';

/** Longest wait for a script and its fields, in milliseconds. */
const OPEN_TIMEOUT_MS = 15_000;
/** How often parts that the page took away are put back before that is called a failure. */
const RETURNS = 3;

export type OwnEntry = Exclude<CardEntry, { readonly driver: 'bank' }>;

/** What the card element lends, and hears. */
export interface CardHost {
  readonly card: LitElement & { readonly mode: Mode };
  readonly language: () => string;
  readonly look: () => Look;
  readonly status: (status: 'waiting' | 'ready' | 'failed') => void;
  readonly tell: (complete: boolean, brand: string | null) => void;
  readonly networks: (available: readonly string[]) => void;
  readonly submit: () => void;
}

interface FieldView {
  readonly complete: boolean;
  readonly error: FieldError;
  readonly focused: boolean;
}

const untouched: FieldView = { complete: false, error: null, focused: false };

let places: CSSStyleSheet | null = null;

/** Dresses the parts that stand in a document; their style sheet stays, for the next ones. */
function dressPlaces(page: Document): void {
  if (!places) {
    places = new CSSStyleSheet();
    places.replaceSync(PLACES);
  }
  if (!page.adoptedStyleSheets.includes(places)) page.adoptedStyleSheets.push(places);
}

async function openFields(entry: OwnEntry, opening: Opening): Promise<VendorFields> {
  if (entry.driver === 'stripe')
    return (await import('./stripe-fields.ts')).openStripeFields(entry, opening);
  return (await import('./adyen-fields.ts')).openAdyenFields(entry, opening);
}

function late<T>(timeoutMs: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), timeoutMs));
}

export class OwnFields implements ReactiveController {
  readonly #host: CardHost;
  readonly #slot = slotName();
  #entry: OwnEntry;
  #fields: VendorFields | null = null;
  #withdraw: Withdraw | null = null;
  #turn = 0;
  #returns = 0;
  #language = '';
  #look = '';
  #brand: string | null = null;
  #views = new Map<VendorField, FieldView>();

  constructor(host: CardHost, entry: OwnEntry) {
    this.#host = host;
    this.#entry = entry;
    host.card.addController(this);
  }

  get #wanted(): readonly VendorField[] {
    return this.#host.card.mode === 'cvc' ? ['cvc'] : VENDOR_FIELDS;
  }

  get #labels(): Labels {
    return labelsFor(this.#host.language()).labels;
  }

  hostConnected(): void {
    this.#returns = 0;
    void this.open();
  }

  hostDisconnected(): void {
    this.close();
  }

  hostUpdated(): void {
    wear(this.#host.card.renderRoot, ownFieldsStyles);
    const language = this.#host.language();
    if (language === this.#language) return;
    this.#language = language;
    this.#fields?.speak(language);
  }

  /** Goes on for another session with what is typed, where the processor can; else begins anew. */
  renew(entry: OwnEntry): void {
    this.#entry = entry;
    if (this.#fields && !this.#fields.renew(entry)) void this.open();
  }

  async open(): Promise<void> {
    this.close();
    const { card } = this.#host;
    const turn = this.#turn;
    this.#host.status('waiting');
    card.requestUpdate();
    await card.updateComplete;
    if (turn !== this.#turn) return;
    const root = document.createElement('form');
    root.dataset.keepsakeFields = '';
    const parts = new Map(
      this.#wanted.map((field) => {
        const place = document.createElement('div');
        place.dataset.keepsakeField = field;
        root.append(place);
        return [field, place];
      }),
    );
    dressPlaces(card.ownerDocument);
    this.#withdraw = project(card, this.#slot, root);
    const entry = this.#entry;
    const opening = openFields(entry, {
      root,
      places: parts,
      language: this.#host.language(),
      look: this.#host.look(),
      expiryHint: this.#labels.expiryHint,
      listener: {
        changed: (field, complete, error) => this.#changed(turn, field, { complete, error }),
        focused: (field, focused) => this.#changed(turn, field, { focused }),
        brand: (brand) => {
          if (turn !== this.#turn || brand === this.#brand) return;
          this.#brand = brand;
          this.#tell();
        },
        networks: (available) => turn === this.#turn && this.#host.networks(available),
        submit: () => turn === this.#turn && this.#host.submit(),
        failed: () => turn === this.#turn && this.#fail(),
      },
    });
    const fields = await Promise.race([opening.catch(() => null), late(OPEN_TIMEOUT_MS, null)]);
    if (turn !== this.#turn || !fields) {
      // Whoever comes too late is sent home.
      void opening.then((found) => found.close()).catch(() => {});
      if (turn === this.#turn) this.#fail();
      return;
    }
    this.#fields = fields;
    if (!this.#shown().includes(root)) {
      this.#fail();
      return;
    }
    // The session may have been renewed in the meantime.
    if (entry !== this.#entry) this.renew(this.#entry);
    if (turn !== this.#turn) return;
    this.#look = JSON.stringify(this.#host.look());
    this.#language = this.#host.language();
    this.#host.status('ready');
    card.requestUpdate();
  }

  /** What is seen through the slots at their innermost end. */
  #shown(): readonly Element[] {
    const slot = this.#host.card.renderRoot.querySelector<HTMLSlotElement>(
      `slot[name=${this.#slot}]`,
    );
    return slot?.assignedElements({ flatten: true }) ?? [];
  }

  #fail(): void {
    this.close();
    this.#host.status('failed');
  }

  close(): void {
    this.#turn += 1;
    const fields = this.#fields;
    this.#fields = null;
    this.#views = new Map();
    this.#brand = null;
    fields?.close();
    this.#withdraw?.();
    this.#withdraw = null;
    this.#host.networks([]);
    this.#tell();
  }

  #view(field: VendorField): FieldView {
    return this.#views.get(field) ?? untouched;
  }

  #changed(turn: number, field: VendorField, changes: Partial<FieldView>): void {
    if (turn !== this.#turn) return;
    this.#views.set(field, { ...this.#view(field), ...changes });
    this.#tell();
  }

  #tell(): void {
    const complete = this.#wanted.every((field) => this.#view(field).complete);
    this.#host.tell(complete, this.#brand);
    this.#host.card.requestUpdate();
  }

  async tokenize(network: string | null): Promise<Tokenized> {
    if (!this.#fields) return refused('bank_unavailable');
    const typed = await Promise.race([
      this.#fields.tokenize(this.#name, network).catch(() => refused('network')),
      late(REPLY_TIMEOUT_MS.tokenize, refused('network')),
    ]);
    if (!typed.ok) {
      const { field, code } = typed.error;
      const ours = VENDOR_FIELDS.find((each) => each === field);
      if (ours) this.#changed(this.#turn, ours, { error: code });
    }
    return typed;
  }

  get #nameInput(): HTMLInputElement | null {
    return this.#host.card.renderRoot.querySelector<HTMLInputElement>('.own input');
  }

  get #name(): string | null {
    return this.#nameInput?.value.trim() || null;
  }

  /** Shows what is missing and moves the focus there. */
  async reveal(): Promise<void> {
    this.#fields?.validate();
    const lacking = this.#wanted.filter((field) => !this.#view(field).complete);
    for (const field of lacking) {
      const error = this.#view(field).error ?? 'incomplete';
      this.#changed(this.#turn, field, { error });
    }
    this.focus(lacking[0] ?? this.#wanted[0] ?? 'cvc');
  }

  focus(field: Field): void {
    const theirs = VENDOR_FIELDS.find((each) => each === field);
    if (theirs) this.#fields?.focus(theirs);
    else this.#nameInput?.focus();
  }

  clear(): void {
    this.#fields?.clear();
    const name = this.#nameInput;
    if (name) name.value = '';
  }

  restyle(): void {
    const look = JSON.stringify(this.#host.look());
    if (look === this.#look) return;
    this.#look = look;
    this.#fields?.restyle(this.#host.look());
  }

  /** The page took away what stood in it: it is put back, but not for ever. */
  readonly #slotted = (): void => {
    if (!this.#fields || this.#shown().length > 0) return;
    this.#returns += 1;
    if (this.#returns > RETURNS) this.#fail();
    else void this.open();
  };

  readonly #pressed = (event: Event): void => {
    for (const at of event.composedPath()) {
      if (!(at instanceof HTMLElement)) continue;
      const area = at.dataset.keepsakeField ?? at.dataset.area?.replace('-label', '');
      const field = VENDOR_FIELDS.find((each) => each === area);
      if (field) {
        this.focus(field);
        return;
      }
    }
  };

  #field(field: VendorField, labels: Labels, waiting: boolean): TemplateResult {
    const { error, focused } = this.#view(field);
    const words = error && error in labels.errors ? error : null;
    const text = words ? labels.errors[words as keyof Labels['errors']] : '';
    const mark = field === 'number' && this.#fields?.showsBrand === false && this.#brand;
    // The label is seen alone: the processor's field has the same name for those who hear it.
    return html`<span class="label" data-area="${field}-label" aria-hidden="true"
        >${labels.fields[field]}</span
      >
      <div
        class="box ${focused ? 'focused' : ''} ${error ? 'invalid' : ''}"
        data-area=${field}
        aria-hidden="true"
      >
        ${waiting ? html`<i></i>` : nothing}
        ${mark ? html`<span class="mark" data-brand=${mark}></span>` : nothing}
      </div>
      <p class="error" data-area="${field}-error" role="alert">${
        text
          ? html`<b aria-hidden="true">!</b><span class="unseen">${labels.fields[field]}: </span>${text}`
          : nothing
      }</p>`;
  }

  /** @param status of the whole card */
  view(status: string, more: MoreMessages): TemplateResult {
    const labels = this.#labels;
    const { mode } = this.#host.card;
    return html`<div
      class="own ${mode}"
      part="card-frame"
      role="group"
      aria-label=${mode === 'cvc' ? more.securityCode : more.cardDetails}
      aria-busy=${status === 'waiting'}
      @click=${this.#pressed}
    >
      ${this.#wanted.map((field) => this.#field(field, labels, status === 'waiting'))}
      <slot name=${this.#slot} @slotchange=${this.#slotted}></slot>
      ${
        mode === 'card'
          ? html`<label for="name" data-area="name-label">${labels.fields.name}</label>
              <input
                id="name"
                data-area="name"
                autocomplete="cc-name"
                autocapitalize="words"
                autocorrect="off"
                spellcheck="false"
                maxlength="100"
                placeholder=${labels.optional}
                @keydown=${(event: KeyboardEvent) => {
                  if (event.key === 'Enter') this.#host.submit();
                }}
              />`
          : nothing
      }
    </div>`;
  }
}
