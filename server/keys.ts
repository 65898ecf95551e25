/**
 * The server's keys: one encryption key at a time is active, older ones still open what they closed.
 * Everything secret that is derived (client secrets, offers, the ledger's chain) comes from here,
 * by purpose, so that no key serves two.
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
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export interface Keys {
  /** Encrypts for one place (`aad`, such as `credentials:cred_1`); only the same place can decrypt. */
  encrypt(aad: string, text: string): string;
  decrypt(aad: string, sealed: string): string;
  /** Keyed hash for a purpose, base64url, by the active key or the one named. */
  mac(purpose: string, text: string, keyId?: string): string;
  /** Whether `mac` is the keyed hash of `text` under any key, in constant time. */
  verifyMac(purpose: string, text: string, mac: string): boolean;
  /** HMAC-SHA256 by a secret that somebody else holds too, hex. */
  sign(secret: string, text: string): string;
  /** SHA-256, hex; no key is involved. */
  sha256(text: string): string;
  readonly activeId: string;
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * @param keys the first is active; at least one
 * @param random a source of unpredictable bytes
 */
export function createKeys(
  keys: readonly [Key, ...Key[]],
  random: (bytes: number) => Uint8Array = randomBytes,
): Keys {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const derived = new Map<string, Buffer>();

  function derive(key: Key, purpose: string): Buffer {
    const name = `${key.id}\n${purpose}`;
    const known = derived.get(name);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', key.bytes, 'keepsake', purpose, 32));
    derived.set(name, made);
    return made;
  }

  function keyed(id: string): Key {
    const key = byId.get(id);
    if (!key) throw new Error(`no encryption key is named ${id}`);
    return key;
  }

  const mac = (purpose: string, text: string, keyId?: string) =>
    createHmac('sha256', derive(keyId === undefined ? keys[0] : keyed(keyId), purpose))
      .update(text)
      .digest('base64url');

  return {
    activeId: keys[0].id,
    encrypt(aad, text) {
      const iv = Buffer.from(random(12));
      const cipher = createCipheriv('aes-256-gcm', derive(keys[0], 'encrypt'), iv);
      cipher.setAAD(Buffer.from(aad));
      const sealed = Buffer.concat([
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `v1.${keys[0].id}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    decrypt(aad, sealed) {
      const [version, id = '', iv = '', body = ''] = sealed.split('.');
      if (version !== 'v1') throw new Error('not a sealed value');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        derive(keyed(id), 'encrypt'),
        Buffer.from(iv, 'base64url'),
      );
      decipher.setAAD(Buffer.from(aad));
      decipher.setAuthTag(bytes.subarray(-16));
      return decipher.update(bytes.subarray(0, -16)).toString('utf8') + decipher.final('utf8');
    },
    mac,
    sign: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    verifyMac: (purpose, text, given) =>
      keys.some((key) => equal(mac(purpose, text, key.id), given)),
  };
}
