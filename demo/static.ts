/** The shop's few files, read once; anything else under `/shop/` does not exist. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const FILES = [
  'shop.css',
  'art.css',
  'goods.css',
  'order.css',
  'ledger.css',
  'customer.css',
  'coffee.css',
  'mail.css',
  'reference.css',
  'playground.js',
  'icon.svg',
];
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const contents = new Map(
  FILES.map((name) => [name, readFileSync(new URL(`./public/${name}`, import.meta.url), 'utf8')]),
);

export function staticFile(name: string): Response | null {
  const content = contents.get(name);
  if (content === undefined) return null;
  return new Response(content, {
    headers: {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}
