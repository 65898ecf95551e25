/**
 * Fetches a processor's script from the processor's own address, where the rules for card data want it
 * to come from. Only the addresses that are listed here are ever fetched.
 */

const ADDRESSES =
  /^https:\/\/(js\.stripe\.com\/[a-z0-9]+\/stripe\.js|checkoutshopper-(test|live(-[a-z]+)?)\.cdn\.adyen\.com\/checkoutshopper\/sdk\/[0-9.]+\/adyen\.js)$/;

const coming = new Map<string, Promise<void>>();

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/** The address in the form that the page's policy asks for. @throws for any other address */
function trusted(url: string): unknown {
  if (!ADDRESSES.test(url)) throw new TypeError(`${url} is no address of card fields`);
  const factory: PolicyFactory | undefined = Reflect.get(globalThis, 'trustedTypes');
  if (!factory) return url;
  policy ??= factory.createPolicy('keepsake-card-fields', {
    createScriptURL(address) {
      if (ADDRESSES.test(address)) return address;
      throw new TypeError(`${address} is no address of card fields`);
    },
  });
  return policy.createScriptURL(url);
}

/** Scripts of pages that were waited for; one that is waited for again will not come. */
const waitedFor = new WeakSet<Element>();

/** The same script, where the page itself is fetching it already. */
function pagesOwn(url: string): HTMLScriptElement | null {
  const { origin } = new URL(url);
  const script = document.querySelector<HTMLScriptElement>(`script[src^="${origin}/"]`);
  if (!script || waitedFor.has(script)) return null;
  waitedFor.add(script);
  return script;
}

function fetchScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const own = pagesOwn(url);
    const script = own ?? document.createElement('script');
    script.addEventListener('load', () => resolve(), { once: true });
    script.addEventListener(
      'error',
      () => {
        script.remove();
        reject(new Error(`${url} could not be loaded`));
      },
      { once: true },
    );
    if (own) return;
    script.async = true;
    Reflect.set(script, 'src', trusted(url));
    document.head.append(script);
  });
}

/**
 * @param global what the script leaves behind
 * @returns what is there, without a request where it was there before
 */
export async function vendorScript(url: string, global: string): Promise<unknown> {
  const there = () => Reflect.get(globalThis, global);
  if (!there()) {
    const script = coming.get(url) ?? fetchScript(url);
    coming.set(url, script);
    // Whether it came or not: what is asked for again, is tried again.
    await script.finally(() => coming.delete(url));
  }
  const found: unknown = there();
  if (!found) throw new Error(`${url} left no ${global}`);
  return found;
}
