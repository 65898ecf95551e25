/** What happens around the server: challenges, time, processes that come and go, a person at the desk. */
import { AS_MERCHANT, recent } from '../clients.ts';
import { Violation } from '../journal.ts';
import type { Operation } from './operation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const answerChallenge: Operation = async (world) => {
  const { chance, acquirers } = world;
  const open = acquirers.flatMap((acquirer) =>
    acquirer.challenges().map((operation) => ({ acquirer, operation })),
  );
  if (open.length === 0) return;
  const { acquirer, operation } = chance.pick(open);
  acquirer.endChallenge(operation, chance.happens(0.75));
};

export const work: Operation = async (world) => {
  const machines = world.machines();
  if (machines.length > 0) world.work(world.chance.pick(machines));
};

/** Every process takes its turn. */
export const workAll: Operation = async (world) => {
  for (const machine of world.machines()) world.work(machine);
};

/** A short while in which every worker takes its turns, as they do all day. */
export const tend: Operation = async (world) => {
  const { chance, kernel } = world;
  const turns = chance.between(3, 8);
  for (let turn = 0; turn < turns; turn += 1) {
    await workAll(world);
    await kernel.until(kernel.now() + chance.between(1_000, 5_000));
  }
};

export const crash: Operation = async (world) => {
  const machines = world.machines();
  if (machines.length > 0) world.chance.pick(machines).crash();
};

/** A processor is down for everybody, and says so: nothing that it is asked for is done. */
export const switchOff: Operation = async (world) => {
  const acquirer = world.chance.pick(world.acquirers);
  acquirer.downUntilMs = world.kernel.now() + world.chance.between(1, 20) * MINUTE_MS;
};

/** Another process on the same file: a deployment, or one that took another for dead. */
export const startAnother: Operation = async (world) => {
  if (world.machines().length < 3) await world.start();
};

/** A process gets no time for a while, and goes on where it was. */
export const holdUp: Operation = async (world) => {
  const machines = world.machines();
  if (machines.length === 0) return;
  const { life } = world.chance.pick(machines);
  life.heldUntilMs = world.kernel.now() + world.chance.between(1, 300) * 1_000;
};

export const wait: Operation = async (world) => {
  const { chance, kernel } = world;
  const ms = chance.pick([5_000, 20_000, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 8 * HOUR_MS]);
  await kernel.until(kernel.now() + ms * (0.5 + chance.next()));
};

export const waitLong: Operation = async (world) => {
  const { chance, kernel } = world;
  await kernel.until(kernel.now() + chance.between(1, 9) * 24 * HOUR_MS);
};

export const jump: Operation = async (world) => {
  world.kernel.jump(world.chance.between(1, 3 * HOUR_MS));
};

/** Somebody pretends to be a processor. */
export const forge: Operation = async (world) => {
  const { chance, acquirers } = world;
  const { profile, operations } = chance.pick(acquirers);
  const about = operations.length > 0 ? chance.pick(operations).request.attempt : 'att_nobody';
  const signature = `${Math.floor(world.kernel.now() / 1000)}.${'0'.repeat(64)}`;
  const reply = await world.ask({
    method: 'POST',
    path: `/webhooks/processors/${profile.name}`,
    body: JSON.stringify({ id: `forged_${chance.below(1e9)}`, attempt: about }),
    headers: { 'news-signature': signature },
  });
  if (reply && reply.status !== 400)
    throw new Violation('news-verified', `a forged message was answered with ${reply.status}`);
};

/**
 * A person settles an attempt by what the processor's own records show. They may overlook what those
 * show only later; that money was taken they never make up.
 */
export const resolveByHand: Operation = async (world) => {
  const { chance, acquirers, oracle, weather } = world;
  const machine = world.machines()[0];
  const open = oracle.openAttempts();
  if (!machine || open.length === 0 || machine.life.heldUntilMs > world.kernel.now()) return;
  const attempt = chance.pick(open);
  const acquirer = acquirers.find(({ profile }) => profile.name === attempt.processor);
  const truth = acquirer?.operations.find(({ request }) => request.attempt === attempt.id);
  const done = truth && ['succeeded', 'authorized', 'voided'].includes(truth.status);
  const over = world.kernel.now() > attempt.notAfterMs + 30_000 && truth === undefined;
  // Who errs about a refund may give the money back twice, and no program can know better.
  const errs = attempt.operation !== 'refund' && chance.happens(weather.operatorErrs);
  if (!done && !over && !errs) return;
  const as = done && !errs ? 'charged' : 'not-charged';
  if (done && as === 'charged' && attempt.operation !== 'void' && truth.status === 'voided') return;
  const reference = truth && chance.happens(0.5) ? truth.id : undefined;
  await Promise.race([
    machine.keepsake
      .resolveAttempt(attempt.id, { as, evidence: 'statement of the bank', reference })
      .then(
        () => {},
        (reason: unknown) => {
          if (!/already/.test(String(reason))) throw reason;
        },
      ),
    // Where the process ends meanwhile, the person waits no longer.
    world.pause(60_000),
  ]);
};

export const readBooks: Operation = async (world) => {
  const intent = recent(world, world.town.intents);
  const paths = [
    '/v1/consents/verify',
    '/v1/charges?limit=5',
    '/v1/events?limit=5',
    ...(intent ? [`/v1/payment_intents/${intent.id}/attempts`] : []),
  ];
  await world.ask({ method: 'GET', path: world.chance.pick(paths), headers: AS_MERCHANT });
};
