/**
 * Measures what eyes need: a focus ring that is drawn whole, words that neither leave the page nor
 * cover each other, controls that are told apart without colors, nothing that moves unasked.
 */
import { everything } from '../support/page.ts';
import { controls, words } from './reaching.ts';

/** An ancestor in what is drawn, through slots and shadow roots. */
function above(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const { parentNode } = element;
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : null;
}

function* ancestors(element: Element): Generator<Element> {
  for (let at: Element | null = element; at; at = above(at)) yield at;
}

/** Whether a used color cannot be seen: `rgba(…, 0)` or `color(… / 0)`. */
function isClear(color: string): boolean {
  return /^rgba\(.*, 0\)$|\/ 0\)$/.test(color);
}

function isDrawn({ outlineStyle, outlineWidth, outlineColor }: CSSStyleDeclaration): boolean {
  const wide = Number.parseFloat(outlineWidth) >= 2;
  return outlineStyle !== 'none' && wide && !isClear(outlineColor);
}

/** What shows that an element has the focus: itself, or the label or row around it. */
function ringed(element: Element): Element | null {
  const candidates = [element, element.closest('label')];
  return candidates.find((each) => each && isDrawn(getComputedStyle(each))) ?? null;
}

/** @param element has the focus, by the keyboard */
export function ringFault(element: Element): string | null {
  // A frame shows where the focus is inside itself.
  if (element.matches('iframe')) return null;
  const ring = ringed(element);
  if (!ring) return `no focus ring: ${words(element)}`;
  const style = getComputedStyle(ring);
  const reach = Number.parseFloat(style.outlineOffset) + Number.parseFloat(style.outlineWidth);
  const box = ring.getBoundingClientRect();
  for (const around of ancestors(ring)) {
    if (around === ring || getComputedStyle(around).overflowX === 'visible') continue;
    const edge = around.getBoundingClientRect();
    const cut = Math.max(edge.left - (box.left - reach), box.right + reach - edge.right);
    if (cut > 0.5) return `focus ring cut off by ${cut.toFixed(1)} px: ${words(element)}`;
  }
  return null;
}

interface Words {
  readonly parent: Element;
  readonly boxes: readonly DOMRect[];
}

/** What is left of a box where something around it scrolls; nothing where it is scrolled away. */
function inSight(box: DOMRect, parent: Element): DOMRect[] {
  let { top, bottom } = box;
  for (const around of ancestors(parent)) {
    if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue;
    const edge = around.getBoundingClientRect();
    top = Math.max(top, edge.top);
    bottom = Math.min(bottom, edge.bottom);
  }
  return top < bottom ? [new DOMRect(box.x, top, box.width, bottom - top)] : [];
}

/** Words that are seen: those in an open modal dialog, else those of the whole page. */
function seenWords(): Words[] {
  const elements = everything(document.body);
  const dialog = elements.findLast((element) => element.matches('dialog:modal'));
  return (dialog ? everything(dialog) : elements)
    .filter((element) => !element.matches('option, style, script, svg *'))
    .filter((element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
    .filter((element) => !element.closest('.unseen'))
    .flatMap((parent) =>
      [...parent.childNodes].flatMap((node) => {
        if (!(node instanceof Text) || !node.data.trim()) return [];
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].flatMap((box) => inSight(box, parent));
        return [{ parent, boxes }];
      }),
    );
}

function overlap(one: DOMRect, other: DOMRect): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.min(width, height);
}

/** Lines may touch: line boxes are higher than letters. In CSS pixels. */
const TOUCH_PX = 6;

export function coveredWords(): string[] {
  const all = seenWords();
  return all.flatMap(({ parent, boxes }, at) =>
    all
      .slice(at + 1)
      .filter((other) =>
        boxes.some((box) => other.boxes.some((its) => overlap(box, its) > TOUCH_PX)),
      )
      .map((other) => `words over words: ${words(parent)} and ${words(other.parent)}`),
  );
}

/** What needs scrolling to the side, or is cut. */
export function lostWords(): string[] {
  const { clientWidth } = document.documentElement;
  const wide = document.documentElement.scrollWidth - clientWidth;
  const out = seenWords()
    .filter(({ boxes }) =>
      boxes.some(({ left, right }) => left < -0.5 || right > clientWidth + 0.5),
    )
    .map(({ parent }) => `words beyond the edge: ${words(parent)}`);
  const cut = everything(document.body)
    .filter((element): element is HTMLElement => element instanceof HTMLElement)
    .filter((element) => element.matches('button, label, legend, summary, p, h2, h3, h4, dialog'))
    .filter((element) => element.checkVisibility() && !element.matches('.unseen, .unseen *'))
    .filter(({ clientWidth: room, scrollWidth }) => room > 0 && scrollWidth > room + 1)
    .map((element) => `wider than its room: ${words(element)}`);
  return [...(wide > 0 ? [`the page is ${wide} px too wide`] : []), ...out, ...cut];
}

/** With colors forced, a control is told by an edge or a line under its words. */
export function unmarkedControls(): string[] {
  return controls()
    .filter((control) => !control.matches('iframe, summary, [type=radio], [type=checkbox]'))
    .filter((control) => {
      const { borderBlockEndStyle, borderBlockEndWidth, textDecorationLine } =
        getComputedStyle(control);
      const edge = borderBlockEndStyle !== 'none' && Number.parseFloat(borderBlockEndWidth) > 0;
      return !edge && textDecorationLine === 'none';
    })
    .map((control) => `not told from text: ${words(control)}`);
}

/** With colors forced, words have the color of words. */
export function unseenWords(): string[] {
  return seenWords()
    .filter(({ parent }) => {
      const { color, backgroundColor } = getComputedStyle(parent);
      return isClear(color) || color === backgroundColor;
    })
    .map(({ parent }) => `words without a color: ${words(parent)}`);
}

/** What is animated now, the theme's unseen probe apart. */
export function moving(): string[] {
  return [document, ...everything(document).flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    .flatMap((root) => root.getAnimations())
    .flatMap(({ playState, effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return playState === 'running' && target && !target.matches('.probe') ? [target] : [];
    })
    .map((element) => `moves: ${words(element)}`);
}
