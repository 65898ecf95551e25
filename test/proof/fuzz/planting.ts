/**
 * Plants card numbers wherever a request or a processor's answer can carry one, and looks for them
 * afterwards in everything that is kept or told: the database's files, the log, the answers. The
 * search reads digits alone, of any script, so that no writing hides what was kept.
 */
import type { Belongings } from './belongings.ts';
import { furnish } from './belongings.ts';
import { cardNumber, written } from './card-numbers.ts';
import { asHeader, type Case, requestCase, toAsk } from './cases.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Part } from './engine.ts';
import { wellFormed } from './hostile.ts';
import { type Installation, KEY, openInstallation } from './installation.ts';

/** Numbers that share an installation and a search. */
const BATCH = 5_000;
const JSON_TYPE = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const FORM_TYPE = {
  authorization: `Bearer ${KEY}`,
  'content-type': 'application/x-www-form-urlencoded',
};

const inForm = (text: string) => encodeURIComponent(wellFormed(text));

type Place = (chance: Chance, have: Belongings, text: string, digits: string) => Case;

/** JSON as bytes, one character each. */
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('latin1');

const post = (path: string, body: unknown): Case =>
  requestCase({ method: 'POST', path, headers: JSON_TYPE, body: bytesOf(body) });

const press = (have: Belongings, body: Record<string, unknown>): Case =>
  requestCase({
    method: 'POST',
    path: '/elements/checkout/confirm',
    headers: { ...JSON_TYPE, authorization: `Bearer ${have.sessionSecret}` },
    body: bytesOf({ press: '0b7c5f0e-6d3a-4c1e-9f2b-8a7d6c5e4f3a', ...body }),
  });

const AS_NUMBER: Place = (_, _have, _text, digits) =>
  post('/v1/customers', { description: Number(digits) });

const PLACES: readonly Place[] = [
  AS_NUMBER,
  (_, _have, text) => post('/v1/customers', { name: text }),
  (_, _have, text) => post('/v1/customers', { metadata: { note: text } }),
  (_, _have, text) => post('/v1/customers', { metadata: { [text]: 'x' } }),
  (_, _have, text) => post('/v1/customers', { address: { line1: text } }),
  // As a client would send it that takes Latin-1 for UTF-8.
  (_, _have, text) =>
    requestCase({
      method: 'POST',
      path: '/v1/customers',
      headers: JSON_TYPE,
      body: JSON.stringify({ name: text }),
    }),
  (_, _have, text) => post('/v1/customers', { extra: [[{ deep: [text] }]] }),
  (_, have, text) => post(`/v1/payment_methods/${have.card}`, { billing_details: { name: text } }),
  (_, have, text) => post(`/v1/payment_intents/${have.open}`, { description: text }),
  (_, have, text) => post(`/v1/payment_intents/${have.open}`, { [text]: 1 }),
  (_, have, text) =>
    post('/v1/refunds', { payment_intent: have.paid, amount: 1, metadata: { a: text } }),
  (_, _have, text) =>
    post('/v1/webhook_endpoints', {
      url: 'https://shop.example/h',
      enabled_events: ['*'],
      description: text,
    }),
  (_, have, text) =>
    post('/v1/mandates', {
      payment_method: have.card,
      customer_acceptance: { type: 'offline' },
      terms: { category: 'unscheduled', text },
    }),
  (_, _have, text) =>
    requestCase({
      method: 'POST',
      path: '/v1/customers',
      headers: FORM_TYPE,
      body: `description=${inForm(text)}&metadata[a]=b`,
    }),
  (_, _have, text) =>
    requestCase({
      method: 'POST',
      path: '/v1/customers',
      headers: FORM_TYPE,
      body: `metadata[${inForm(text)}]=1`,
    }),
  // A form that is badly encoded elsewhere, and right before the number.
  (_, _have, text) =>
    requestCase({
      method: 'POST',
      path: '/v1/customers',
      headers: FORM_TYPE,
      body: `name=%zz&description=%zz+${inForm(text)}`,
    }),
  (_, _have, text) =>
    requestCase({
      method: 'POST',
      path: '/v1/customers',
      headers: JSON_TYPE,
      body: `{"description": ${JSON.stringify(text.replaceAll('\0', ' ').replaceAll('\n', ' ').replaceAll('\t', ' '))}, `,
    }),
  (_, _have, text) =>
    requestCase({ method: 'GET', path: `/v1/customers?email=${inForm(text)}`, headers: JSON_TYPE }),
  (_, _have, text) =>
    requestCase({ method: 'GET', path: `/v1/customers/${inForm(text)}`, headers: JSON_TYPE }),
  (_, _have, text) =>
    requestCase({ method: 'PUT', path: `/nowhere/${inForm(text)}`, headers: JSON_TYPE }),
  (chance, _have, _text, digits) => {
    const name = chance.pick(['idempotency-key', 'user-agent', 'referer', 'x-note']);
    const headers = { ...JSON_TYPE, [name]: asHeader(`a ${digits}`) };
    return requestCase({ method: 'POST', path: '/v1/customers', headers, body: '{"name":"Ada"}' });
  },
  (_, have, text) => press(have, { payment_method: have.card, billing_details: { name: text } }),
  (_, have, text) => press(have, { card_token: text }),
  (_, have, text) => press(have, { [text]: true }),
  (_, have, text) =>
    requestCase({
      method: 'GET',
      path: `/elements/checkout?locale=${inForm(text)}`,
      headers: { authorization: `Bearer ${have.sessionSecret}` },
    }),
];

/** A short number that stands for itself only when it is whole. */
function toPlant(chance: Chance, have: Belongings): { digits: string; given: Case } {
  const place = chance.pick(PLACES);
  let digits = cardNumber(chance);
  // JSON numbers beyond this are others once read.
  if (place === AS_NUMBER) while (digits.length > 16) digits = cardNumber(chance);
  return { digits, given: place(chance, have, written(chance, digits), digits) };
}

/** The digits of a text, of any script, one after another. */
function digitsOf(text: string): string {
  return (text.normalize('NFKC').match(/\p{Nd}/gu) ?? []).map(plainDigit).join('');
}

const PLAIN = new Map<string, string>();
function plainDigit(character: string): string {
  if (character >= '0' && character <= '9') return character;
  const known = PLAIN.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  PLAIN.set(character, String(code - zero));
  return String(code - zero);
}

const HEAD = 10;

/** Which of the numbers stand in a text, however they are written there. */
export function findPlanted(text: string, planted: readonly string[]): string[] {
  const byHead = new Map<string, string[]>();
  for (const number of planted) {
    const head = number.slice(0, HEAD);
    byHead.set(head, [...(byHead.get(head) ?? []), number]);
  }
  const stream = digitsOf(text);
  const found: string[] = [];
  for (let at = 0; at + HEAD <= stream.length; at += 1)
    for (const number of byHead.get(stream.slice(at, at + HEAD)) ?? [])
      if (stream.startsWith(number, at)) found.push(number);
  return found;
}

/** A processor that puts a card's number into its words. */
async function payWithTalker(
  target: Installation,
  have: Belongings,
  text: string,
): Promise<string> {
  target.garble((attempt) => ({
    status: 200,
    text: JSON.stringify({
      id: 'bch_1',
      reference: attempt,
      status: 'declined',
      amount: 500,
      currency: 'usd',
      decline: { code: 'do_not_honor', network_code: '05', message: `Refused: ${text}` },
    }),
  }));
  const body = { amount: 500, currency: 'usd', customer: have.customer, confirm: true };
  const paid = await target.ask(
    toAsk(post('/v1/payment_intents', { ...body, payment_method: have.card })),
  );
  target.garble(null);
  return paid.text;
}

/** One number in this many is put into a processor's mouth. */
const TALKS = 50;

export interface Sowing {
  readonly planted: number;
  /** What was accepted, kept or told, at most a few. */
  readonly leaks: readonly string[];
}

async function sow(seed: string, batch: number, count: number): Promise<Sowing> {
  const target = await openInstallation(seed, 'planting', batch);
  try {
    const have = await furnish(target);
    target.logged();
    const planted: string[] = [];
    const answers: string[] = [];
    const accepted: string[] = [];
    for (let number = batch * BATCH; number < batch * BATCH + count; number += 1) {
      const chance = chanceOf(seed, 'planting', number);
      const { digits, given } = toPlant(chance, have);
      planted.push(digits);
      if (chance.once(TALKS)) {
        answers.push(await payWithTalker(target, have, written(chance, digits)));
        continue;
      }
      const { status, text } = await target.ask(toAsk(given));
      answers.push(text);
      if (status !== 400 || !text.includes('"card_number_not_allowed"'))
        accepted.push(`number ${number}: ${status} ${text} to ${JSON.stringify(given)}`);
    }
    const places = { database: target.bytes().toString('utf8'), log: target.logged() };
    const kept = Object.entries({ ...places, answers: answers.join('\n') }).flatMap(
      ([name, text]) => findPlanted(text, planted).map((digits) => `${digits} is in the ${name}`),
    );
    return { planted: planted.length, leaks: [...kept.slice(0, 5), ...accepted.slice(0, 3)] };
  } finally {
    await target.close();
  }
}

/** Plants the batches `first`, `first + step`, … of `count` numbers. */
export async function sowAll({
  seed,
  cases: count,
  first,
  step,
}: Omit<Part, 'shorten'>): Promise<Sowing> {
  let planted = 0;
  for (let batch = first; batch * BATCH < count; batch += step) {
    const sown = await sow(seed, batch, Math.min(BATCH, count - batch * BATCH));
    planted += sown.planted;
    if (sown.leaks.length > 0) return { planted, leaks: sown.leaks };
  }
  return { planted, leaks: [] };
}
