/**
 * A page behind a WebDriver, by the standard's plain HTTP. It starts no driver and knows no browser's
 * peculiarities.
 */
import type { Tab } from './engine.ts';

/** Keys that are no letters, as the standard writes them. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** How an element is written in answers. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

function keyCode(name: string): string {
  const code = KEYS[name] ?? name;
  if ([...code].length !== 1) throw new Error(`unknown key ${name}`);
  return code;
}

export type Send = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<unknown>;

/** @param address of the driver, `http://127.0.0.1:4444` */
export function driverAt(address: string): Send {
  return async (method, path, body) => {
    const response = await fetch(address + path, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = Object(value);
    throw new Error(`${method} ${path.replace(/^\/session\/[^/]*/, '')}: ${error}: ${message}`);
  };
}

/** @param send to that session's paths @param close ends the session and what belongs to it */
export function webdriverTab(send: Send, close: () => Promise<void>): Omit<Tab, 'prefer'> {
  const run = (script: string, args: readonly unknown[] = []) =>
    send('POST', '/execute/sync', { script, args });
  async function act(...actions: readonly object[]): Promise<void> {
    await send('POST', '/actions', { actions });
  }
  const keys = (strokes: readonly (readonly ['keyDown' | 'keyUp', string])[]) =>
    act({
      type: 'key',
      id: 'keyboard',
      actions: strokes.map(([type, value]) => ({ type, value })),
    });
  return {
    async goto(url) {
      await send('POST', '/url', { url });
    },
    url: async () => String(await send('GET', '/url')),
    async run(body, title) {
      if (title === undefined) return run(body);
      const find = `
        const every = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
          [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
        return every(document).find((each) => each.localName === 'iframe' && each.title === arguments[0]);`;
      const element = Object(await run(find, [title]));
      if (!(ELEMENT in element)) throw new Error(`no frame ${title}`);
      await send('POST', '/frame', { id: element });
      try {
        return await run(body);
      } finally {
        await send('POST', '/frame', { id: null });
      }
    },
    async press(key) {
      const codes = key.split('+').map(keyCode);
      await keys([
        ...codes.map((code) => ['keyDown', code] as const),
        ...codes.toReversed().map((code) => ['keyUp', code] as const),
      ]);
    },
    type: (text) =>
      keys([...text].flatMap((each) => [['keyDown', each] as const, ['keyUp', each] as const])),
    click: (x, y) =>
      act({
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [
          { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      }),
    async resize(width, height) {
      await send('POST', '/window/rect', { width, height });
    },
    screenshot: async () => Buffer.from(String(await send('GET', '/screenshot')), 'base64'),
    close,
  };
}
