/** A button that asks for a change. While any change is waited for it stays in place and does nothing. */
import { html, nothing, type TemplateResult } from 'lit';
import type { WalletChange } from '../session/wallet-client.ts';
import type { Wallet } from '../session/wallet-machine.ts';

export interface Action {
  readonly text: string;
  /** Its accessible name, where that is more than the text. */
  readonly name?: string;
  /** Ids of what describes it: which card, which permission. */
  readonly about?: string;
  readonly look?: string;
  /** The change that it makes or asks about; while that is waited for, the button shows it. */
  readonly change?: WalletChange;
  readonly run: () => void;
}

/** Id of a card's heading, which describes every button of the card. */
export function titleId(method: string): string {
  return `title-${method}`;
}

function isSame(one: WalletChange, other: WalletChange): boolean {
  if (one.kind !== other.kind || one.method !== other.method) return false;
  if ('subscription' in one || 'subscription' in other)
    return (
      'subscription' in one && 'subscription' in other && one.subscription === other.subscription
    );
  return one.kind !== 'revoke' || other.kind !== 'revoke' || one.mandate === other.mandate;
}

export function actionButton({ busy }: Wallet, action: Action): TemplateResult {
  const waits = busy !== null && action.change !== undefined && isSame(busy, action.change);
  return html`<button
    type="button"
    class=${action.look ?? 'link'}
    aria-label=${action.name ?? nothing}
    aria-describedby=${action.about ?? nothing}
    aria-disabled=${busy !== null}
    aria-busy=${waits}
    @click=${() => {
      if (!busy) action.run();
    }}
  >
    ${action.text}
  </button>`;
}
