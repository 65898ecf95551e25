/** What the keyboard can reach and what a finger can hit, in the page's order. */
import { waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { everything, focused, text } from '../support/page.ts';

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]';
/** The least side of a target, in CSS pixels; half a pixel is rounding. */
const TARGET_PX = 44 - 0.5;

/** The innermost open modal dialog: what is outside it cannot be reached. */
function modal(elements: readonly Element[]): Element | undefined {
  return elements.filter((element) => element.matches('dialog:modal')).at(-1);
}

/** Every control that is seen and enabled. */
export function controls(): HTMLElement[] {
  const elements = everything(document);
  const dialog = modal(elements);
  const reachable = dialog ? everything(dialog) : elements;
  return reachable.filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.matches(FOCUSABLE) &&
      !element.matches(':disabled, [tabindex="-1"]') &&
      element.checkVisibility({ visibilityProperty: true }),
  );
}

/** The controls at which Tab stops: a radio group is one. */
export function stops(): HTMLElement[] {
  const all = controls();
  return all.filter((element) => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const group = all.filter(
      (other): other is HTMLInputElement =>
        other instanceof HTMLInputElement &&
        other.type === 'radio' &&
        other.name === element.name &&
        other.getRootNode() === element.getRootNode(),
    );
    return element === (group.find(({ checked }) => checked) ?? group[0]);
  });
}

/** An element in words, for a message. */
export function words(element: Element | null): string {
  if (!element) return 'nothing';
  const label = element.getAttribute('aria-label') ?? text(element).slice(0, 40);
  return `<${element.localName}${element.id ? ` #${element.id}` : ''}> ${label}`.trim();
}

/** What has to be hit: a control, or the label that stands for it. */
function target(control: HTMLElement): DOMRect {
  const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
  const isBox = control.matches('[type=radio], [type=checkbox]');
  return (isBox && label ? label : control).getBoundingClientRect();
}

export function smallTargets(): string[] {
  return controls()
    .filter((control) => !control.matches('iframe'))
    .map((control) => ({ control, box: target(control) }))
    .filter(({ box }) => box.width < TARGET_PX || box.height < TARGET_PX)
    .map(
      ({ control, box }) =>
        `target ${box.width.toFixed(1)} × ${box.height.toFixed(1)}: ${words(control)}`,
    );
}

/** A frame of another origin gives the focus back in its own time. */
async function hasLeft(frame: Element): Promise<void> {
  const moved = () => focused() !== frame && focused() !== document.body;
  await waitUntil(moved, 'left', { timeout: 500, interval: 5 }).catch(() => {});
}

/**
 * Goes through the page with Tab, from the first stop until none is new.
 * @param at hears of each element that has the focus
 */
export async function walk(from: HTMLElement, at: (element: Element) => void): Promise<Element[]> {
  const seen: Element[] = [];
  from.focus();
  for (let left = stops().length + 4; left > 0; left -= 1) {
    const last = focused();
    await sendKeys({ press: 'Tab' });
    if (last?.matches('iframe')) await hasLeft(last);
    const now = focused();
    if (!now || now === document.body) continue;
    if (seen.includes(now)) break;
    seen.push(now);
    at(now);
  }
  return seen;
}
