/**
 * Names of things: a prefix that tells the kind, and 24 characters of chance that comes from
 * outside. It knows no clock; order is never read from an id.
 */

/** Every kind of object that has an id, by the prefix of its id (without the underscore). */
export const PREFIXES = [
  'acct',
  'att',
  'clock',
  'cons',
  'cred',
  'cs_test',
  'ctok',
  'cupd',
  'cus',
  'cuss',
  'ddec',
  'evt',
  'head',
  'ii',
  'il',
  'in',
  'inbox',
  'key',
  'li',
  'link',
  'mandate',
  'muse',
  'notice',
  'pi',
  'pm',
  'price',
  'prod',
  're',
  'rec',
  'refusal',
  'req',
  'seti',
  'si',
  'sub',
  'we',
  'wd',
  'whsec',
] as const;
export type Prefix = (typeof PREFIXES)[number];

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 24;
/** Bytes from here up would make some characters likelier than others. */
const FAIR = Math.floor(256 / ALPHABET.length) * ALPHABET.length;
/** As long as a card number could be: an id must never look like one. */
const DIGIT_RUN = /\d{13}/;

function characters(random: (bytes: number) => Uint8Array): string {
  let made = '';
  while (made.length < LENGTH) {
    for (const byte of random(LENGTH)) {
      if (byte < FAIR && made.length < LENGTH) made += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return made;
}

/**
 * A new id such as `cus_4fT…`.
 * @param random a source of unpredictable bytes
 */
export function newId(prefix: Prefix, random: (bytes: number) => Uint8Array): string {
  let body = characters(random);
  while (DIGIT_RUN.test(body)) body = characters(random);
  return `${prefix}_${body}`;
}

/** Whether `id` could have been made by {@link newId} for this prefix. */
export function hasPrefix(prefix: Prefix, id: string): boolean {
  return id.startsWith(`${prefix}_`) && /^[0-9A-Za-z]+$/.test(id.slice(prefix.length + 1));
}

/** Attempts are charges to merchants' tools: `att_x` is shown as `ch_x`. */
export function chargeIdOf(attemptId: string): string {
  return attemptId.replace(/^att_/, 'ch_');
}

/** The attempt behind a charge id; null when it is none. */
export function attemptIdOf(chargeId: string): string | null {
  return /^ch_[0-9A-Za-z]+$/.test(chargeId) ? chargeId.replace(/^ch_/, 'att_') : null;
}
