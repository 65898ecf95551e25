/**
 * A running Vendure shop: started on a file of its own, with a card at the given bank, and brought
 * by its public API to where an order lacks nothing but the payment. It measures nothing; what the
 * shop has come to is read from its file.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { install } from '../installing.ts';
import type { Shot } from '../load.ts';
import { freePort, type Running, run } from '../running/installation.ts';
import manifest from './package.json' with { type: 'json' };

export const VENDURE = `Vendure ${manifest.dependencies['@vendure/core']}`;

/** The account at the sandbox bank that the shop charges with. */
export interface BankAccess {
  readonly url: string;
  /** What the bank and its accounts share. */
  readonly secret: string;
}

/** What a shop has come to. */
export interface Paid {
  /** Orders that are settled in full. */
  readonly orders: number;
  /** Charges at the bank that their payments name. */
  readonly charges: number;
}

export interface VendureShop {
  readonly origin: string;
  readonly server: Running;
  /** Makes that many orders of 10.99, each in a session of its own. @returns what pays each */
  payments(count: number): Promise<Shot[]>;
  paid(): Paid;
  close(): Promise<void>;
}

const FOLDER = 'test/bench/vendure';
const PATH = '/shop-api';
/** How long the bank may take it, in milliseconds. */
const LIFE_MS = 30_000;

const ADD = 'mutation { addItemToOrder(productVariantId: 1, quantity: 1) { __typename } }';
const ARRANGE = `mutation {
  setCustomerForOrder(input: {
    firstName: "Ada", lastName: "Buyer", emailAddress: "ada@example.com"
  }) { __typename }
  setOrderShippingAddress(input: {
    fullName: "Ada Buyer", streetLine1: "1 High Street", city: "Springfield", province: "IL",
    postalCode: "62701", countryCode: "US"
  }) { __typename }
  setOrderShippingMethod(shippingMethodId: [1]) { __typename }
  transitionOrderToState(state: "ArrangingPayment") {
    ... on Order { state totalWithTax }
    ... on ErrorResult { message }
  }
}`;
/** What an order comes to, post and tax included. */
const TOTAL_MINOR = 1099;
const ARRANGED = `"state":"ArrangingPayment","totalWithTax":${TOTAL_MINOR}`;
const PAY = `mutation {
  addPaymentToOrder(input: { method: "card", metadata: {} }) {
    ... on Order { state }
    ... on ErrorResult { errorCode }
  }
}`;

/** A card that may be charged again and again, in the bank's terms. */
async function cardAt(bank: string, key: string): Promise<string> {
  const send = async (path: string, body: Readonly<Record<string, unknown>>) => {
    const response = await fetch(new URL(path, bank), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(body.reference === undefined ? {} : { 'idempotency-key': String(body.reference) }),
      },
      body: JSON.stringify(body),
    });
    const answer: Record<string, unknown> = Object(await response.json());
    if (!response.ok) throw new Error(`the bank answered ${path} with ${JSON.stringify(answer)}`);
    return answer;
  };
  const number = '4242424242424242';
  const token = await send('/tokens', { number, exp_month: 12, exp_year: 2034, cvc: '123' });
  const card = await send('/payment_methods', { token: token.id });
  await send('/setups', {
    reference: randomUUID(),
    not_after: Date.now() + LIFE_MS,
    payment_method: card.id,
    keep: 'on_session',
  });
  return String(card.id);
}

function headersFor(token: string | null): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** @throws an error with one line that says why it cannot be had */
export function installVendure(): void {
  install(FOLDER);
}

/** @throws when it does not start, or the bank gives it no card */
export async function startVendure(bank: BankAccess): Promise<VendureShop> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-vendure-'));
  const file = join(folder, 'shop.db');
  const port = await freePort();
  const key = createHmac('sha256', bank.secret).update('account:sandbox').digest('hex');
  const server = await run([join(FOLDER, 'server.js')], {
    NODE_ENV: 'production',
    VENDURE_DISABLE_TELEMETRY: 'true',
    PORT: String(port),
    SHOP_FILE: file,
    BANK_URL: bank.url,
    BANK_KEY: key,
    CARD: await cardAt(bank.url, key),
  });
  const origin = `http://127.0.0.1:${port}`;

  async function ask(query: string, token: string | null) {
    const response = await fetch(new URL(PATH, origin), {
      method: 'POST',
      headers: headersFor(token),
      body: JSON.stringify({ query }),
    });
    return { token: response.headers.get('vendure-auth-token'), text: await response.text() };
  }
  async function payment(): Promise<Shot> {
    const { token, text } = await ask(ADD, null);
    if (token === null) throw new Error(`Vendure made no order: ${text}`);
    const arranged = await ask(ARRANGE, token);
    if (!arranged.text.includes(ARRANGED))
      throw new Error(`Vendure's order cannot be paid: ${arranged.text}`);
    const body = JSON.stringify({ query: PAY });
    return { method: 'POST', path: PATH, headers: headersFor(token), body };
  }

  return {
    origin,
    server,
    async payments(count) {
      const shots: Shot[] = [];
      // One after another: its transactions share one connection, and many at once get mixed up.
      while (shots.length < count) shots.push(await payment());
      return shots;
    },
    paid() {
      const db = new Sqlite(file, { readonly: true });
      try {
        const { orders, charges } = db
          .prepare(
            `select count(distinct o.id) as orders, count(distinct p.transactionId) as charges
             from "order" o join payment p on p.orderId = o.id
             where o.state = 'PaymentSettled' and p.state = 'Settled' and p.amount = ?`,
          )
          .get(TOTAL_MINOR) as Paid;
        return { orders, charges };
      } finally {
        db.close();
      }
    },
    async close() {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
