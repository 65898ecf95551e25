/**
 * What a page must tell about itself to be measured beside the others: its HTML, the files and
 * answers that it fetches, and where on it the cards are. It knows no browser and no figure.
 */

/** Anything that the local site answers; text or bytes, compressed on the way out. */
export interface Answer {
  readonly type: string;
  readonly body: string | Uint8Array;
  /** A `Link` header, as its server sends it. */
  readonly link?: string;
}

/** Fragments of JavaScript, run in the page; each is an expression. */
export interface Landmarks {
  /** An array-like of as many elements as cards are on screen. */
  readonly cards: string;
  /** An array-like of elements that hold a card each, all that is drawn for it included. */
  readonly rows: string;
  /** Of `n`: what to press so that the n-th card is chosen. */
  readonly target: string;
  /** Of `n`: whether the n-th card is chosen, as everything on the page says. */
  readonly chosen: string;
  /** Whether a saved card could be paid with now. */
  readonly payable: string;
}

export interface Contestant {
  readonly name: string;
  /** @param origins the merchant's own, and that of whoever serves the checkout */
  page(origins: Origins): string | Promise<string>;
  /** By path, on either origin. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly landmarks: Landmarks;
}

export interface Origins {
  readonly shop: string;
  readonly pay: string;
}

export const CARDS = 50;

/** The page around a checkout: some words above, and one paragraph below that may be pushed. */
export function shopPage(head: string, checkout: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Shop</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 32rem; margin: 2rem auto; font: 1rem/1.45 system-ui, sans-serif; }
</style>
${head}
</head>
<body>
<h1>Six postcards</h1>
<p>They are sent on the next working day.</p>
${checkout}
<p id="below">Questions? Write to us.</p>
</body>
</html>`;
}
