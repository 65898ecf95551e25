/** Signatures of webhooks, both ways: what is signed is believed, and nothing else. */
import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { createKeys } from '../../../server/keys.ts';
import { type Area, requestCase, toAsk } from './cases.ts';
import type { Chance } from './chance.ts';
import { hostileText, hostileValue, mutated, wellFormed } from './hostile.ts';
import type { Installation } from './installation.ts';
import { judgeRequest } from './properties.ts';

const TOLERANCE_S = 300;

/** What the bank would write above a body. */
function bankSignature(secret: string, seconds: string, body: Uint8Array): string {
  const key = createHmac('sha256', secret).update('webhook').digest();
  const text = Buffer.concat([Buffer.from(`${seconds}.`), body]);
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Stands for a signature that is right, which only the judge can make. */
const SIGN = 'SIGN';
const NOW = 'NOW';

function header(chance: Chance): string {
  const valid = `t=${NOW},v1=${SIGN}`;
  switch (chance.int(10)) {
    case 0:
      return mutated(chance, valid);
    case 1:
      return `t=${NOW}${chance.pick(['0', '-1', '1', 'e3', '.5', ' '])},v1=${SIGN}`;
    case 2:
      return `t=${chance.pick(['0', '1793620000', '1793630000', 'NaN', '', '99999999999', '-1'])},v1=${SIGN}`;
    case 3:
      return `v1=${SIGN},t=${NOW}`;
    case 4:
      return `t=${NOW},v1=${'0'.repeat(64)},v1=${SIGN}`;
    case 5:
      return hostileText(chance);
    default:
      return valid;
  }
}

function news(chance: Chance, known: readonly string[]): string {
  const reference = chance.once(2) ? `att_${hostileText(chance)}` : chance.pick(known);
  const body = { id: 'bevt_1', type: 'charge.succeeded', account: 'sandbox', reference };
  const key = chance.pick(Object.keys(body));
  if (chance.once(3)) return JSON.stringify({ ...body, [key]: hostileValue(chance) });
  const text = JSON.stringify(body);
  return chance.once(3) ? mutated(chance, text) : text;
}

/** Whether the bank could have sent this. */
function isGenuine(target: Installation, bytes: Uint8Array, sent: string): boolean {
  const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(sent) ?? [];
  const nowS = target.now() / 1000;
  if (seconds === '' || Math.abs(nowS - Number(seconds)) > TOLERANCE_S) return false;
  return mac === bankSignature(target.bankSecret, seconds, bytes);
}

export const bankWebhooks: Area = {
  name: 'bank-webhooks',
  share: 40,
  make(chance, have) {
    const path = chance.once(8)
      ? `/webhooks/processors/${encodeURIComponent(wellFormed(hostileText(chance)))}`
      : '/webhooks/processors/sandbox';
    const headers = { 'content-type': 'application/json', 'bank-signature': header(chance) };
    return requestCase({ method: 'POST', path, headers, body: news(chance, Object.values(have)) });
  },
  async judge(target, given) {
    const ask = toAsk(given);
    const bytes = ask.body ?? Buffer.alloc(0);
    const now = String(Math.floor(target.now() / 1000));
    const timed = (ask.headers['bank-signature'] ?? '').replace(NOW, now);
    const [, seconds = now] = /t=(\d+)/.exec(timed) ?? [];
    const sent = timed.replace(SIGN, bankSignature(target.bankSecret, seconds, bytes));
    const lines = `content-type: application/json\nbank-signature: ${sent}`;
    const before = target.rows();
    const wrong = await judgeRequest(target, { ...given, headers: lines });
    if (wrong !== null) return wrong;
    const after = target.rows();
    const written = Object.keys(after).filter((name) => after[name] !== before[name]);
    const genuine = given.path === '/webhooks/processors/sandbox' && isGenuine(target, bytes, sent);
    if (written.length > 0 && !genuine) return `a forged webhook wrote ${written.join()}`;
    return written.every((name) => name === 'inbox') ? null : `news wrote ${written.join()}`;
  },
};

const SECRET = 'whsec_fuzz';
const keys = createKeys([{ id: 'fuzz', bytes: Buffer.alloc(32, 7) }]);

/** What merchants get from us, read by the official SDK. */
export const merchantWebhooks: Area = {
  name: 'merchant-webhooks',
  share: 10,
  make(chance) {
    const body = JSON.stringify({ object: 'event', id: 'evt_1', data: hostileValue(chance) });
    const bent = chance.once(2) ? body : mutated(chance, body);
    const plain = 't=1790000000,v1=SIGN';
    return { body, received: bent, header: chance.once(2) ? plain : mutated(chance, plain) };
  },
  async judge(_target, { body = '', received = '', header: sent = '' }) {
    const mac = keys.sign(SECRET, `1790000000.${body}`);
    const signed = sent.replace(SIGN, mac);
    const isSame = received === body && signed === `t=1790000000,v1=${mac}`;
    let believed = true;
    try {
      Stripe.webhooks.constructEvent(received, signed, SECRET, 300, undefined, 1790000001_000);
    } catch {
      believed = false;
    }
    if (isSame && !believed) return 'the SDK does not believe what we signed';
    const parts = signed.split(',').map((part) => part.split('=').slice(0, 2).join('='));
    const holds =
      parts.some((part) => Number.parseInt(part.slice(2), 10) === 1790000000) &&
      parts.includes(`v1=${mac}`);
    return believed && !(wellFormed(received) === wellFormed(body) && holds)
      ? 'the SDK believes what we did not sign'
      : null;
  },
};
