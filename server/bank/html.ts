/** The bank's few pages: whole documents as text, every value escaped, no inline script or style. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

interface Page {
  readonly title: string;
  /** Paths of this origin. */
  readonly styles: readonly string[];
  readonly scripts?: readonly string[];
  readonly meta?: Readonly<Record<string, string>>;
  /** Markup, already escaped. */
  readonly body: string;
}

export function document(page: Page): string {
  const meta = Object.entries(page.meta ?? {}).map(
    ([name, content]) => `<meta name="${escaped(name)}" content="${escaped(content)}">`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(page.title)}</title>`,
    ...meta,
    ...page.styles.map((path) => `<link rel="stylesheet" href="${escaped(path)}">`),
    ...(page.scripts ?? []).map((path) => `<script type="module" src="${escaped(path)}"></script>`),
    '</head>',
    `<body>${page.body}</body>`,
    '</html>',
  ].join('\n');
}

/** A short message on a page of its own. */
export function notice(title: string, text: string, styles: readonly string[]): string {
  return document({
    title,
    styles,
    body: `<main class="notice"><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main>`,
  });
}

/** Currencies whose minor units differ from what `Intl` believes. */
const MINOR_DIGITS: Readonly<Record<string, number>> = { isk: 2, ugx: 2 };

/** @param amountMinor minor units, such as 1099 for $10.99 */
export function money(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = MINOR_DIGITS[currency] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}
