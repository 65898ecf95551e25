/**
 * The form of an open checkout as templates: which parts stand there, in which order, with what in
 * them. It reads the state and the buyer's language and holds nothing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { type Checkout, isBusy, shownMethods } from '../session/checkout-state.ts';
import { isNew, NEW_CARD } from '../shared/choice.ts';
import { type GroupSpec, groupsOf, needsFrame } from './groups.ts';
import type { Hand } from './hand.ts';
import type { LazyTag } from './lazy.ts';
import { payText } from './pay-text.ts';

export interface FormView {
  readonly state: Checkout;
  readonly localize: Localize;
  /** The frame for a new card stays mounted once it was wanted. */
  readonly cardWanted: boolean;
  readonly lazy: (tag: LazyTag, part: TemplateResult) => TemplateResult;
  /** Whether the page shows what is bought itself. */
  readonly bare?: boolean;
  /** Whether the form around the tag is disabled. */
  readonly disabled?: boolean;
  /** Others use this computer. */
  readonly share?: () => void;
  /** What is seen of what can be done beside choosing, once it is here. */
  readonly hand?: Hand | null;
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
    .newBank=${!!data?.bank_entry}
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

function cardFrame(view: FormView, id: 'new-card' | 'code', shown: boolean): TemplateResult {
  const { data } = view.state;
  const typed = id === 'new-card';
  return html`<div class="inset card" ?hidden=${!shown}>
    ${view.lazy(
      'keepsake-card',
      html`<keepsake-card exportparts="card-frame,networks,network"
        id=${id}
        .entry=${data?.card_entry}
        .mode=${typed ? 'card' : 'cvc'}
        .merchant=${typed ? (data?.merchant.name ?? null) : null}
        .locale=${view.localize.locale}
      ></keepsake-card>`,
    )}
  </div>`;
}

/** What the buyer is asked to allow with what is chosen now: a saved card is kept already. */
function offersOf({ data, chosen }: Checkout) {
  const { redisplay = null, mandate = null } = data?.offers ?? {};
  return { redisplay: isNew(chosen) ? redisplay : null, mandate };
}

/** Whether the buyer is asked to allow anything. */
export function asksFor(state: Checkout): boolean {
  const { redisplay, mandate } = offersOf(state);
  return (redisplay ?? mandate) !== null;
}

function consent(view: FormView, kind: 'redisplay' | 'mandate'): TemplateResult | typeof nothing {
  const { state, localize } = view;
  const { data, offersPending } = state;
  const offer = offersOf(state)[kind];
  if (!offer) return nothing;
  return html`<div class="inset consent">
    <keepsake-consent exportparts="consent,consent-error"
      id=${kind}
      .offer=${offer}
      .required=${kind === 'mandate' && data?.session.mode !== 'payment'}
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

export function formView(view: FormView): TemplateResult {
  const { state, localize } = view;
  const { hand } = view;
  const closing = hand?.later?.closing();
  return html`${hand?.later?.notice() ?? nothing}
    ${view.bare ? nothing : summary(view)}
    <div class="block" part="payment">
      ${methods(view)} ${hand?.toast() ?? nothing} ${hand?.later?.editor() ?? nothing}
      ${view.cardWanted ? cardFrame(view, 'new-card', state.chosen === NEW_CARD) : nothing}
      ${needsFrame(state) && !isNew(state.chosen) ? cardFrame(view, 'code', true) : nothing}
      ${hand?.debit(isLocked(view)) ?? nothing}
      ${consent(view, 'redisplay')} ${consent(view, 'mandate')} ${sharing(view)}
    </div>
    ${groupsOf(state).map((spec) => group(view, spec))} ${hand?.problem() ?? nothing}
    ${closing ? html`<p class="closing" part="closing">${closing}</p>` : nothing}
    <keepsake-pay-button exportparts="pay"
      .text=${payText(state, localize.messages, localize.locale)}
      .busy=${isBusy(state)}
      .disabled=${view.disabled === true}
    ></keepsake-pay-button>`;
}

function summary({ state, localize, lazy }: FormView): TemplateResult {
  const session = state.data?.session;
  const plan = session?.recurring;
  return html`<keepsake-summary exportparts="summary,total"
      .items=${state.data?.line_items ?? []}
      .amount=${session?.mode === 'setup' ? null : (session?.amount_total ?? null)}
      .currency=${session?.currency ?? null}
      .locale=${localize.locale}
    ></keepsake-summary>
    ${
      plan
        ? lazy(
            'keepsake-plan',
            html`<keepsake-plan exportparts="plan"
              .plan=${plan}
              .currency=${session.currency}
              .locale=${localize.locale}
            ></keepsake-plan>`,
          )
        : nothing
    }`;
}
