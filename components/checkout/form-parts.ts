/**
 * The parts of the form that are on screen: reads what stands in them and puts the focus into
 * them. What counts at a press is what the page holds then, not what was remembered before.
 */
import type { KeepsakeAddress } from '../address/address.ts';
import type { KeepsakeCard } from '../card/card.ts';
import type { KeepsakeConsent } from '../consent/consent.ts';
import type { MoreMessages } from '../locale/en-more.ts';
import type { KeepsakeMethods } from '../methods/methods.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { localError } from '../session/client-error.ts';
import type { Collected } from '../session/when-online.ts';
import { NEW_BANK, NEW_CARD } from '../shared/choice.ts';
import { confirmInput } from './confirm-input.ts';
import { isDebit } from './debit.ts';
import { needsFrame } from './groups.ts';
import { load } from './lazy.ts';
import { firstMissing, type Missing } from './missing.ts';

export class FormParts {
  readonly #root: ParentNode;

  constructor(root: ParentNode) {
    this.#root = root;
  }

  get methods(): KeepsakeMethods | null {
    return this.#root.querySelector('keepsake-methods');
  }

  #consent(kind: 'redisplay' | 'mandate' | 'debit'): KeepsakeConsent | null {
    return this.#root.querySelector<KeepsakeConsent>(`#${kind}`);
  }

  /** What has to be agreed to before anything is paid, in the order on screen. */
  #needed(state: Checkout): readonly ('debit' | 'mandate')[] {
    const { data } = state;
    const pays = data?.session.mode === 'payment';
    const mandate = !pays && data?.offers.mandate;
    return [
      ...((pays || data?.offers.debit) && isDebit(state) ? ['debit' as const] : []),
      ...(mandate ? ['mandate' as const] : []),
    ];
  }

  #lacking(state: Checkout): 'debit' | 'mandate' | undefined {
    return this.#needed(state).find((kind) => this.#consent(kind)?.decision?.accepted !== true);
  }

  get #groups(): readonly KeepsakeAddress[] {
    const there = customElements.get('keepsake-address');
    return there ? [...this.#root.querySelectorAll('keepsake-address')] : [];
  }

  #card({ chosen }: Checkout): KeepsakeCard | null {
    if (!customElements.get('keepsake-card')) return null;
    const typed = chosen === NEW_BANK ? '#new-bank' : '#code';
    return this.#root.querySelector<KeepsakeCard>(chosen === NEW_CARD ? '#new-card' : typed);
  }

  /** Fields that are on their way must be there before they can be found complete. */
  async ready(): Promise<void> {
    const coming = this.#root.querySelector('keepsake-address:not(:defined)');
    if (coming) await load('keepsake-address').catch(() => {});
    await Promise.all(this.#groups.map((group) => group.updateComplete));
  }

  missing(state: Checkout): Missing | null {
    const { chosen } = state;
    return firstMissing({
      chosen,
      cardComplete: needsFrame(state) ? (this.#card(state)?.complete ?? false) : null,
      groups: this.#groups.map(({ group, missing }) => ({ group, missing })),
      agreed: this.#needed(state).length > 0 ? this.#lacking(state) === undefined : null,
    });
  }

  /**
   * Shows where something is missing and puts the focus there.
   * @returns what to do there, in words
   */
  async reveal(missing: Missing, state: Checkout, more: MoreMessages): Promise<string> {
    switch (missing.what) {
      case 'method':
        this.methods?.focus();
        return more.missingMethod;
      case 'card':
        await this.#card(state)?.reveal();
        return state.chosen === NEW_BANK ? more.detailsNeeded : more.missingCard;
      case 'field': {
        const group = this.#groups.find((other) => other.group === missing.group);
        return (await group?.reveal()) ?? '';
      }
      case 'agreement': {
        const lacking = this.#lacking(state);
        const consent = lacking ? this.#consent(lacking) : null;
        if (consent) consent.invalid = true;
        consent?.focus();
        return more.agreeFirst;
      }
    }
  }

  /** Takes back whatever was typed and ticked. */
  reset(): void {
    for (const group of this.#groups) group.reset();
    for (const consent of this.#root.querySelectorAll('keepsake-consent')) consent.reset();
    if (!customElements.get('keepsake-card')) return;
    for (const card of this.#root.querySelectorAll('keepsake-card')) card.clear();
  }

  focusCard(state: Checkout): void {
    this.#card(state)?.focus();
  }

  async collect(state: Checkout): Promise<Collected> {
    const { chosen } = state;
    if (chosen === null) return { ok: false, problem: null };
    const typed = needsFrame(state) ? await this.#card(state)?.tokenize() : null;
    if (typed && !typed.ok) {
      const { field, code } = typed.error;
      if (field) void this.#card(state)?.focusField(field);
      return { ok: false, problem: field ? null : localError(code) };
    }
    const decided = (['redisplay', 'mandate', 'debit'] as const).flatMap((kind) => {
      const decision = this.#consent(kind)?.decision;
      return decision ? [[kind, decision] as const] : [];
    });
    const input = confirmInput({
      chosen,
      token: typed?.token ?? null,
      consents: Object.fromEntries(decided),
      groups: this.#groups.map(({ group, values, touched }) => ({ group, values, touched })),
    });
    return { ok: true, input };
  }
}
