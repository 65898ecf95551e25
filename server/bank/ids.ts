/** Ids from random bytes; it knows nothing about what they name. */

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids of 24 random characters; letters among the digits keep them from resembling card numbers. */
export function idMaker(random: (bytes: number) => Uint8Array): (prefix: string) => string {
  return (prefix) => {
    let text = '';
    while (text.length < 24) {
      for (const byte of random(32)) {
        if (byte < 248 && text.length < 24) text += LETTERS[byte % 62];
      }
    }
    return `${prefix}_${text}`;
  };
}
