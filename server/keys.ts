/**
 * The server's keys: one encryption key at a time is active, older ones still open what they closed.
 * What is kept secret is closed in two layers: a data key of its own for each value, and that data
 * key wrapped under the active key, so that changing the key touches no value. Everything else that
 * is derived (client secrets, offers, the ledger's chain) comes from here by purpose, so that no key
 * serves two.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

export interface Key {
  /** Its name in what it closed. */
  readonly id: string;
  /** 32 bytes; of a key that only verifies, what {@link Keys.evidenceKey} gave for it. */
  readonly bytes: Uint8Array;
  /** It opens nothing any more and signs nothing: it only proves what it signed before. */
  readonly verifyOnly?: boolean;
}

export interface Keys {
  /** Encrypts for one place (`aad`, such as `credentials:cred_1`); only the same place can decrypt. */
  encrypt(aad: string, text: string): string;
  decrypt(aad: string, sealed: string): string;
  /**
   * The same value under the active key.
   * @returns null where it is under that key already
   * @throws Error where no key opens it
   */
  rewrap(aad: string, sealed: string): string | null;
  /** Keyed hash for a purpose, base64url, by the active key or the one named. */
  mac(purpose: string, text: string, keyId?: string): string;
  /** Whether `mac` is the keyed hash of `text` under any key, in constant time. */
  verifyMac(purpose: string, text: string, mac: string): boolean;
  /** HMAC-SHA256 by a secret that somebody else holds too, hex. */
  sign(secret: string, text: string): string;
  /** SHA-256, hex; no key is involved. */
  sha256(text: string): string;
  readonly activeId: string;
  /** Every key that is listed; `whole` where it still opens what it closed. */
  readonly listed: readonly { readonly id: string; readonly whole: boolean }[];
  /** What is left of a key once it closes nothing: enough to verify evidence, and to open nothing. Base64. */
  evidenceKey(id: string): string;
}

/** What a key signs that outlives it: records of the ledger, their heads, buyers' receipts. */
const EVIDENCE = ['ledger', 'ledger-head', 'receipt'] as const;
const KEY_BYTES = 32;
export const EVIDENCE_BYTES = EVIDENCE.length * KEY_BYTES;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The name of the key that a value is under; empty for what is no sealed value. */
export function keyIdOf(sealed: string): string {
  return /^v[12]\.([^.]+)\./.exec(sealed)?.[1] ?? '';
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function close(key: Uint8Array, iv: Uint8Array, aad: string, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(Buffer.from(aad));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, iv: Uint8Array, aad: string, closed: Uint8Array): Buffer {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(closed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(closed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const bytesOf = (part: string) => Buffer.from(part, 'base64url');

/** One key with what is derived from it, each once. */
class Derived {
  readonly key: Key;
  readonly #made = new Map<string, Buffer>();

  constructor(key: Key) {
    this.key = key;
  }

  /** Null for what a key that only verifies does not know. */
  for(purpose: string): Buffer | null {
    const known = this.#made.get(purpose);
    if (known) return known;
    const at = EVIDENCE.indexOf(purpose as (typeof EVIDENCE)[number]);
    if (this.key.verifyOnly && at < 0) return null;
    const made = this.key.verifyOnly
      ? Buffer.from(this.key.bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES))
      : Buffer.from(hkdfSync('sha256', this.key.bytes, 'keepsake', purpose, KEY_BYTES));
    this.#made.set(purpose, made);
    return made;
  }
}

/**
 * @param keys the first is active; at least one
 * @param random a source of unpredictable bytes
 */
export function createKeys(
  keys: readonly [Key, ...Key[]],
  random: (bytes: number) => Uint8Array = randomBytes,
): Keys {
  const active = new Derived(keys[0]);
  const all = [active, ...keys.slice(1).map((key) => new Derived(key))];
  const byId = new Map(all.map((each) => [each.key.id, each]));

  function derive(id: string, purpose: string): Buffer {
    const key = byId.get(id)?.for(purpose);
    if (!key) throw new Error(`no encryption key is named ${id}`);
    return key;
  }

  const hash = (key: Uint8Array, message: string) =>
    createHmac('sha256', key).update(message).digest('base64url');

  /** The data key of a value of the second version. */
  const unwrap = (aad: string, [, id = '', iv = '', wrapped = '']: readonly string[]) =>
    open(derive(id, 'wrap'), bytesOf(iv), aad, bytesOf(wrapped));

  function wrap(aad: string, dataKey: Uint8Array): string {
    // From the system whatever the world: nothing that is replayed depends on them.
    const iv = randomBytes(IV_BYTES);
    const wrapped = close(derive(active.key.id, 'wrap'), iv, aad, dataKey);
    return `v2.${active.key.id}.${text(iv)}.${text(wrapped)}`;
  }

  function encrypt(aad: string, value: string): string {
    const dataKey = randomBytes(KEY_BYTES);
    const iv = Buffer.from(random(IV_BYTES));
    return `${wrap(aad, dataKey)}.${text(iv)}.${text(close(dataKey, iv, aad, Buffer.from(value)))}`;
  }

  function decrypt(aad: string, sealed: string): string {
    const parts = sealed.split('.');
    const [version, id = '', iv = '', body = ''] = parts;
    if (version === 'v1')
      return open(derive(id, 'encrypt'), bytesOf(iv), aad, bytesOf(body)).toString('utf8');
    if (version !== 'v2') throw new Error('not a sealed value');
    const [bodyIv = '', inner = ''] = parts.slice(4);
    return open(unwrap(aad, parts), bytesOf(bodyIv), aad, bytesOf(inner)).toString('utf8');
  }

  return {
    activeId: active.key.id,
    listed: keys.map(({ id, verifyOnly = false }) => ({ id, whole: !verifyOnly })),
    encrypt,
    decrypt,
    rewrap(aad, sealed) {
      const parts = sealed.split('.');
      if (parts[1] === active.key.id) return null;
      if (parts[0] !== 'v2') return encrypt(aad, decrypt(aad, sealed));
      return `${wrap(aad, unwrap(aad, parts))}.${parts.slice(4).join('.')}`;
    },
    mac: (purpose, message, keyId = active.key.id) => hash(derive(keyId, purpose), message),
    sign: (secret, message) => createHmac('sha256', secret).update(message).digest('hex'),
    sha256: (message) => createHash('sha256').update(message).digest('hex'),
    verifyMac: (purpose, message, given) =>
      all.some((each) => {
        const key = each.for(purpose);
        return key !== null && equal(hash(key, message), given);
      }),
    evidenceKey: (id) =>
      Buffer.concat(EVIDENCE.map((purpose) => derive(id, purpose))).toString('base64'),
  };
}
