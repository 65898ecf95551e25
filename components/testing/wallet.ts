/** What a buyer does in `<keepsake-wallet>`, found by role and name like everything here. */
import type { LocatorLike, PageLike } from './page.ts';
import { eventually, textsOf } from './sight.ts';
import { type Words, wordsOf } from './words.ts';

/**
 * The wallet on a page.
 * @param options the language that the tag speaks; English unless given
 */
export function wallet(page: PageLike, options: { readonly locale?: string } = {}) {
  const words: Promise<Words> = wordsOf(options.locale ?? 'en');

  function place(name: string): LocatorLike {
    return page.getByRole('group', { name, exact: true });
  }

  async function agree(name: string): Promise<void> {
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  return {
    /** Waits until this card is there. @param card `Visa ending in 4242` */
    async shows(card: string): Promise<void> {
      await place(card).waitFor();
    },

    async useAsDefault(card: string): Promise<void> {
      const { wallet: text } = await words;
      const button = place(card).getByRole('button', { name: text.useAsDefault });
      await button.click();
      await button.waitFor({ state: 'hidden' });
    },

    /** @param expiry such as `09/2031` */
    async updateExpiry(card: string, expiry: string): Promise<void> {
      const { wallet: text } = await words;
      const block = place(card);
      await block.getByRole('button', { name: text.updateCard }).click();
      await block.getByRole('textbox', { name: text.expiryDate }).fill(expiry);
      const save = block.getByRole('button', { name: text.save, exact: true });
      await save.click();
      await save.waitFor({ state: 'hidden' });
    },

    /** Withdraws the consent, and says so where it is asked. */
    async stopShowing(card: string): Promise<void> {
      const { wallet: text } = await words;
      await place(card).getByRole('button', { name: text.stopShowing }).click();
      await agree(text.stopShowing);
    },

    /** Revokes the first permission to charge that card. */
    async revoke(card: string): Promise<void> {
      const { wallet: text } = await words;
      await place(card).getByRole('button', { name: text.revoke }).first().click();
      await agree(text.revoke);
    },

    /** @param takesOver the card that pays from now on for what this one paid for */
    async remove(card: string, takesOver?: string): Promise<void> {
      const { messages } = await words;
      await page.getByRole('button', { name: messages.removeCard(card), exact: true }).click();
      const dialog = page.getByRole('alertdialog');
      if (takesOver !== undefined)
        await dialog.getByRole('radio', { name: takesOver }).setChecked(true);
      await agree(messages.remove);
    },

    /** Takes a removal back, as long as that is offered. */
    async undo(): Promise<void> {
      const { more } = await words;
      await page.getByRole('button', { name: more.undo, exact: true }).click();
    },

    /** Waits until the page has said so. */
    async told(words: string | RegExp): Promise<string> {
      const fits = (text: string) =>
        typeof words === 'string' ? text.includes(words) : words.test(text);
      return eventually(page, `“${words}”`, async () => {
        const said = await textsOf(page.getByRole('status'));
        return said.find(fits) ?? null;
      });
    },

    /** The error that is on screen, or null. */
    async error(): Promise<string | null> {
      return (await textsOf(page.getByRole('alert'))).join(' ') || null;
    },
  };
}
export type Wallet = ReturnType<typeof wallet>;
