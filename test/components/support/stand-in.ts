/** Brings a processor's script to the test's page, as the stand-in of it, and types into its fields. */

declare global {
  interface Window {
    Stripe?: unknown;
    AdyenWeb?: unknown;
    stripeSeen: {
      keys: string[];
      mounted: number;
      destroyed: number;
      made: { metadata: Record<string, string>; billing_details?: unknown }[];
      styles: { base: Record<string, unknown> }[];
      locales: string[];
    };
    stripeFails?: boolean;
    adyenSeen: {
      options: { locale: string; analytics: unknown }[];
      mounted: number;
      unmounted: number;
      styles: { base: Record<string, unknown> }[];
    };
    adyenFails?: boolean;
  }
}

export function bringScript(name: 'stripe' | 'adyen'): Promise<void> {
  const script = document.createElement('script');
  script.src = new URL(`../../support/stand-ins/${name}.js`, import.meta.url).href;
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`no ${script.src}`)));
    document.head.append(script);
  });
}

export function vendorFrames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll<HTMLIFrameElement>('[data-keepsake-field] iframe')];
}

/** The field in a frame with a title like that. */
export function fieldIn(title: RegExp): HTMLInputElement {
  const frame = vendorFrames().find((each) => title.test(each.title));
  const input = frame?.contentDocument?.querySelector('input');
  if (!input) throw new Error(`no field ${title}`);
  return input;
}

export function type(title: RegExp, text: string): void {
  const input = fieldIn(title);
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

export function typeCard(): void {
  type(/card number/i, '4242 4242 4242 4242');
  type(/expir/i, '12 / 34');
  type(/cvc|code/i, '123');
}
