/**
 * Takes out of a text for people what no log may hold, wherever it came from: card numbers, keys,
 * secrets, addresses of mail, and whatever an error quotes. It knows shapes only.
 */

const SHAPES: readonly (readonly [RegExp, string])[] = [
  // What holds a client secret: cs_test_…_secret_…, pi_…_secret_….
  [/\b[a-z]{2,5}_[A-Za-z0-9_]*secret_[\w-]+/g, '[secret]'],
  [/\b(?:cuss|ctok|whsec|tok)_[\w-]{6,}/g, '[secret]'],
  [/\b[srp]k_(?:test|live)_[\w-]+/g, '[key]'],
  [/\b(?:bearer|basic)\s+[\w.~+/=-]{6,}/gi, '[credential]'],
  [/\b(?:postgres(?:ql)?|https?):\/\/[^\s/@]*@[^\s]*/gi, '[address]'],
  [/[^\s"'<>()@,;:]+@[^\s"'<>()@,;:]+/g, '[mail]'],
  // Longer than any number that a log line needs, with what people type in between.
  [/\d(?:[ .-]?\d){11,}/g, '[digits]'],
  // Keys as bytes: 32 of them in hexadecimal or base64.
  [/\b[\da-f]{64}\b/gi, '[hash]'],
  [/[A-Za-z0-9+/]{43}=/g, '[key]'],
];

export function scrub(text: string): string {
  let clean = text;
  for (const [shape, instead] of SHAPES) clean = clean.replace(shape, instead);
  return clean;
}

/** The same, without what is quoted: errors of parsers and databases repeat what they were given. */
export function scrubForeign(text: string): string {
  return scrub(text.replace(/(["'`“‘])(?:(?!\1).){1,}["'`”’]/gs, '$1…$1'));
}
