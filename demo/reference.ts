/** `/reference`: what the elements have, as tables, and a playground to try it. */
import { type Context, Hono } from 'hono';
import type Stripe from 'stripe';
import { message, show } from './answer.ts';
import { type Declaration, readDeclarations } from './manifest.ts';
import { playground } from './pages/playground.ts';
import { referencePage } from './pages/reference.ts';
import { isState, STATES, secretFor } from './states.ts';

export interface ReferenceOptions {
  readonly shopUrl: string;
  /** Origin of the API where it is not the shop's own, else nothing. */
  readonly elements: string;
}

/** `/reference`: the pages of the reference and its playground. */
export function referenceRoutes(stripe: Stripe, { shopUrl, elements }: ReferenceOptions): Hono {
  const app = new Hono();
  const shown = (c: Context): readonly Declaration[] | null => {
    const declarations = readDeclarations();
    if (declarations) return declarations;
    c.status(503);
    return null;
  };
  const missing = message('No reference yet', 'npm run docs writes it from the elements’ source.');

  app.get('/', (c) => {
    const declarations = shown(c);
    const page = declarations === null ? missing : referencePage(declarations);
    return show(c, '/reference', 'The elements', page);
  });

  app.get('/playground', async (c) => {
    const asked = c.req.query('state');
    const state = isState(asked) ? asked : 'saved cards';
    const declarations = shown(c);
    const found = declarations?.find(({ tagName }) => tagName === STATES[state]);
    if (!found) return show(c, '/reference', 'The elements', missing);
    const secret = await secretFor(stripe, state, shopUrl);
    const page = playground({ declaration: found, state, states: STATES, secret, elements });
    return show(c, '/reference', 'Playground', page);
  });
  return app;
}
