/** Everything that a view needs to speak: the tables of words, the language, and the merchant's name. */
import type { Messages } from '../locale/en.ts';
import type { MoreMessages } from '../locale/en-more.ts';
import type { PlanMessages } from '../locale/plan/en.ts';
import type { StateMessages } from '../locale/states/en.ts';
import type { WalletMessages } from '../locale/wallet/en.ts';

export interface Voice {
  readonly words: WalletMessages;
  readonly messages: Messages;
  readonly more: MoreMessages;
  readonly states: StateMessages;
  readonly plan: PlanMessages;
  readonly locale: string;
  readonly merchant: string;
}
