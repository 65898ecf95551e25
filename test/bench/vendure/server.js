/**
 * A Vendure shop as its documentation has it, with all that costs time and is not the payment left
 * out: no worker, no search, no e-mails, no assets. It runs as a process of its own, and asks the
 * sandbox bank for the money; no compiler checks it, since its packages are installed by the bench
 * alone.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  bootstrap,
  DefaultLogger,
  LanguageCode,
  LogLevel,
  PaymentMethodHandler,
  Populator,
  ProductService,
  ProductVariantService,
  RequestContextService,
  TransactionalConnection,
} from '@vendure/core';

const { PORT, SHOP_FILE, BANK_URL, BANK_KEY, CARD } = process.env;
/** How long the bank may take it, in milliseconds. */
const LIFE_MS = 30_000;
const en = LanguageCode.en;

/** Charges the buyer's card at the bank at once. */
const card = new PaymentMethodHandler({
  code: 'card',
  description: [{ languageCode: en, value: 'Card' }],
  args: {},
  async createPayment(_ctx, order, amount) {
    const response = await fetch(new URL('/charges', BANK_URL), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${BANK_KEY}`,
        'content-type': 'application/json',
        'idempotency-key': order.code,
      },
      body: JSON.stringify({
        reference: order.code,
        not_after: Date.now() + LIFE_MS,
        payment_method: CARD,
        amount,
        currency: order.currencyCode.toLowerCase(),
        initiator: 'customer',
      }),
    });
    const charge = await response.json();
    if (charge.status !== 'succeeded')
      return { amount, state: 'Declined', errorMessage: JSON.stringify(charge) };
    return { amount, state: 'Settled', transactionId: charge.id };
  },
  settlePayment: () => ({ success: true }),
});

const app = await bootstrap({
  logger: new DefaultLogger({ level: LogLevel.Error }),
  apiOptions: { hostname: '127.0.0.1', port: Number(PORT) },
  authOptions: {
    tokenMethod: 'bearer',
    superadminCredentials: { identifier: 'bench', password: randomUUID() },
  },
  dbConnectionOptions: {
    type: 'better-sqlite3',
    driver: createRequire(import.meta.url)('better-sqlite3'),
    database: SHOP_FILE,
    synchronize: true,
    enableWAL: true,
    logging: false,
  },
  paymentOptions: { paymentMethodHandlers: [card] },
});
await app.get(TransactionalConnection).rawConnection.query('pragma synchronous = FULL');

await app.get(Populator).populateInitialData({
  defaultLanguage: en,
  defaultZone: 'Americas',
  countries: [{ code: 'US', name: 'United States', zone: 'Americas' }],
  taxRates: [{ name: 'None', percentage: 0 }],
  shippingMethods: [{ name: 'Post', price: 0 }],
  paymentMethods: [{ name: 'Card', handler: { code: 'card', arguments: [] } }],
  collections: [],
});
const ctx = await app.get(RequestContextService).create({ apiType: 'admin', languageCode: en });
const product = await app.get(ProductService).create(ctx, {
  translations: [{ languageCode: en, name: 'T-shirt', slug: 't-shirt', description: '' }],
});
const [variant] = await app.get(ProductVariantService).create(ctx, [
  {
    productId: product.id,
    sku: 'T',
    price: 1099,
    trackInventory: 'FALSE',
    translations: [{ languageCode: en, name: 'T-shirt' }],
  },
]);
console.log(`ready ${variant.id}`);
