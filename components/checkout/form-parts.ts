/**
 * The parts of the form that are on screen: reads what stands in them and puts the focus into
 * them. What counts at a press is what the page holds then, not what was remembered before.
 */
import type { KeepsakeAddress } from '../address/address.ts';
import type { KeepsakeCard } from '../card/card.ts';
import type { KeepsakeConsent } from '../consent/consent.ts';
import type { Messages } from '../locale/en.ts';
import type { KeepsakeMethods } from '../methods/methods.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { localError } from '../session/client-error.ts';
import type { Collected } from '../session/when-online.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { confirmInput } from './confirm-input.ts';
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

  get #mandate(): KeepsakeConsent | null {
    return this.#root.querySelector<KeepsakeConsent>('#mandate');
  }

  get #groups(): readonly KeepsakeAddress[] {
    const there = customElements.get('keepsake-address');
    return there ? [...this.#root.querySelectorAll('keepsake-address')] : [];
  }

  #card({ chosen }: Checkout): KeepsakeCard | null {
    if (!customElements.get('keepsake-card')) return null;
    return this.#root.querySelector<KeepsakeCard>(chosen === NEW_CARD ? '#new-card' : '#code');
  }

  /** Fields that are on their way must be there before they can be found complete. */
  async ready(): Promise<void> {
    const coming = this.#root.querySelector('keepsake-address:not(:defined)');
    if (coming) await load('keepsake-address').catch(() => {});
    await Promise.all(this.#groups.map((group) => group.updateComplete));
  }

  missing(state: Checkout): Missing | null {
    const { chosen, data } = state;
    const mandatory = data?.session.mode !== 'payment' && data?.offers.mandate;
    return firstMissing({
      chosen,
      cardComplete: needsFrame(state) ? (this.#card(state)?.complete ?? false) : null,
      groups: this.#groups.map(({ group, missing }) => ({ group, missing })),
      agreed: mandatory ? this.#mandate?.decision?.accepted === true : null,
    });
  }

  /**
   * Shows where something is missing and puts the focus there.
   * @returns what to do there, in words
   */
  async reveal(missing: Missing, state: Checkout, messages: Messages): Promise<string> {
    switch (missing.what) {
      case 'method':
        this.methods?.focus();
        return messages.missingMethod;
      case 'card':
        await this.#card(state)?.reveal();
        return messages.missingCard;
      case 'field': {
        const group = this.#groups.find((other) => other.group === missing.group);
        return (await group?.reveal()) ?? '';
      }
      case 'agreement': {
        const mandate = this.#mandate;
        if (mandate) mandate.invalid = true;
        mandate?.focus();
        return messages.agreeFirst;
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
    const redisplay = this.#root.querySelector<KeepsakeConsent>('#redisplay')?.decision;
    const mandate = this.#mandate?.decision;
    const input = confirmInput({
      chosen,
      token: typed?.token ?? null,
      consents: { ...(redisplay ? { redisplay } : {}), ...(mandate ? { mandate } : {}) },
      groups: this.#groups.map(({ group, values, touched }) => ({ group, values, touched })),
    });
    return { ok: true, input };
  }
}
