/**
 * Switching the sandbox's accounts off and on, as an outage would: the bank's own tool for faults,
 * which only this machine may use. Payments are not known here.
 */
import { Hono } from 'hono';
import { show } from './answer.ts';
import { processorsPage } from './pages/processors.ts';

export interface Sandbox {
  /** Where this process reaches the bank, such as `http://127.0.0.1:4243`. */
  readonly url: string;
  /** The accounts that the shop is paid through, in order, such as `sandbox` and `sandbox:south`. */
  readonly accounts: readonly string[];
}

interface Fault {
  readonly kind: string;
  readonly processor: string | null;
  readonly rate: number | null;
}

export function processorRoutes({ url, accounts }: Sandbox): Hono {
  const app = new Hono();

  /** Which accounts are switched off. */
  async function off(): Promise<readonly string[]> {
    const response = await fetch(`${url}/faults`);
    const { data } = (await response.json()) as { data: readonly Fault[] };
    const down = data.filter(({ kind, rate }) => kind === 'down' && rate === 1);
    return accounts.filter((each) => down.some(({ processor }) => processor === each));
  }

  function switchOff(processor: string): Promise<Response> {
    return fetch(`${url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'down', processor, rate: 1 }),
    });
  }

  app.get('/', async (c) => {
    const down = await off();
    const states = accounts.map((name) => ({ name, on: !down.includes(name) }));
    return show(c, '/merchant', 'Processors', processorsPage(states));
  });

  app.post('/', async (c) => {
    const { account, state } = await c.req.parseBody();
    const name = accounts.find((each) => each === account);
    if (name === undefined) return c.notFound();
    const down = await off();
    // The tool only takes all faults away at once: those that are to stay are put back.
    const wanted = state === 'off' ? [...down, name] : down.filter((each) => each !== name);
    await fetch(`${url}/faults`, { method: 'DELETE' });
    for (const each of new Set(wanted)) await switchOff(each);
    return c.redirect('/merchant/processors', 303);
  });

  return app;
}
