/**
 * The tag as HTML, for merchants whose server is not Node: by the module that the build made from
 * the elements and left beside them. The server itself knows no element.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckoutState } from '../wire/elements.ts';

export type RenderCheckout = (options: {
  readonly clientSecret: string;
  readonly api: string;
  readonly state: CheckoutState;
  readonly locale?: string;
  readonly theme?: string;
}) => Promise<string>;

/** @param elements the folder with the built elements; nothing is loaded before the first call */
export function createRenderer(elements: string): RenderCheckout {
  const address = pathToFileURL(join(elements, '..', 'render', 'index.js')).href;
  let loading: Promise<{ readonly renderCheckout: RenderCheckout }> | null = null;
  return async (options) => {
    loading ??= import(address);
    const { renderCheckout } = await loading;
    return renderCheckout(options);
  };
}
