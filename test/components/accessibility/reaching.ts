/** What the keyboard can reach and what a finger can hit, in the page's order. */
import { waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { STOPS_BETWEEN_RADIOS } from '../support/engine.ts';
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

function sameGroup(one: HTMLElement, other: HTMLElement | undefined): boolean {
  const isRadio = (each: HTMLElement | undefined): each is HTMLInputElement =>
    each instanceof HTMLInputElement && each.type === 'radio';
  if (!isRadio(one) || !isRadio(other)) return false;
  return other.name === one.name && other.getRootNode() === one.getRootNode();
}

/** The controls at which Tab stops: a radio group is one. */
export function stops(): HTMLElement[] {
  const all = controls();
  return all.filter((element, at) => {
    const group = all.filter((other) => sameGroup(element, other));
    if (group.length === 0) return true;
    const chosen = group.find((each) => each.matches(':checked'));
    if (chosen || !STOPS_BETWEEN_RADIOS) return element === (chosen ?? group[0]);
    return !sameGroup(element, all[at - 1]);
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
 * Goes through the page with Tab, from one stop to every other, and not beyond the last: there some
 * browsers go on in their own bars, and the page is left without the focus. A dialog has no control
 * before it; its first one is where one starts, and is come back to.
 * @param at hears of each element that has the focus
 */
export async function walk(from: HTMLElement, at: (element: Element) => void): Promise<Element[]> {
  const seen: Element[] = [];
  const [first, ...others] = stops();
  const inDialog = first !== undefined && modal(everything(document)) !== undefined;
  const start = inDialog ? first : from;
  start.focus();
  for (let left = others.length + 4; left > 0 && seen.length < others.length; left -= 1) {
    const last = focused();
    await sendKeys({ press: 'Tab' });
    if (last?.matches('iframe')) await hasLeft(last);
    const now = focused();
    // A box that scrolls and a dialog itself are stops in some browsers.
    if (!now?.matches(FOCUSABLE)) continue;
    if (now === start || seen.includes(now)) break;
    seen.push(now);
    at(now);
  }
  if (!inDialog) return seen;
  for (let left = seen.length; left > 0 && focused() !== start; left -= 1) {
    await sendKeys({ press: 'Shift+Tab' });
  }
  if (focused() === start) at(start);
  return [start, ...seen];
}
