/**
 * Where one state is arranged: a page with a control before and after the element, the servers that
 * it asks, and an ear for what is announced on the way. It knows how to get somewhere, not where.
 */
import { html, render, type TemplateResult } from 'lit';
import type { KeepsakeCheckout } from '../../../components/checkout/checkout.ts';
import type { KeepsakeWallet } from '../../../components/wallet/wallet.ts';
import type { WalletState } from '../../../server/wire/wallet.ts';
import { all, everything, get, text, until } from '../support/page.ts';
import { FakeServer } from '../support/server.ts';
import { checkoutState, SECRET } from '../support/state.ts';
import { WALLET_SECRET, WalletServer, walletState } from '../support/wallet.ts';
import { Hearing } from './hearing.ts';

type Changes = Parameters<typeof checkoutState>[0];
type Name = Parameters<typeof get>[2];

/** An answer that never comes. */
export const never = () => new Promise<never>(() => {});

/** The same server by another name, which makes it another origin. */
export function frameUrl(wish = ''): string {
  const url = new URL('../support/fake-frame.html', import.meta.url);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  url.search = wish ? `?do=${wish}` : '';
  return url.href;
}

export class Stage {
  readonly hearing = new Hearing();
  /** Whether the buyer has done something, after which the focus may not be lost. */
  used = false;
  readonly #place = document.createElement('main');
  #sheet: HTMLLinkElement | undefined;
  #api: FakeServer | undefined;
  #accounts: WalletServer | undefined;

  constructor() {
    sessionStorage.clear();
    document.body.append(this.#place);
  }

  /** Answers a checkout. */
  get api(): FakeServer {
    this.#api ??= new FakeServer();
    return this.#api;
  }

  /** Answers a wallet. */
  get accounts(): WalletServer {
    this.#accounts ??= new WalletServer();
    return this.#accounts;
  }

  /** The control before the element, where a keyboard starts. */
  get before(): HTMLElement {
    return this.#place.querySelector('button') ?? this.#place;
  }

  strike(): void {
    render(html``, this.#place);
    this.#place.remove();
    this.#sheet?.remove();
    this.hearing.stop();
    this.#api?.restore();
    this.#accounts?.restore();
    Reflect.deleteProperty(navigator, 'onLine');
  }

  /** Puts a style sheet on the page, for what is no element of its own. */
  async wear(path: string): Promise<void> {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = new URL(path, import.meta.url).href;
    const loaded = new Promise((resolve) => sheet.addEventListener('load', resolve));
    document.head.append(sheet);
    this.#sheet = sheet;
    await loaded;
  }

  show<Shown extends HTMLElement>(markup: TemplateResult): Shown {
    const outside = html`<button class="outside" style="min-block-size: 44px">Outside</button>`;
    render(html`${outside}${markup}${outside}`, this.#place);
    const shown = this.#place.children[1];
    if (!(shown instanceof HTMLElement)) throw new Error('nothing shown');
    return shown as Shown;
  }

  /** A checkout that has loaded, or has failed to. */
  async checkout(changes: Changes = {}, markup?: TemplateResult): Promise<KeepsakeCheckout> {
    const { api } = this;
    if (typeof api.state !== 'function') api.state = checkoutState(changes);
    const shown = this.show<HTMLElement>(
      markup ?? html`<keepsake-checkout client-secret=${SECRET} locale="en"></keepsake-checkout>`,
    );
    const checkout = shown.matches('keepsake-checkout')
      ? shown
      : shown.querySelector('keepsake-checkout');
    if (!checkout) throw new Error('no checkout');
    await until(() => checkout.shadowRoot?.querySelector('[aria-busy=false].root'), 'never loaded');
    await this.settled();
    return checkout as KeepsakeCheckout;
  }

  async wallet(changes: Partial<WalletState> = {}): Promise<KeepsakeWallet> {
    this.accounts.state = walletState(changes);
    const wallet = this.show<KeepsakeWallet>(
      html`<keepsake-wallet client-secret=${WALLET_SECRET} locale="en"></keepsake-wallet>`,
    );
    await until(() => wallet.shadowRoot?.querySelector('h2'), 'never loaded');
    return wallet;
  }

  /** Everything that is fetched when it is wanted is there. */
  async settled(): Promise<void> {
    const coming = () =>
      everything(this.#place).some((element) => element.matches(':not(:defined)'));
    await until(() => !coming(), 'parts');
  }

  /** Presses as the keyboard would: with the focus there. What is heard counts from now on. */
  press(root: Element, role: Parameters<typeof get>[1], name?: Name): void {
    const control = get(root, role, name);
    control.focus();
    this.used = true;
    this.hearing.forget();
    control.click();
  }

  /** Types into the field that is named, in place of what stands there. */
  type(root: Element, name: Name, value: string): void {
    const field = get(root, 'textbox', name);
    if (field instanceof HTMLInputElement) field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  /** Waits until a control, a message or a dialog is seen. */
  async seen(root: Element, role: Parameters<typeof get>[1], name?: Name): Promise<void> {
    await until(() => get(root, role, name), `${role} ${name}`);
    await this.settled();
  }

  /** Waits until the status line says something. */
  async said(root: Element, words: RegExp): Promise<void> {
    const lines = () => all(root, 'status').map(text);
    await until(() => lines().some((line) => words.test(line)), `status ${words}`);
  }

  network(there: boolean): void {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => there });
    window.dispatchEvent(new Event(there ? 'online' : 'offline'));
  }
}
