/**
 * As much of Playwright's page as this kit needs, by shape alone: a page of `@playwright/test` or of
 * `playwright-core` fits, whichever version a merchant has. Nothing of either is imported.
 */

export type Role =
  | 'alert'
  | 'alertdialog'
  | 'button'
  | 'checkbox'
  | 'combobox'
  | 'form'
  | 'group'
  | 'radio'
  | 'radiogroup'
  | 'status'
  | 'textbox';

export interface ByRole {
  readonly name?: string | RegExp;
  readonly exact?: boolean;
}

interface Finder {
  getByRole(role: Role, options?: ByRole): LocatorLike;
  getByTitle(title: string | RegExp, options?: { readonly exact?: boolean }): LocatorLike;
}

export interface FrameLike {
  getByRole(role: Role, options?: ByRole): LocatorLike;
}

export interface LocatorLike extends Finder {
  click(options?: { readonly force?: boolean }): Promise<void>;
  setChecked(checked: boolean): Promise<void>;
  isVisible(): Promise<boolean>;
  fill(value: string): Promise<void>;
  pressSequentially(text: string): Promise<void>;
  selectOption(value: string): Promise<unknown>;
  waitFor(options?: { readonly state?: 'visible' | 'hidden' }): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  /** What assistive technology is told, as YAML. */
  ariaSnapshot(): Promise<string>;
  contentFrame(): FrameLike;
  first(): LocatorLike;
  last(): LocatorLike;
  nth(index: number): LocatorLike;
}

export interface PageLike extends Finder {
  url(): string;
  locator(selector: 'body'): LocatorLike;
  /** Rejects when none has come within the page's own patience. */
  waitForResponse(
    fits: (response: { request(): { method(): string } }) => boolean,
  ): Promise<unknown>;
  /** Playwright's clock of the page. */
  readonly clock: {
    install(options?: { readonly time?: number | string | Date }): Promise<void>;
    fastForward(ticks: number | string): Promise<void>;
  };
}
