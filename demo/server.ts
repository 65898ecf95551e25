/**
 * `npm start`: shop, API and sandbox bank in one process, for somebody who wants to see it run. It
 * mounts the public doors side by side and knows nothing of what is behind them.
 */
import { fileURLToPath } from 'node:url';
import { type Bank, createBank } from '../server/bank/index.ts';
import {
  createKeepsake,
  type Keepsake,
  lockDatabase,
  parseConfig,
  vendorsOf,
} from '../server/index.ts';
import { connect } from './api.ts';
import { createPost } from './coffee/post.ts';
import { type Listening, listen } from './listen.ts';
import { seed } from './seed.ts';
import { DEMO_KEY, demoOptions } from './settings.ts';
import { createShop, isShopPath } from './shop.ts';
import { welcome } from './welcome.ts';

const FRAME_ASSETS = fileURLToPath(new URL('../dist/frame', import.meta.url));

/** What was opened so far. */
const parts: { front?: Listening; keepsake?: Keepsake; back?: Listening; bank?: Bank } = {};

async function start(): Promise<string> {
  const options = demoOptions(process.env);
  const { host, port, bankPort } = parseConfig(options);
  const front = await listen(host, port, 'PORT');
  parts.front = front;
  const back = await listen(host, bankPort, 'BANK_PORT');
  parts.back = back;
  const here = { api: locally(host, front), bank: locally(host, back) };
  const settings = {
    ...options,
    port: front.port,
    bankPort: back.port,
    bankInternalUrl: options.bankInternalUrl ?? here.bank,
  };
  const config = parseConfig(settings);

  lockDatabase(config.databaseUrl);
  const manageUrl = options.merchantManageUrl ?? `${config.publicUrl}/coffee/wallet`;
  const keepsake = await createKeepsake({ ...settings, merchantManageUrl: manageUrl });
  parts.keepsake = keepsake;
  const bank = createBank({
    databaseUrl: config.bankDatabaseUrl,
    secret: config.bankSecret ?? '',
    publicUrl: config.bankUrl,
    webhookUrl: `${here.api}/webhooks/processors/sandbox`,
    frameAssets: FRAME_ASSETS,
  });
  parts.bank = bank;
  const api = { url: here.api, secretKey: config.secretKey, publicUrl: config.publicUrl };
  const accounts = config.processors.filter((name) => name.startsWith('sandbox'));
  const post = createPost();
  const shop = createShop({
    post,
    sandbox: accounts.length > 0 ? { url: here.bank, accounts } : null,
    api,
    shopUrl: config.publicUrl,
    frameUrl: config.bankUrl,
    vendors: vendorsOf(config),
  });
  back.answer((request, bindings) => bank.fetch(request, bindings));
  front.answer((request, bindings) =>
    isShopPath(new URL(request.url).pathname)
      ? shop.fetch(request, bindings)
      : keepsake.fetch(request, bindings),
  );
  await seed({ stripe: connect(api), bankUrl: here.bank });
  keepsake.worker.start();
  await post.subscribe(connect(api), `${here.api}/coffee/events`);
  const key = config.secretKey === DEMO_KEY ? DEMO_KEY : null;
  const places = { shopUrl: config.publicUrl, bankUrl: config.bankUrl, key };
  return welcome(places, process.stdout.isTTY);
}

/** How this process itself reaches what it listens on. */
function locally(host: string, { port }: Listening): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** No new requests first; then payments under way end while the bank can still be asked. */
async function stop(code: number): Promise<never> {
  const { front, keepsake, back, bank } = parts;
  for (const part of [front, keepsake, back, bank]) await part?.close();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));

try {
  console.log(await start());
} catch (error) {
  console.error(`keepsake: ${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}
