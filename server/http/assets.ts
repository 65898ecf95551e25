/** Serves the built element files to any page: compressed once, then from memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context as HonoContext } from 'hono';

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** A `Link` header that has what the file imports fetched with it; null where it imports nothing. */
  readonly link: string | null;
}

const NAME = /^(assets\/)?[A-Za-z0-9_.-]+\.(js|css|json)$/;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
};

/** Static imports of a built entry, so that they need not wait until it has been read. */
function linkOf(name: string, script: string): string | null {
  if (name.includes('/') || !name.endsWith('.js')) return null;
  const imports = [...script.matchAll(/\bfrom\s*"\.(\/[\w./-]+\.js)"/g)].map(([, path]) => path);
  return imports.map((path) => `<${path}>; rel=modulepreload`).join(', ') || null;
}

function load(folder: string, name: string): Asset | null {
  try {
    const plain = new Uint8Array(readFileSync(join(folder, name)));
    const br = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const gzip = new Uint8Array(gzipSync(plain));
    const link = linkOf(name, new TextDecoder().decode(plain));
    return { plain, br: new Uint8Array(br), gzip, link };
  } catch {
    return null;
  }
}

/** @returns answers a request for one file of `folder`, 404 for anything that is not one */
export function createAssetReader(
  folder: string,
): (c: HonoContext, name: string, caching: string) => Response | Promise<Response> {
  const known = new Map<string, Asset>();
  return (c, name, caching) => {
    const asset = NAME.test(name) ? (known.get(name) ?? load(folder, name)) : null;
    if (!asset) return c.notFound();
    known.set(name, asset);
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    return c.body(encoding ? asset[encoding] : asset.plain, 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'cache-control': caching,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
      ...(asset.link ? { link: asset.link } : {}),
    });
  };
}
