/**
 * What a page must download before a saved card can be paid with: the tag's script and every module
 * it imports statically, each compressed alone, as a server sends it. It reads the built files; what
 * is loaded only when wanted is not counted.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSource } from '../tidy/source.ts';
import { brotliBytes } from './brotli.ts';
import { kilobytes, type Row } from './table.ts';

const ENTRY = 'dist/elements/keepsake-checkout.js';
/** Bytes. */
const LIMIT = 16_000;

/** The entry and all that it imports by statements, each once. `import()` is not followed. */
function staticFiles(entry: string): string[] {
  const found = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const here = dirname(path);
    for (const { specifier, lazy } of readSource(path, readFileSync(path, 'utf8')).imports) {
      if (!lazy) waiting.push(join(here, specifier));
    }
  }
  return [...found];
}

/** A figure of bytes against the limit of what may be downloaded. */
export function downloadRow(name: string, bytes: number, files: number): Row {
  return {
    name,
    ours: kilobytes(bytes),
    against: kilobytes(LIMIT),
    ratio: bytes / LIMIT,
    limit: `≤ ${kilobytes(LIMIT)}`,
    kept: bytes <= LIMIT,
    note: `${files} files, brotli 11 each`,
  };
}

/** @throws when the elements are not built */
export async function measureDownload(): Promise<Row> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not built`);
  const files = staticFiles(ENTRY);
  const bytes = files.reduce((sum, path) => sum + brotliBytes(readFileSync(path)), 0);
  return downloadRow('download, static imports', bytes, files.length);
}
