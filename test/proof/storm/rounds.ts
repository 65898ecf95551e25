/**
 * What many clients want of one intent at the same moment. Each kind prepares it, says what everybody
 * sends, and what the answers must have in common beside what holds for every round.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, type Body, type Client, codeOf, type Wish } from '../kill/client.ts';
import { cardToken } from '../kill/cycle.ts';
import type { Lane } from '../kill/lane.ts';
import type { Roll } from '../kill/seeded.ts';

/** How many come at once. */
export const AT_ONCE = 64;
export const AMOUNT = 1_000;

export interface Round {
  readonly kind: string;
  /** Everything that is sent at once; they are dealt out over the servers. */
  readonly wishes: readonly Wish[];
  /** What the answers are found guilty of, with a bank that works. */
  judge(answers: readonly Answer[]): readonly string[];
}

export type Kind = (lane: Lane, name: string, roll: Roll) => Promise<Round>;

const idOf = (body: Body) => z.string().parse(body.id);

async function send(client: Client, wish: Wish): Promise<Body> {
  const { status, body, text } = await client.send(wish);
  if (status !== 200) throw new Error(`${wish.path}: ${status} ${text.slice(0, 300)}`);
  return body;
}

/** An intent of its own, as `more` wants it. */
async function intent(lane: Lane, name: string, more: Wish['form'] = {}): Promise<string> {
  const form = {
    amount: AMOUNT,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    'metadata[trade]': name,
    ...more,
  };
  return idOf(await send(lane.client, { method: 'POST', path: '/v1/payment_intents', form }));
}

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const post = (path: string, key: string, form: Wish['form'] = {}): Wish => ({
  method: 'POST',
  path,
  key,
  form,
  impatient: true,
});

const isDone = ({ status }: Answer) => status === 200;

/** Nothing was done, because the bank was not reached in time: a busy machine makes real timeouts. */
const isUnlucky = ({ status, body }: Answer) =>
  status === 402 || codeOf(body) === 'processor_unavailable';

const exactly = (what: string, count: number, wanted: number) =>
  count === wanted ? [] : [`${count} ${what} instead of ${wanted}`];

/** One of all may have done it; nobody only where luck was against all who could. */
function oneWinner(answers: readonly Answer[]): readonly string[] {
  const winners = answers.filter((each) => isDone(each) && !each.replayed);
  return winners.length === 0 && answers.some((each) => isUnlucky(each) || each.replayed)
    ? []
    : exactly('winners', winners.length, 1);
}

const oneKey: Kind = async (lane, name) => {
  const path = `/v1/payment_intents/${await intent(lane, name)}/confirm`;
  return {
    kind: 'one key',
    wishes: many(AT_ONCE, () => post(path, `${name} one`)),
    judge: oneWinner,
  };
};

/** One request that makes and confirms, so that the key alone stands between one charge and many. */
const oneCreation: Kind = async (_lane, name) => ({
  kind: 'one creation',
  wishes: many(AT_ONCE, () =>
    post('/v1/payment_intents', `${name} create`, {
      amount: AMOUNT,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      'metadata[trade]': name,
    }),
  ),
  judge: oneWinner,
});

const otherKeys: Kind = async (lane, name) => {
  const path = `/v1/payment_intents/${await intent(lane, name)}/confirm`;
  return {
    kind: 'other keys',
    wishes: many(AT_ONCE, (at) => post(path, `${name} ${at}`)),
    judge: oneWinner,
  };
};

/** One press from two tabs, and another press from a third. */
const presses: Kind = async (lane, name, roll) => {
  const { client } = lane;
  const session = await send(client, {
    method: 'POST',
    path: '/v1/checkout/sessions',
    form: {
      mode: 'payment',
      ui_mode: 'elements',
      'line_items[0][quantity]': 1,
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': AMOUNT,
      'line_items[0][price_data][product_data][name]': name,
      return_url: 'http://127.0.0.1/done',
    },
  });
  const secret = z.string().parse(session.client_secret);
  const tabs = [randomUUID(), randomUUID()];
  const tokens = [await cardToken(lane), await cardToken(lane)];
  const second = roll.between(1, AT_ONCE / 2);
  return {
    kind: 'presses',
    wishes: many(AT_ONCE, (at): Wish => {
      const tab = at < second ? 1 : 0;
      return {
        method: 'POST',
        path: '/elements/checkout/confirm',
        secret,
        json: {
          press: tabs[tab],
          card_token: tokens[tab],
          billing_details: { name: 'Noor', email: 'noor@example.com' },
          consents: {},
        },
      };
    }),
    judge(answers) {
      const of = (tab: number) => answers.filter((_, at) => (at < second ? 1 : 0) === tab);
      const won = of(0).some(isDone) ? 0 : 1;
      // Who asks the server that did not call the bank may hear that it is under way; and a card that
      // could not be read in time has done nothing.
      const strangers = of(won).filter(
        ({ status, body }) => status !== 200 && codeOf(body) !== 'processor_unavailable',
      );
      return [
        ...(answers.some((each) => isDone(each) || isUnlucky(each)) ? [] : ['no press won']),
        ...exactly('answers to the press that lost', of(1 - won).filter(isDone).length, 0),
        ...strangers.map(({ status, text }) => `the press that won heard ${status} ${text}`),
      ];
    },
  };
};

/** Money that is held: some take it, some a part of it, some let it go. */
const ends: Kind = async (lane, name, roll) => {
  const held = await intent(lane, name, { capture_method: 'manual', confirm: 'true' });
  const path = `/v1/payment_intents/${held}`;
  return {
    kind: 'ends',
    wishes: many(AT_ONCE, (at) => {
      const key = `${name} ${at}`;
      const part = { amount_to_capture: roll.between(1, AMOUNT) };
      return roll() < 0.4
        ? post(`${path}/cancel`, key)
        : post(`${path}/capture`, key, roll() < 0.5 ? part : {});
    }),
    judge: oneWinner,
  };
};

const refunds: Kind = async (lane, name, roll) => {
  const paid = await intent(lane, name, { confirm: 'true' });
  return {
    kind: 'refunds',
    wishes: many(AT_ONCE, (at) => {
      const amount = roll() < 0.2 ? {} : { amount: roll.between(1, AMOUNT / 2) };
      return post('/v1/refunds', `${name} ${at}`, { payment_intent: paid, ...amount });
    }),
    judge(answers) {
      const back = answers.reduce((sum, { body }) => sum + Number(body.amount ?? 0), 0);
      return (back > 0 || answers.some(isUnlucky)) && back <= AMOUNT
        ? []
        : [`${back} of ${AMOUNT} went back`];
    },
  };
};

/** Everything that anybody can want, of an intent that nobody has confirmed yet. */
const everything: Kind = async (lane, name, roll) => {
  const manual = roll() < 0.5;
  const made = await intent(lane, name, { capture_method: manual ? 'manual' : 'automatic' });
  const path = `/v1/payment_intents/${made}`;
  return {
    kind: 'everything',
    wishes: many(AT_ONCE, (at) => {
      // A few share a key.
      const key = `${name} ${roll() < 0.3 ? 'shared' : at}`;
      const act = roll.pick(['confirm', 'confirm', 'cancel', 'capture', 'refund'] as const);
      return act === 'refund'
        ? post('/v1/refunds', `${key} refund`, { payment_intent: made })
        : post(`${path}/${act}`, `${key} ${act}`);
    }),
    judge: () => [],
  };
};

export const KINDS: readonly Kind[] = [
  oneKey,
  oneCreation,
  otherKeys,
  presses,
  ends,
  refunds,
  everything,
];

/** Whether an answer is one that somebody who came too late, or too early, may get. */
export function isHonest({ status, body }: Answer): boolean {
  const code = codeOf(body);
  if (status === 200) return true;
  if (status === 402) return /card_declined|processing_error|generic_decline/.test(code);
  if (status === 409)
    return [
      'idempotency_key_in_use',
      'attempt_in_progress',
      'press_in_progress',
      'processor_unavailable',
    ].includes(code);
  return (
    status === 400 &&
    [
      'payment_intent_unexpected_state',
      'charge_already_refunded',
      'charge_not_refundable',
      'amount_too_large',
      'checkout_session_complete',
    ].includes(code)
  );
}
