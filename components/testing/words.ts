/**
 * What the tags call their parts, in the language of the page: the same tables that the elements
 * speak from, turned into what a test looks for. It knows no page.
 */
import { en, type Messages } from '../locale/en.ts';
import { enMore, type MoreMessages } from '../locale/en-more.ts';
import { languageOf } from '../locale/language.ts';
import { type WalletMessages, walletEn } from '../locale/wallet/en.ts';

export interface Words {
  readonly language: string;
  readonly messages: Messages;
  readonly more: MoreMessages;
  readonly wallet: WalletMessages;
}

const ENGLISH: Words = { language: 'en', messages: en, more: enMore, wallet: walletEn };

interface Table {
  readonly messages: Messages;
  readonly more: MoreMessages;
}

/** @param locale BCP 47; a language that the elements do not speak is English, as on screen */
export async function wordsOf(locale: string): Promise<Words> {
  const language = languageOf(locale);
  if (language === 'en') return ENGLISH;
  const file = language.toLowerCase();
  const table: Table = await import(`../locale/locales/${file}.ts`);
  const { wallet }: { wallet: WalletMessages } = await import(`../locale/wallet/${file}.ts`);
  return { language, messages: table.messages, more: table.more, wallet };
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ANYTHING = '\u0001';

/** A sentence with anything in its gaps. */
function sentence(...words: readonly ((...gaps: string[]) => string)[]): RegExp {
  const each = words.map((word) =>
    escaped(word(ANYTHING, ANYTHING, ANYTHING)).replaceAll(ANYTHING, '.+'),
  );
  return new RegExp(`^(${each.join('|')})$`);
}

/** The button that ends a checkout, whatever it costs and with whichever card. */
export function payButton({ messages }: Words): RegExp {
  const { pay, book, donate, subscribe, saveCard, withCard } = messages;
  const actions = [pay, book, donate, (amount: string) => subscribe(amount), () => subscribe(null)];
  const alone = [...actions, () => saveCard];
  return sentence(...alone, ...alone.map((action) => (gap: string) => withCard(action(gap), gap)));
}
