/**
 * What a buyer does in any engine: finds things by role and name, through shadow roots and in frames
 * of another origin, and uses them with the mouse and the keyboard. It knows no selector of ours.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Tab } from './engine.ts';

/** Longest wait for anything on screen, in milliseconds. */
const PATIENCE_MS = 20_000;

const ROLES = {
  button: 'button',
  radio: 'input[type=radio]',
  checkbox: 'input[type=checkbox]',
  textbox: 'input:not([type=radio], [type=checkbox])',
  heading: 'h1, h2, h3',
} as const;
export type Role = keyof typeof ROLES;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The body of a function that gives the middle of what is found, or null. */
function finder(selector: string, name: RegExp): string {
  return `
    const every = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
      [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
    const named = (each) => (each.getAttribute('aria-label') || each.labels?.[0]?.textContent
      || each.title || each.textContent).replace(/\\s+/g, ' ').trim();
    const found = every(document).find((each) => each.matches(${JSON.stringify(selector)})
      && each.checkVisibility() && ${name}.test(named(each)));
    if (!found) return null;
    // A frame may scroll the page around it, and does not say so.
    if (window === top) found.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = found.getBoundingClientRect();
    if (found.localName === 'iframe') return { x: box.x + found.clientLeft, y: box.y + found.clientTop };
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };`;
}

async function eventually<Value>(attempt: () => Promise<Value | null>, what: string) {
  const endMs = Date.now() + PATIENCE_MS;
  let last: unknown = null;
  while (Date.now() < endMs) {
    try {
      const value = await attempt();
      if (value !== null) return value;
    } catch (error) {
      last = error;
    }
    await pause(50);
  }
  throw new Error(`never seen: ${what}`, { cause: last });
}

export interface Buyer {
  /** Waits until it is on screen. @param frame the title of the frame that it is in */
  see(role: Role, name: RegExp, frame?: string): Promise<void>;
  click(role: Role, name: RegExp, frame?: string): Promise<void>;
  fill(name: RegExp, text: string, frame?: string): Promise<void>;
  /** Whether the page has to be scrolled to the side. */
  isTooWide(): Promise<boolean>;
}

export function buyer(tab: Tab): Buyer {
  async function place(role: Role, name: RegExp, frame?: string): Promise<Place> {
    const what = `${role} ${name}${frame ? ` in ${frame}` : ''}`;
    const outer = new RegExp(`^${frame}$`);
    const corner = frame
      ? await eventually(() => tab.run(finder('iframe', outer)), frame)
      : { x: 0, y: 0 };
    const inner = await eventually(() => tab.run(finder(ROLES[role], name), frame), what);
    const [at, from] = [inner as Place, corner as Place];
    return { x: at.x + from.x, y: at.y + from.y };
  }
  const click: Buyer['click'] = async (role, name, frame) => {
    const { x, y } = await place(role, name, frame);
    await tab.click(x, y);
  };
  return {
    async see(role, name, frame) {
      await place(role, name, frame);
    },
    click,
    async fill(name, text, frame) {
      await click('textbox', name, frame);
      await tab.type(text);
    },
    isTooWide: async () =>
      (await tab.run(
        'const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth;',
      )) === true,
  };
}
