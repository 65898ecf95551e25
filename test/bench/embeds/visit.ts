/**
 * One cold visit to one page, in a browser profile of its own and with a slowed processor, through
 * the browser's own protocol. It measures and compares nothing.
 */
import type { Browser, CDPSession } from 'playwright-core';
import { CARDS, type Contestant } from './contestant.ts';
import { probeScript, type Sight } from './probe.ts';
import type { Asked, Site } from './site.ts';

const SLOWDOWN = 4;
const PATIENCE_MS = 20_000;
/** Pauses in milliseconds: between looks, until a page has come to rest, between two presses. */
const LOOK_MS = 20;
const REST_MS = 400;
const BETWEEN_MS = 250;
/** Cards to press, by their place; all of them are in view. */
const PRESSES = [1, 3, 2];

export interface Timing {
  /** Milliseconds from navigation until 50 cards were painted. */
  readonly paintedMs: number;
  /** Milliseconds from a press until it was seen, of each press. */
  readonly pressesMs: readonly number[];
  /** Bytes of the heap in use, garbage gone. */
  readonly heap: number;
}

export interface Inspection {
  /** What was asked until a saved card could be paid with. */
  readonly asked: readonly Asked[];
  readonly elementsPerCard: number;
  readonly sight: Sight;
}

const TYPES: Readonly<Record<string, string>> = {
  Document: 'text/html',
  Image: 'image/svg+xml',
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function evaluate<T>(session: CDPSession, expression: string): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    returnByValue: true,
  });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value as T;
}

async function until<T>(session: CDPSession, expression: string, what: string): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const value = await evaluate<T>(session, expression);
    if (value) return value;
  }
  throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`);
}

async function press(session: CDPSession, at: number): Promise<number> {
  const place = await evaluate<{ x: number; y: number }>(session, `bench.prepare(${at})`);
  const mouse = { ...place, button: 'left', clickCount: 1 } as const;
  await session.send('Input.dispatchMouseEvent', { ...mouse, type: 'mousePressed' });
  await session.send('Input.dispatchMouseEvent', { ...mouse, type: 'mouseReleased' });
  const ms = await until<number>(session, 'bench.pressMs', `card ${at} chosen`);
  await sleep(BETWEEN_MS);
  return ms;
}

/** Whatever a page wants from elsewhere is answered at once, with nothing in it. */
async function answerElsewhere(session: CDPSession): Promise<void> {
  session.on('Fetch.requestPaused', ({ requestId, resourceType }) => {
    const type = TYPES[resourceType] ?? 'application/json';
    const body = type === 'application/json' ? '{}' : '<svg xmlns="http://www.w3.org/2000/svg"/>';
    const answer = {
      requestId,
      responseCode: 200,
      responseHeaders: [
        { name: 'content-type', value: type },
        { name: 'access-control-allow-origin', value: '*' },
      ],
      body: Buffer.from(body).toString('base64'),
    };
    // The page may be gone by now.
    session.send('Fetch.fulfillRequest', answer).catch(() => {});
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] });
}

async function withPage<T>(
  browser: Browser,
  site: Site,
  contestant: Contestant,
  use: (session: CDPSession) => Promise<T>,
): Promise<T> {
  site.serve(contestant);
  const context = await browser.newContext({ viewport: { width: 800, height: 1_000 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Page.enable');
    await answerElsewhere(session);
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: probeScript(contestant.landmarks),
    });
    return await use(session);
  } finally {
    await context.close();
  }
}

export function time(browser: Browser, site: Site, contestant: Contestant): Promise<Timing> {
  return withPage(browser, site, contestant, async (session) => {
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await session.send('Page.navigate', { url: site.origins.shop });
    await sleep(REST_MS);
    const paintedMs = await until<number>(session, 'window.bench?.paintedMs', 'cards painted');
    await sleep(REST_MS);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
    const pressesMs: number[] = [];
    for (const at of PRESSES) pressesMs.push(await press(session, at));
    return { paintedMs, pressesMs, heap };
  });
}

/** Counts instead of timing: nothing is slowed, everything is looked at. */
export function inspect(browser: Browser, site: Site, contestant: Contestant): Promise<Inspection> {
  return withPage(browser, site, contestant, async (session) => {
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: 'bench.watch()' });
    await session.send('Page.navigate', { url: site.origins.shop });
    await until(session, 'window.bench?.paintedMs && bench.payable()', 'a card to pay with');
    const asked = [...site.asked()];
    await sleep(REST_MS * 2);
    const elementsPerCard = (await evaluate<number>(session, 'bench.elements()')) / CARDS;
    return { asked, elementsPerCard, sight: await evaluate<Sight>(session, '({ ...bench })') };
  });
}
