/**
 * Switching the sandbox's accounts off and on, as an outage would: the bank's own tool for faults,
 * which only this machine may use. Payments are not known here.
 */
import { Hono } from 'hono';
import { show } from './answer.ts';
import { changeFaults, type Fault, faultsAt } from './faults.ts';
import { processorsPage } from './pages/processors.ts';

export interface Sandbox {
  /** Where this process reaches the bank, such as `http://127.0.0.1:4243`. */
  readonly url: string;
  /** The accounts that the shop is paid through, in order, such as `sandbox` and `sandbox:south`. */
  readonly accounts: readonly string[];
}

const isOutage = ({ kind, rate }: Fault) => kind === 'down' && rate === 1;

export function processorRoutes({ url, accounts }: Sandbox): Hono {
  const app = new Hono();

  /** Which accounts are switched off. */
  async function off(): Promise<readonly string[]> {
    const down = (await faultsAt(url)).filter(isOutage);
    return accounts.filter((each) => down.some(({ processor }) => processor === each));
  }

  app.get('/', async (c) => {
    const down = await off();
    const states = accounts.map((name) => ({ name, on: !down.includes(name) }));
    return show(c, '/operator', 'Processors', processorsPage(states));
  });

  app.post('/', async (c) => {
    const { account, state } = await c.req.parseBody();
    const name = accounts.find((each) => each === account);
    if (name === undefined) return c.notFound();
    const begins = state === 'off' ? [{ kind: 'down', processor: name, rate: 1 }] : [];
    await changeFaults(url, (fault) => isOutage(fault) && fault.processor === name, begins);
    return c.redirect('/merchant/processors', 303);
  });

  return app;
}
