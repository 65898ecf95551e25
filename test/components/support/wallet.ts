/** A wallet's state as the server would send it, an API that changes it, and ways to find a card. */
import { fixture, html } from '@open-wc/testing';
import '../../../components/define-wallet.ts';
import type { KeepsakeWallet } from '../../../components/wallet/wallet.ts';
import type {
  WalletMandate,
  WalletMethod,
  WalletState,
  WalletSubscription,
} from '../../../server/wire/wallet.ts';
import { everything, until } from './page.ts';

export const WALLET_SECRET = 'cuss_1_secret_abc';

const at = (day: string) => Math.floor(Date.parse(`${day}T12:00:00Z`) / 1_000);

export function agreed(consent: string, text: string | null, day = '2026-02-14') {
  return {
    consent,
    text,
    locale: text === null ? null : 'en',
    accepted_at: at(day),
    receipt: `/elements/receipts/${consent}`,
  };
}

export function mandate(more: Partial<WalletMandate> = {}): WalletMandate {
  return {
    id: 'mandate_1',
    status: 'active',
    category: 'recurring',
    currency: 'usd',
    max_amount: 2_000,
    max_amount_per_period: null,
    max_count: 12,
    interval: 'month',
    interval_count: 1,
    valid_until: at('2027-03-03'),
    valid_from: at('2026-03-03'),
    outlasts_card: false,
    backup: null,
    stands_in_for: null,
    used: { count: 3, amount: 4_500, last_at: at('2026-11-03') },
    agreed: agreed('cons_m1', 'I authorize Fernweh to charge this card.', '2026-03-03'),
    ...more,
  };
}

export function walletCard(id: string, more: Partial<WalletMethod> = {}): WalletMethod {
  return {
    id,
    brand: 'visa',
    last4: '4242',
    exp_month: 12,
    exp_year: 2030,
    funding: 'credit',
    is_default: false,
    expired: false,
    shown: { allowed: true, agreed: agreed(`cons_${id}`, 'Save this card for future purchases.') },
    mandates: [],
    pays_for: [],
    ...more,
  };
}

export function walletSubscription(more: Partial<WalletSubscription> = {}): WalletSubscription {
  return {
    id: 'sub_1',
    name: 'Coffee plan',
    status: 'active',
    amount: 2_400,
    currency: 'usd',
    interval: 'month',
    interval_count: 3,
    payment_method: 'pm_visa',
    agreed: true,
    mandate: 'mandate_1',
    trial_end: null,
    next_charge_at: at('2027-03-03'),
    ends_at: null,
    ends_if_cancelled_at: at('2027-03-03'),
    paused: false,
    ...more,
  };
}

export function walletState(more: Partial<WalletState> = {}): WalletState {
  return {
    customer_session: { id: 'cuss_1', expires_at: Math.floor(Date.now() / 1_000) + 1_800 },
    merchant: { name: 'Fernweh', terms_url: null, support_url: 'https://shop.test/help' },
    customer: { email: 'ada@example.com', name: 'Ada' },
    payment_methods: [
      walletCard('pm_visa', {
        is_default: true,
        mandates: [mandate()],
        pays_for: ['Coffee plan'],
      }),
      walletCard('pm_mc', { brand: 'mastercard', last4: '4444' }),
      walletCard('pm_old', {
        brand: 'amex',
        last4: '0005',
        exp_month: 3,
        exp_year: 2024,
        expired: true,
        shown: { allowed: false, agreed: null },
      }),
    ],
    card_entry: null,
    ...more,
  };
}

export interface WalletCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly keepalive: boolean;
  readonly body: unknown;
}

export type WalletScript = (call: WalletCall) => Response | 'network' | Promise<Response>;

export function refusal(status: number, code: string, more: object = {}): Response {
  const error = { type: 'invalid_request_error', code, message: 'RAW WORDS', ...more };
  return Response.json({ error }, { status });
}

/** Stands in for the API at the page's `fetch`, and does what it is asked. */
export class WalletServer {
  readonly calls: WalletCall[] = [];
  state = walletState();
  /** Answers instead of doing; by the end of the path. */
  readonly scripts = new Map<string, WalletScript>();
  readonly #real = window.fetch;

  constructor() {
    window.fetch = (input, init) => this.#answer(new Request(input, init));
  }

  restore(): void {
    window.fetch = this.#real;
  }

  get changes(): readonly string[] {
    return this.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, url }) => `${method} ${url.pathname}${url.search}`);
  }

  async #answer(request: Request): Promise<Response> {
    const typed = await request.text();
    const call: WalletCall = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      keepalive: request.keepalive,
      body: typed ? JSON.parse(typed) : null,
    };
    this.calls.push(call);
    const key = `${call.method} ${call.url.pathname.replace(/^\/elements\//, '')}`;
    const script = this.scripts.get(key);
    const answer = script ? await script(call) : this.apply(call);
    if (answer === 'network') throw new TypeError('Failed to fetch');
    return answer;
  }

  #subscription(id: string, act: string | undefined, body: Record<string, unknown>): Response {
    if (act === 'agreement') {
      const text = 'I authorize Fernweh to charge this card every month.';
      return Response.json({ offer: { id: 'offer_moved', text, sha256: '', locale: 'en' } });
    }
    const change = (its: WalletSubscription): Partial<WalletSubscription> => {
      if (act === 'cancel') return { ends_at: its.ends_if_cancelled_at, next_charge_at: null };
      if (act === 'keep') return { ends_at: null, next_charge_at: its.ends_if_cancelled_at };
      return { payment_method: String(body.payment_method), agreed: true };
    };
    const subscriptions = (this.state.subscriptions ?? []).map((its) =>
      its.id === id ? { ...its, ...change(its) } : its,
    );
    this.state = { ...this.state, subscriptions };
    return Response.json(this.state);
  }

  /** Does what a call asks for. */
  apply({ method, url, body }: WalletCall): Response {
    const [, noun = '', id = '', act] = url.pathname.replace(/^\/elements/, '').split('/');
    const edit = (change: (card: WalletMethod) => WalletMethod | null) => {
      const payment_methods = this.state.payment_methods.flatMap((card) => change(card) ?? []);
      this.state = { ...this.state, payment_methods };
    };
    if (noun === 'receipts') return new Response(`receipt of ${id}`);
    if (noun === 'subscriptions') return this.#subscription(id, act, Object(body));
    if (method === 'DELETE') edit((card) => (card.id === id ? null : card));
    else if (act === 'default') edit((card) => ({ ...card, is_default: card.id === id }));
    else if (act === 'withdraw')
      edit((card) =>
        card.shown.agreed?.consent === id
          ? { ...card, shown: { allowed: false, agreed: null } }
          : card,
      );
    else if (act === 'revoke')
      edit((card) => ({ ...card, mandates: card.mandates.filter((other) => other.id !== id) }));
    else if (method === 'POST') {
      const changes: Partial<WalletMethod> = Object(body);
      edit((card) => (card.id === id ? { ...card, ...changes, expired: false } : card));
    }
    return Response.json(this.state);
  }
}

/** Mounts a wallet and waits until it shows something. */
export async function mountWallet(
  markup = html`<keepsake-wallet client-secret=${WALLET_SECRET}></keepsake-wallet>`,
): Promise<KeepsakeWallet> {
  const wallet = await fixture<KeepsakeWallet>(markup);
  await until(() => wallet.shadowRoot?.querySelector('h2'), 'never loaded');
  return wallet;
}

/** The block of a card, by its accessible name. */
export function cardBlock(wallet: KeepsakeWallet, name: string): HTMLElement {
  const block = everything(wallet.shadowRoot ?? wallet).find(
    (element) => element.role === 'group' && element.ariaLabel === name,
  );
  if (!(block instanceof HTMLElement)) throw new Error(`no card ${name}`);
  return block;
}

export function cardNames(wallet: KeepsakeWallet): (string | null)[] {
  return everything(wallet.shadowRoot ?? wallet)
    .filter(({ role, localName }) => role === 'group' && localName === 'section')
    .map(({ ariaLabel }) => ariaLabel);
}

/** What an element is described by, as assistive technology would say it. */
export function descriptionOf(element: Element): string {
  const root = element.getRootNode();
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  if (!(root instanceof ShadowRoot)) return '';
  return ids
    .map((id) => root.getElementById(id))
    .map((found) => found?.ariaLabel ?? found?.textContent?.replace(/\s+/g, ' ').trim())
    .join(' ');
}
