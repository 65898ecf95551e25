/**
 * What is on a page, as assistive technology is told it. It finds by role and name alone, and waits
 * for what is to come; it knows neither tag.
 */
import type { LocatorLike, PageLike } from './page.ts';

/** How long is waited for what a buyer would wait for, in milliseconds. */
const PATIENCE_MS = 15_000;
const STEP_MS = 20;

/** Looks again until something is found. @throws Error with what is on the page instead */
export async function eventually<T>(
  page: PageLike,
  what: string,
  look: () => Promise<T | null>,
): Promise<T> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    // A page that is just being left answers nothing.
    const found = await look().catch(() => null);
    if (found !== null) return found;
    if (Date.now() > endMs) break;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  const shown = await page.locator('body').ariaSnapshot();
  throw new Error(`${what} did not come about. The page shows:\n${shown}`);
}

/** The texts of everything with a role, without those that are empty. */
export async function textsOf(all: LocatorLike): Promise<readonly string[]> {
  const texts = (await all.allTextContents()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  return texts.filter((text) => text !== '');
}

export interface Radio {
  readonly name: string;
  readonly checked: boolean;
  readonly disabled: boolean;
}

/** The radios of a group, in order. */
export async function radiosOf(group: LocatorLike): Promise<readonly Radio[]> {
  const lines = (await group.ariaSnapshot()).split('\n');
  return lines.flatMap((line) => {
    const [, quoted, states = ''] = /^\s*- radio ("(?:[^"\\]|\\.)*")(.*)$/.exec(line) ?? [];
    if (quoted === undefined) return [];
    const name: unknown = JSON.parse(quoted);
    return [
      {
        name: String(name),
        checked: states.includes('[checked]'),
        disabled: states.includes('[disabled]'),
      },
    ];
  });
}
