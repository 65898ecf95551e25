/**
 * An encryption key as the settings write it: `kid:base64`, or `verify:kid:base64` for one that is
 * retired and only proves what it signed before. It derives nothing.
 */

export interface EncryptionKey {
  id: string;
  bytes: Uint8Array;
  /** It proves what it signed before, and does nothing else. */
  verifyOnly?: boolean;
}

/** Bytes of a whole key, and of what is left of one for evidence. */
const WHOLE_BYTES = 32;
const EVIDENCE_BYTES = 96;

/** What is written, sound or not; see {@link isWhole}. */
export function readKey(part: string): EncryptionKey {
  const words = part.trim().split(':');
  const verifyOnly = words.length === 3 && words[0] === 'verify';
  const [id = '', base64 = ''] = verifyOnly ? words.slice(1) : words;
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return { id, bytes, ...(verifyOnly ? { verifyOnly } : {}) };
}

/** Whether it has a name and as many bytes as it must. */
export function isWhole({ id, bytes, verifyOnly }: EncryptionKey): boolean {
  const wanted = verifyOnly ? EVIDENCE_BYTES : WHOLE_BYTES;
  return /^[A-Za-z0-9_-]{1,32}$/.test(id) && bytes.length === wanted;
}
