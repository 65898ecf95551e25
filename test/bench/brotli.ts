/** Brotli at its best, as a server that compresses once would send a file. */
import { brotliCompressSync, constants } from 'node:zlib';

export function brotliOf(plain: string | Uint8Array): Uint8Array {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(plain, { params });
}

/** Bytes after compression. */
export function brotliBytes(plain: string | Uint8Array): number {
  return brotliOf(plain).length;
}
