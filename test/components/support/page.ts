/** Finds things as a buyer does: by role and name, through shadow roots. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../../components/define.ts';
import type { KeepsakeCheckout } from '../../../components/checkout/checkout.ts';
import { SECRET } from './state.ts';

export function everything(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label) return label;
  const root = element.getRootNode();
  const by = element.getAttribute('aria-labelledby');
  if (by && root instanceof ShadowRoot) return clean(root.getElementById(by));
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    return clean(element.labels?.[0] ?? null);
  }
  if (element instanceof HTMLFieldSetElement) return clean(element.querySelector('legend'));
  return clean(element);
}

function clean(element: Element | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

const selectors = {
  button: 'button',
  radio: 'input[type=radio]',
  checkbox: 'input[type=checkbox]',
  textbox: 'input[type=text], input[type=email]',
  combobox: 'select',
  radiogroup: '[role=radiogroup]',
  group: 'fieldset:not([role])',
  alert: '[role=alert]',
  status: '[role=status]',
  alertdialog: 'dialog[role=alertdialog]',
  dialog: 'dialog:not([role])',
} as const;
type Role = keyof typeof selectors;

function isSeen(element: Element): boolean {
  return element.checkVisibility();
}

export function all(root: Element, role: Role): HTMLElement[] {
  return everything(root.shadowRoot ?? root).filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.matches(selectors[role]) && isSeen(element),
  );
}

export function find(
  root: Element,
  role: Role,
  name: RegExp | string = /(?:)/,
): HTMLElement | null {
  const fits = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
  return all(root, role).find((element) => fits(nameOf(element))) ?? null;
}

export function get(root: Element, role: Role, name: RegExp | string = /(?:)/): HTMLElement {
  const found = find(root, role, name);
  if (found) return found;
  const there = all(root, role).map(nameOf);
  throw new Error(`no ${role} ${name}; there is ${JSON.stringify(there)}`);
}

export function names(root: Element, role: Role): string[] {
  return all(root, role).map(nameOf);
}

/** The element that really has the focus, however deep. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** Waits until something holds; a condition that throws does not hold yet. */
export async function until(condition: () => unknown, message: string): Promise<void> {
  let last: unknown = null;
  const holds = () => {
    try {
      return Boolean(condition());
    } catch (error) {
      last = error;
      return false;
    }
  };
  await waitUntil(holds, message, { timeout: 8_000, interval: 10 }).catch((error) => {
    throw last ?? error;
  });
}

/** Told in words, because an element is too much for a comparison's message. */
export async function untilFocused(element: Element): Promise<void> {
  const words = () => `focus on ${focused()?.outerHTML.slice(0, 200)}`;
  await until(() => focused() === element, 'focus').catch(() => {
    throw new Error(`${words()}, not on ${element.outerHTML.slice(0, 200)}`);
  });
}

export function text(element: Element): string {
  return clean(element);
}

/** Mounts a checkout and waits until it shows something. */
export async function mount(
  markup = html`<keepsake-checkout client-secret=${SECRET}></keepsake-checkout>`,
) {
  const checkout = await fixture<KeepsakeCheckout>(markup);
  await until(() => !checkout.shadowRoot?.querySelector('[aria-busy=true].root'), 'never loaded');
  await checkout.updateComplete;
  await until(
    () => !checkout.shadowRoot?.querySelector('keepsake-address:not(:defined)'),
    'fields',
  );
  return checkout;
}
