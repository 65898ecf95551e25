/**
 * The form of an open checkout as templates: which parts stand there, in which order, with what in
 * them. It reads the state and the buyer's language and holds nothing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { type Checkout, isBusy, shownMethods } from '../session/checkout-state.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { acting } from './fetch-acting.ts';
import { type GroupSpec, groupsOf, needsFrame } from './groups.ts';
import type { Later } from './later.ts';
import type { LazyTag } from './lazy.ts';
import { nameOf } from './name-of.ts';
import { actionButton } from './panels.ts';
import { payText } from './pay-text.ts';

export interface FormView {
  readonly state: Checkout;
  readonly localize: Localize;
  /** The frame for a new card stays mounted once it was wanted. */
  readonly cardWanted: boolean;
  readonly lazy: (tag: LazyTag, part: TemplateResult) => TemplateResult;
  readonly undo: () => void;
  readonly useAnother: () => void;
  /** Whether the page shows what is bought itself. */
  readonly bare?: boolean;
  /** Whether the form around the tag is disabled. */
  readonly disabled?: boolean;
  /** Others use this computer. */
  readonly share?: () => void;
  /** Rare states, once they are here. */
  readonly later?: Later | null;
}

function isLocked({ state, disabled }: FormView): boolean {
  return isBusy(state) || disabled === true;
}

function methods(view: FormView): TemplateResult {
  const { state, localize } = view;
  const { data, chosen } = state;
  const prefill = data?.prefill;
  return html`<keepsake-methods exportparts="method,method-label,method-mark,method-note,method-update,method-remove"
    .methods=${shownMethods(state)}
    .chosen=${chosen}
    .preferred=${prefill ? { method: prefill.payment_method, reason: prefill.reason } : null}
    .newCard=${data?.card_entry !== null}
    .updatable=${data?.customer !== null}
    .disabled=${isLocked(view)}
    .locale=${localize.locale}
  ></keepsake-methods>`;
}

/** Beside saved cards stands the way to have none shown: not everybody is at a device of their own. */
function sharing({ state, localize, share }: FormView): TemplateResult | typeof nothing {
  if (shownMethods(state).length === 0) return nothing;
  return html`<div class="inset sharing">
    <button type="button" class="link small" part="shared-computer" @click=${() => share?.()}>
      ${localize.messages.sharedComputer}
    </button>
  </div>`;
}

function toast({ state, localize, undo }: FormView): TemplateResult | typeof nothing {
  if (!state.held) return nothing;
  const { messages } = localize;
  return html`<div class="toast" part="toast">
    ${messages.removed(nameOf(state, localize, state.held.method))}
    ${actionButton({ label: messages.undo, run: undo }, 'link')}
  </div>`;
}

function cardFrame(view: FormView, id: 'new-card' | 'code', shown: boolean): TemplateResult {
  const { data } = view.state;
  const isNew = id === 'new-card';
  return html`<div class="inset card" ?hidden=${!shown}>
    ${view.lazy(
      'keepsake-card',
      html`<keepsake-card exportparts="card-frame,networks,network"
        id=${id}
        .url=${data?.card_entry?.url ?? ''}
        .mode=${isNew ? 'card' : 'cvc'}
        .merchant=${isNew ? (data?.merchant.name ?? null) : null}
        .locale=${view.localize.locale}
      ></keepsake-card>`,
    )}
  </div>`;
}

function consent(view: FormView, kind: 'redisplay' | 'mandate'): TemplateResult | typeof nothing {
  const { state, localize } = view;
  const { data, chosen, offersPending } = state;
  const offer = data?.offers[kind];
  // A saved card is kept already: there is nothing to ask.
  if (!offer || (kind === 'redisplay' && chosen !== NEW_CARD)) return nothing;
  return html`<div class="inset consent">
    <keepsake-consent exportparts="consent,consent-error"
      id=${kind}
      .offer=${offer}
      .required=${kind === 'mandate' && data.session.mode !== 'payment'}
      .disabled=${isLocked(view) || offersPending}
      .locale=${localize.locale}
    ></keepsake-consent>
  </div>`;
}

/** The class keeps the place of the group's usual fields until the element is there. */
function group(view: FormView, spec: GroupSpec): TemplateResult {
  const { localize, lazy } = view;
  return lazy(
    'keepsake-address',
    html`<keepsake-address exportparts="group,field,label,field-error"
      class="${spec.group} ${spec.scope} ${spec.prefill.country ?? ''}"
      .group=${spec.group}
      .scope=${spec.scope}
      .countries=${spec.countries}
      .prefill=${spec.prefill}
      .disabled=${isLocked(view)}
      .locale=${localize.locale}
    ></keepsake-address>`,
  );
}

function problem({ state, localize, useAnother }: FormView): TemplateResult | typeof nothing {
  const views = acting();
  if (!state.problem || !views) return nothing;
  const others = (state.data?.payment_methods.length ?? 0) > 0;
  return views.problemView({
    problem: state.problem,
    card: nameOf(state, localize, state.problem.param ?? ''),
    more: localize.more,
    useAnother: others ? useAnother : null,
  });
}

export function formView(view: FormView): TemplateResult {
  const { state, localize } = view;
  const isNew = state.chosen === NEW_CARD;
  const closing = view.later?.closing();
  return html`${view.later?.notice() ?? nothing}
    ${view.bare ? nothing : summary(view)}
    <div class="block" part="payment">
      ${methods(view)} ${toast(view)} ${view.later?.editor() ?? nothing}
      ${view.cardWanted ? cardFrame(view, 'new-card', isNew) : nothing}
      ${needsFrame(state) && !isNew ? cardFrame(view, 'code', true) : nothing}
      ${consent(view, 'redisplay')} ${consent(view, 'mandate')} ${sharing(view)}
    </div>
    ${groupsOf(state).map((spec) => group(view, spec))} ${problem(view)}
    ${closing ? html`<p class="closing" part="closing">${closing}</p>` : nothing}
    <keepsake-pay-button exportparts="pay"
      .text=${payText(state, localize.messages, localize.locale)}
      .busy=${isBusy(state)}
      .disabled=${view.disabled === true}
    ></keepsake-pay-button>`;
}

function summary({ state, localize }: FormView): TemplateResult {
  const session = state.data?.session;
  return html`<keepsake-summary exportparts="summary,total"
      .items=${state.data?.line_items ?? []}
      .amount=${session?.mode === 'setup' ? null : (session?.amount_total ?? null)}
      .currency=${session?.currency ?? null}
      .locale=${localize.locale}
    ></keepsake-summary>`;
}
