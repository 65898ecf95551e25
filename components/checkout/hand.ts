/**
 * What a buyer does beside looking and choosing, for one checkout: pressing, removing, sharing the
 * computer, going on when all is done, and what is seen of it. It comes after the cards are seen; a
 * press waits for it. It decides neither what may be shown nor what happened to money.
 */

import { nothing, type ReactiveElement, type TemplateResult } from 'lit';
import { KeepsakeConsent } from '../consent/consent.ts';
import { KeepsakeCompleteEvent } from '../events.ts';
import type { ConsentChange, RemoveAnswer } from '../later-events.ts';
import type { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import { type Checkout, isBusy } from '../session/checkout-state.ts';
import { NEW_BANK } from '../shared/choice.ts';
import type { FormControl } from '../shared/form-control.ts';
import { register } from '../shared/register.ts';
import { closedPanel } from './closed.ts';
import { debitView } from './debit.ts';
import { dialogs } from './dialogs.ts';
import { dress } from './dress.ts';
import { goesElsewhere } from './elsewhere.ts';
import { FormParts } from './form-parts.ts';
import { InForm } from './in-form.ts';
import type { Host, Later } from './later.ts';
import { nameOf } from './name-of.ts';
import type { OnDemand } from './on-demand.ts';
import { detailOf } from './outward.ts';
import type { PanelAction } from './panels.ts';
import { problemView } from './problem.ts';
import { Refocus } from './refocus.ts';
import { type Around, removeCard, undoRemoval } from './removal.ts';
import { Renewal } from './renewal.ts';
import { isSeen, statusView } from './status.ts';
import { toastView } from './toast.ts';

/** How long the receipt is seen before the page goes on, in milliseconds. */
const RECEIPT_MS = 1_200;

/** What the checkout lends. */
export interface Lent {
  readonly host: ReactiveElement & {
    readonly name: string | null;
    readonly clientSecret: string | null;
  };
  readonly session: CheckoutController;
  readonly localize: Localize;
  readonly demand: OnDemand;
  readonly control: FormControl;
  /** Announces, politely and once; without words it takes back what was said. */
  readonly say: (words: string) => void;
  /** Says what is needed before the press can be made, to the eyes too. */
  readonly hint: (words: string) => void;
}

export class Hand {
  readonly #of: Lent;
  readonly #parts: FormParts;
  readonly #renewal: Renewal;
  readonly #refocus: Refocus;
  readonly #inForm: InForm;
  /** The card that the remove dialog asks about. */
  #asked: string | null = null;
  #leaving = false;
  #dressed: Element | null = null;
  #accountWanted = false;
  #coming: Promise<Later> | null = null;
  #later: Later | null = null;
  #settled: (() => void)[] = [];

  constructor(of: Lent) {
    const { host, session } = of;
    const root = host.renderRoot;
    this.#of = of;
    this.#parts = new FormParts(root);
    this.#renewal = new Renewal(host, session);
    this.#refocus = new Refocus(host);
    this.#inForm = new InForm(of);
    register('keepsake-consent', KeepsakeConsent);
    const on = <E extends keyof HTMLElementEventMap>(
      type: E,
      act: (event: HTMLElementEventMap[E]) => void,
    ) => root.addEventListener(type, act as EventListener);
    on('remove-answer', (event) => this.#answered(event));
    on('consent-change', (event) => this.#consented(event));
    on('challenge-progress', () => session.acts?.look());
    on('challenge-cancel', () => session.acts?.dismissChallenge());
    if (this.#state.data?.session.saved_methods_hidden) void this.#rarely(() => {});
  }

  get #state(): Checkout {
    return this.#of.session.state;
  }

  get #around(): Around & Host {
    const { host, session, localize, hint, say } = this.#of;
    return {
      host,
      session,
      localize,
      render: () => host.requestUpdate(),
      say: (words) => {
        hint('');
        say(words);
      },
      focusMethods: (method) => void this.focusMethods(method),
    };
  }

  /** Rare states, once one has come. */
  get later(): Later | null {
    return this.#later;
  }

  /** Presses the button, and waits until the outcome is known or the buyer must do something first. */
  async confirm(): Promise<void> {
    await this.press();
    if (isBusy(this.#state)) await new Promise<void>((resolve) => this.#settled.push(resolve));
  }

  /** One press. A second one before the outcome is known does nothing. */
  async press(): Promise<void> {
    const { host, session, localize, hint } = this.#of;
    if (this.#state.phase !== 'open') return;
    hint('');
    const { clientSecret } = host;
    await session.acts?.syncOffers(localize.locale);
    await host.updateComplete;
    await this.#parts.ready();
    // Nothing is sent for another session than was pressed in.
    if (clientSecret !== host.clientSecret) return;
    const missing = this.#parts.missing(this.#state);
    if (missing) hint(await this.#parts.reveal(missing, this.#state, moreOf(localize)));
    else await session.acts?.press(() => this.#parts.collect(this.#state));
  }

  /** @param target where something was typed */
  typed(target: EventTarget | null): void {
    if (goesElsewhere(target, this.#state)) this.#of.session.acts?.wantCode();
  }

  /** Asks whether a saved card is to be removed. */
  askRemoval(method: string): void {
    this.#asked = method;
    this.#of.host.requestUpdate();
  }

  #answered({ detail }: RemoveAnswer): void {
    const method = this.#asked;
    this.#asked = null;
    this.#of.host.requestUpdate();
    if (!method) return;
    if (detail.remove) removeCard(this.#around, method);
    // Not left to the dialog: where a click does not focus a button, it would return to nothing.
    else this.#parts.methods?.focusRemove(method);
  }

  #consented({ detail }: ConsentChange): void {
    this.#of.hint(detail.cleared ? moreOf(this.#of.localize).termsChanged : '');
  }

  /** Opens the form for an expired card. */
  edit(method: string): void {
    void this.#rarely((later) => later.edit(method));
  }

  /** @param mayStop whether the buyer may have the cards shown nowhere */
  share(mayStop: boolean): void {
    void this.#rarely((later) => void later.share(mayStop));
  }

  /** Fetches the rare states, and has one of them. */
  async #rarely(act: (later: Later) => void): Promise<void> {
    this.#coming ??= import('./later.ts').then(async ({ Later }) => {
      const later = new Later(this.#around);
      await later.ready();
      return later;
    });
    const later = await this.#coming.catch(() => null);
    this.#later = later;
    if (later) act(later);
    else {
      this.#coming = null;
      this.#of.say(this.#of.localize.messages.partFailed);
    }
    this.#of.host.requestUpdate();
  }

  #sayRarely(words: (later: Later) => string): void {
    void this.#rarely((later) => this.#of.say(words(later)));
  }

  /** @returns whether the session that begins now takes over the form of the one before */
  takeRenewal(): boolean {
    return this.#renewal.take();
  }

  /** Another session is there for the same form. */
  renewed(): void {
    if (this.#state.phase === 'open') this.#sayRarely((later) => later.renewed);
  }

  /**
   * One step of the session: brings what the next rendering needs.
   * @param finished it is complete now, by what was done here
   */
  heed(next: Checkout, previous: Checkout, finished: boolean): void {
    if (this.#renewal.heed(next, previous)) this.#sayRarely((later) => later.closing() ?? '');
    if (next.data?.session.saved_methods_hidden && !this.#later) void this.#rarely(() => {});
    if (finished) this.#finish(next);
    if (isBusy(next) || next.phase === previous.phase) return;
    for (const resolve of this.#settled.splice(0)) resolve();
    void this.#refocus.follow(next, previous);
  }

  /** Unless the page takes care: submits the form around it, or leaves for the page that the session names. */
  #finish(next: Checkout): void {
    const detail = detailOf(next);
    const session = detail.session && { ...detail.session, status: 'complete' as const };
    if (!next.outcome) return;
    const event = new KeepsakeCompleteEvent({ ...detail, session, ...next.outcome });
    if (!this.#of.host.dispatchEvent(event)) return;
    const { form } = this.#inForm;
    const url = next.outcome.redirectUrl;
    this.#leaving = !form && url !== null && /^https?:/.test(url);
    if (form) setTimeout(() => form.requestSubmit(), RECEIPT_MS);
    else if (this.#leaving && url) setTimeout(() => location.assign(url), RECEIPT_MS);
  }

  /** In the form's place, where there is nothing to fill in. */
  closed(again: PanelAction): TemplateResult {
    return closedPanel(this.#state, moreOf(this.#of.localize), again);
  }

  /** After a rendering, before it is seen. */
  rendered(): void {
    const { host, session, localize } = this.#of;
    this.#dressed = dress(host.renderRoot, this.#dressed);
    this.#later?.rendered(host.renderRoot);
    queueMicrotask(() => void session.acts?.syncOffers(localize.locale));
  }

  async focusMethods(method?: string): Promise<void> {
    await this.#of.host.updateComplete;
    await this.#parts.methods?.updateComplete;
    this.#parts.methods?.focus({}, method);
  }

  /** Takes back whatever was typed, ticked and chosen. */
  reset(): void {
    this.#of.hint('');
    this.#parts.reset();
    this.#of.session.acts?.reset();
  }

  /** The form around it was to be submitted before all is done. */
  remind(): void {
    this.#inForm.remind();
  }

  /** @param choice as it was held before the page was left */
  restore(choice: unknown): void {
    this.#inForm.restore(choice);
  }

  /** @param locked nothing can be changed */
  debit(locked: boolean): TemplateResult {
    const { localize, demand } = this.#of;
    const state = this.#state;
    this.#accountWanted ||= state.chosen === NEW_BANK;
    return debitView({
      state,
      localize,
      wanted: this.#accountWanted,
      locked,
      lazy: (tag, part) => demand.part(tag, part),
    });
  }

  toast(): TemplateResult | typeof nothing {
    const { session, localize } = this.#of;
    return toastView(session.state, localize, () => undoRemoval(this.#around));
  }

  problem(): TemplateResult | typeof nothing {
    const { problem, data } = this.#state;
    if (!problem) return nothing;
    const others = (data?.payment_methods.length ?? 0) > 0;
    return problemView({
      problem,
      card: nameOf(this.#state, this.#of.localize, problem.param ?? ''),
      more: this.#of.localize.more,
      useAnother: others ? () => void this.focusMethods() : null,
    });
  }

  /**
   * @param hint what is needed before the press can be made
   * @param said the last thing to announce
   */
  status(hint: string, said: string): { readonly seen: boolean; readonly words: unknown } {
    const { session, localize } = this.#of;
    const view = {
      state: session.state,
      localize,
      hint,
      said,
      later: this.#later,
      leaving: this.#leaving,
      reopen: () => session.acts?.reopenChallenge(),
    };
    return { seen: isSeen(view), words: statusView(view) };
  }

  dialogs(): unknown {
    const { session, localize, demand } = this.#of;
    return dialogs(session.state, localize, this.#asked, demand);
  }
}
