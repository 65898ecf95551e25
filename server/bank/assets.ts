/**
 * The files that the bank's pages load: the built card frame (`frame.js`, `frame.css` in a given
 * folder) and its own style sheet. Read once; an address carries the content's hash, so it can be
 * cached for ever.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  readonly type: string;
  readonly text: string;
  readonly hash: string;
}

const FILES = {
  '/frame/frame.js': 'text/javascript; charset=utf-8',
  '/frame/frame.css': 'text/css; charset=utf-8',
  '/pages.css': 'text/css; charset=utf-8',
} as const;
export type AssetPath = keyof typeof FILES;

export interface Assets {
  get(path: AssetPath): Asset;
  /** The path with the content's hash. */
  address(path: AssetPath): string;
}

/** @param frameFolder where the frame was built to */
export function createAssets(frameFolder: string): Assets {
  const loaded = new Map<AssetPath, Asset>();

  function get(path: AssetPath): Asset {
    const known = loaded.get(path);
    if (known) return known;
    const file =
      path === '/pages.css'
        ? fileURLToPath(new URL('./pages.css', import.meta.url))
        : join(frameFolder, path.slice('/frame/'.length));
    const text = readFileSync(file, 'utf8');
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const asset = { type: FILES[path], text, hash };
    loaded.set(path, asset);
    return asset;
  }

  return { get, address: (path) => `${path}?v=${get(path).hash}` };
}
