/**
 * The storm: round after round, everybody at once, over real HTTP to one or two real servers on one
 * file; after each round, everything that must be true. It knows no kind of round.
 */

import { differences, readBooks } from '../kill/books.ts';
import type { Answer, Wish } from '../kill/client.ts';
import { armFaults, SETTLING_MS, settle } from '../kill/cycle.ts';
import type { Lane } from '../kill/lane.ts';
import { leftBehind, miscounted, unheard } from '../kill/order.ts';
import { seeded } from '../kill/seeded.ts';
import { outdated } from '../kill/truths.ts';
import { isHonest, KINDS, type Round } from './rounds.ts';

/** Part of the rounds in which the bank is unreliable, and how much. */
const BAD_DAYS = 0.3;
const FAULT_RATE = 0.04;
/** Part of the rounds in which somebody reconciles by hand meanwhile. */
const BY_HAND = 0.08;
/** On other days it only says everything twice, or late. */
const NOISE = ['webhook_duplicate', 'webhook_reordered'];

export interface RoundResult {
  readonly kind: string;
  readonly answers: readonly Answer[];
  readonly wrong: readonly string[];
}

/** Answers under one key that are not one answer. */
function disagreements(wishes: readonly Wish[], answers: readonly Answer[]): readonly string[] {
  const first = new Map<string, string>();
  return answers.flatMap(({ status, text }, at) => {
    const key = wishes[at]?.key;
    if (key === undefined || (status !== 200 && status !== 402)) return [];
    const known = first.get(key) ?? text;
    first.set(key, known);
    return known === text
      ? []
      : [`${key} has two answers: ${known.slice(0, 200)} / ${text.slice(0, 200)}`];
  });
}

async function makeWeather(lane: Lane, isBad: boolean, seed: number): Promise<void> {
  await armFaults(lane, isBad ? FAULT_RATE : 0, seed);
  if (isBad) return;
  for (const kind of NOISE) await lane.bank('POST', '/faults', { kind, rate: 0.5, seed, ms: 400 });
}

function judgeAnswers(round: Round, answers: readonly Answer[], isBad: boolean): readonly string[] {
  return [
    ...answers
      .filter((each) => !isHonest(each))
      .map((each) => `${round.kind}: ${each.status} ${each.text.slice(0, 300)}`),
    ...disagreements(round.wishes, answers),
    ...(isBad ? [] : round.judge(answers).map((each) => `${round.kind}: ${each}`)),
  ];
}

/** One round on a lane whose crew is up. @param seed of everything that is drawn for it */
export async function runRound(lane: Lane, seed: number): Promise<RoundResult> {
  const roll = seeded(seed);
  const isBad = roll() < BAD_DAYS;
  const kind = roll.pick(KINDS);
  const { ours, theirs, client, other } = lane;
  const round = await kind(lane, `round ${seed}`, roll);
  client.takeTold();
  await makeWeather(lane, isBad, seed);
  const servers = lane.crew().length > 1 ? [client, other] : [client];
  const byHand = roll() < BY_HAND ? lane.command('reconcile') : null;
  const answers = await Promise.all(
    round.wishes.map((wish, at) => (servers[at % servers.length] ?? client).send(wish)),
  );
  const code = await byHand;
  await armFaults(lane, 0, 0);
  const stuck = await settle(lane, SETTLING_MS);
  await lane.look();
  const told = servers.flatMap((each) => each.takeTold());
  const wrong = [
    ...judgeAnswers(round, answers, isBad),
    ...stuck,
    ...(code === null || code === 0 || code === 1 ? [] : [`reconcile ended with ${code}`]),
    ...servers.flatMap((each) => each.faults.splice(0)),
    ...differences(readBooks(ours, theirs)),
    ...leftBehind(ours),
    ...miscounted(ours),
    ...unheard(ours, lane.received),
    // Another key may try again what was declined.
    ...outdated(ours, told, ['requires_payment_method']),
  ];
  return { kind: round.kind, answers, wrong };
}
