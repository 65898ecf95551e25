/**
 * What a buyer does in `<keepsake-checkout>`, for a merchant's own tests. Everything is found as a
 * buyer finds it, by role and name; no class, no part and no state behind the screen.
 */
import type { FrameLike, LocatorLike, PageLike } from './page.ts';
import { eventually, radiosOf, textsOf } from './sight.ts';
import { payButton, type Words, wordsOf } from './words.ts';

export interface CheckoutOptions {
  /** BCP 47, the language that the tag speaks; English unless given. */
  readonly locale?: string;
  /** Names of the two boxes, whose words the server composes; needed in other languages than English. */
  readonly keep?: string | RegExp;
  readonly authorize?: string | RegExp;
}

export interface CardToType {
  readonly number: string;
  /** `12/34` unless given. */
  readonly expiry?: string;
  /** As many digits as the card has unless given. */
  readonly code?: string;
  readonly name?: string;
}

/** What the session collects beside the card; only what is given is filled in. */
export interface Details {
  readonly email?: string;
  readonly billing?: AddressToType;
  readonly shipping?: AddressToType;
}

export interface AddressToType {
  readonly name?: string;
  /** ISO alpha-2. */
  readonly country?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
}

export interface ShownCard {
  /** As it is announced: `Visa ending in 4242, expires 12/2030`. */
  readonly name: string;
  readonly last4: string;
  readonly chosen: boolean;
  /** Whether it can be chosen. */
  readonly usable: boolean;
}

/** What a press came to. */
export type Outcome =
  /** Done; `url` is where the page is then: the tag goes on to the merchant's page by itself. */
  | { readonly kind: 'complete'; readonly url: string }
  | { readonly kind: 'processing'; readonly text: string }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'error'; readonly text: string }
  /** Something is missing before the press can be made. */
  | { readonly kind: 'missing'; readonly text: string };

const OFFERS = {
  keep: /^Save this card for future purchases/,
  authorize: /^I authorize/,
};

const AMEX = /^3[47]/;

/**
 * The checkout on a page.
 * @param page of Playwright
 * @example
 * const buyer = checkout(page);
 * await buyer.ready();
 * await buyer.pick('Visa ending in 4242');
 * expect((await buyer.pay()).kind).toBe('complete');
 */
export function checkout(page: PageLike, options: CheckoutOptions = {}) {
  /** Whether the server has answered the last removal. */
  let gone = Promise.resolve(false);
  const words: Promise<Words> = wordsOf(options.locale ?? 'en');

  async function payer(): Promise<LocatorLike> {
    return page.getByRole('button', { name: payButton(await words) });
  }

  async function methods(): Promise<LocatorLike> {
    const { messages } = await words;
    return page.getByRole('radiogroup', { name: messages.paymentMethod });
  }

  async function cardFields(): Promise<FrameLike> {
    const { more } = await words;
    return page.getByTitle(more.cardDetails, { exact: true }).contentFrame();
  }

  function offer(kind: 'keep' | 'authorize'): LocatorLike {
    const name = options[kind] ?? OFFERS[kind];
    return page.getByRole('checkbox', { name });
  }

  async function fillAddress(group: string, given: AddressToType): Promise<void> {
    const { more } = await words;
    const place = page.getByRole('group', { name: group });
    if (given.name !== undefined)
      await place.getByRole('textbox', { name: more.name }).fill(given.name);
    // The country decides which fields there are.
    if (given.country !== undefined)
      await place.getByRole('combobox', { name: more.country }).selectOption(given.country);
    const fields = [
      [more.line1, given.line1],
      [more.line2, given.line2],
      [more.city, given.city],
      [more.state, given.state],
      [more.postal_code, given.postalCode],
    ] as const;
    for (const [name, value] of fields)
      if (value !== undefined) await place.getByRole('textbox', { name }).fill(value);
  }

  async function shown(): Promise<string> {
    return (await textsOf(page.getByRole('alert'))).join(' ');
  }

  /** Waits until the checkout can be used. */
  async function ready(): Promise<void> {
    await (await payer()).waitFor();
  }

  /**
   * Waits until the buyer knows how the payment stands.
   * @param since where the page was, and which error it showed, before the press
   */
  async function outcome(
    since: { readonly url?: string; readonly before?: string } = {},
  ): Promise<Outcome> {
    const { more } = await words;
    const { url = page.url() } = since;
    let { before = '' } = since;
    const seen = async (text: string) => {
      const said = await textsOf(page.getByRole('status'));
      return said.find((each) => each.includes(text)) ?? null;
    };
    return eventually<Outcome>(page, 'An outcome', async () => {
      if (page.url() !== url) return { kind: 'complete', url: page.url() };
      for (const done of [more.paid, more.saved, more.subscribed])
        if ((await seen(done)) !== null) return { kind: 'complete', url: page.url() };
      const frame = page.getByTitle(more.cardVerification, { exact: true });
      if (await frame.isVisible()) return { kind: 'challenge' };
      const text = await shown();
      if (text === '') before = '';
      if (text !== before) return { kind: 'error', text };
      for (const slow of [more.checking, more.pendingText]) {
        const said = await seen(slow);
        if (said !== null) return { kind: 'processing', text: said };
      }
      for (const missing of [more.agreeFirst, more.missingMethod, more.missingCard]) {
        const said = await seen(missing);
        if (said !== null) return { kind: 'missing', text: said };
      }
      return null;
    });
  }

  return {
    ready,

    /** The saved cards that are shown, in their order. */
    async savedCards(): Promise<readonly ShownCard[]> {
      await ready();
      const { messages } = await words;
      const group = await methods();
      if (!(await group.isVisible())) return [];
      const radios = await radiosOf(group);
      return radios
        .filter(({ name }) => name !== messages.newCard)
        .map(({ name, checked, disabled }) => ({
          name,
          last4: /\d{4}/.exec(name)?.[0] ?? '',
          chosen: checked,
          usable: !disabled,
        }));
    },

    /** @param card any part of its name, such as `Visa ending in 4242` or `4242` */
    async pick(card: string): Promise<void> {
      await (await methods()).getByRole('radio', { name: card }).first().setChecked(true);
    },

    async newCard(): Promise<void> {
      const { messages } = await words;
      await (await methods()).getByRole('radio', { name: messages.newCard }).setChecked(true);
    },

    /** Types into the card's frame, key by key as a buyer would. */
    async fillCard({
      number,
      expiry = '12/34',
      code,
      name = 'Ada Long',
    }: CardToType): Promise<void> {
      const frame = await cardFields();
      // Number, expiry, code, name: their order is the same in every language.
      const field = (at: number) => frame.getByRole('textbox').nth(at);
      await field(0).fill('');
      await field(0).pressSequentially(number);
      await field(1).fill(expiry);
      await field(2).fill(code ?? (AMEX.test(number) ? '1234' : '123'));
      await field(3).fill(name);
    },

    async fillDetails({ email, billing, shipping }: Details): Promise<void> {
      const { more } = await words;
      if (email !== undefined) {
        const contact = page.getByRole('group', { name: more.contact });
        await contact.getByRole('textbox', { name: more.email }).fill(email);
      }
      if (billing) await fillAddress(more.billing, billing);
      if (shipping) await fillAddress(more.shipping, shipping);
    },

    /** Ticks the box that keeps the card. */
    async keep(ticked = true): Promise<void> {
      await offer('keep').setChecked(ticked);
    },

    /** Ticks the box that authorizes later charges. */
    async authorize(ticked = true): Promise<void> {
      await offer('authorize').setChecked(ticked);
    },

    /** Presses the button, whatever stands on it, and waits for what comes of it. */
    async pay(): Promise<Outcome> {
      const button = await payer();
      const before = await shown();
      const url = page.url();
      // A press that is not possible yet says what is missing, so the button never is really disabled.
      await button.click({ force: true });
      return outcome({ url, before });
    },

    outcome,

    /** The error that is on screen, or null. */
    async error(): Promise<string | null> {
      return (await shown()) || null;
    },

    /** Answers the sandbox's challenge, and waits for what comes of it. */
    async challenge(answer: 'approve' | 'decline'): Promise<Outcome> {
      const { more } = await words;
      const url = page.url();
      const frame = page.getByTitle(more.cardVerification, { exact: true });
      const name = answer === 'approve' ? 'Approve' : 'Decline';
      const before = await shown();
      await frame.contentFrame().getByRole('button', { name }).click();
      await frame.waitFor({ state: 'hidden' }).catch(() => undefined);
      return outcome({ url, before });
    },

    /** Removes a saved card, and says so where it is asked. @param card as it is announced: `Visa ending in 4242` */
    async remove(card: string): Promise<void> {
      const { messages } = await words;
      await page.getByRole('button', { name: messages.removeCard(card), exact: true }).click();
      const dialog = page.getByRole('alertdialog');
      gone = page
        .waitForResponse((response) => response.request().method() === 'DELETE')
        .then(
          () => true,
          () => false,
        );
      await dialog.getByRole('button', { name: messages.remove, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    },

    /** Takes a removal back, as long as that is offered. */
    async undo(): Promise<void> {
      const { more } = await words;
      await page.getByRole('button', { name: more.undo, exact: true }).click();
      await page.getByRole('status').first().waitFor();
    },

    /** Waits until a removal can no longer be taken back, and the server knows of it. */
    async removed(card: string): Promise<void> {
      const { messages, more } = await words;
      await page.getByRole('button', { name: more.undo, exact: true }).waitFor({
        state: 'hidden',
      });
      if (!(await gone)) throw new Error(`the server was not told of ${card}`);
      const again = page.getByRole('button', { name: messages.removeCard(card), exact: true });
      if (await again.isVisible()) throw new Error(`${card} is still there`);
    },
  };
}
export type Checkout = ReturnType<typeof checkout>;
