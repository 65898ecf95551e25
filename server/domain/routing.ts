/**
 * Gathers what routing asks about one card: the merchant's rules, the card's credentials, and which
 * processors are avoided just now. What processors answer comes back here, so that one that is down
 * is left alone for a while; each process remembers that for itself, and a new one asks anew.
 */
import type { Context } from '../context.ts';
import type { Outcome } from '../model/attempt.ts';
import { avoidedUntil, CLOSED, whenAnswered, whenAsked, whenDown } from '../model/breaker.ts';
import type { Credential, Reusability } from '../model/credential.ts';
import { isDown } from '../model/fallback.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { ReadyProcessor } from '../model/readiness.ts';
import { orderOf, type Route, route } from '../model/routing.ts';

export interface RouteWish {
  /** What is to be achieved; any other text where nothing is yet. */
  readonly intent: string;
  readonly amountMinor: number;
  /** Null for a setup. */
  readonly currency: string | null;
}

function matched(ctx: Context, { card }: PaymentMethod, wish: RouteWish) {
  const { brand, country } = card;
  return {
    ...wish,
    brand,
    country,
    rules: ctx.config.routes,
    processors: ctx.processors.map(({ name, capabilities }) => ({
      name,
      currencies: capabilities.currencies,
      credentialKinds: capabilities.credentialKinds,
    })),
  };
}

/** Whether a processor is left alone just now. */
export function isAvoided(ctx: Context, name: string): boolean {
  return avoidedUntil(ctx.breakers.get(name) ?? CLOSED, ctx.wall()) !== null;
}

/** Whom to ask with this card, in which order. */
export function routeFor(
  ctx: Context,
  method: PaymentMethod,
  credentials: readonly Credential[],
  needed: Reusability,
  wish: RouteWish,
): Route<Credential> {
  const now = ctx.wall();
  return route({
    ...matched(ctx, method, wish),
    needed,
    credentials,
    avoidedUntilMs: (name) => avoidedUntil(ctx.breakers.get(name) ?? CLOSED, now),
  });
}

/** The processors that may be asked by the merchant's rules, in order; avoided ones too. */
export function routedProcessors(
  ctx: Context,
  method: PaymentMethod,
  charge: Omit<RouteWish, 'intent'>,
): readonly ReadyProcessor[] {
  const facts = matched(ctx, method, { ...charge, intent: '' });
  return orderOf(facts).names.flatMap(
    (name) => facts.processors.find((each) => each.name === name) ?? [],
  );
}

/** A processor is about to be asked. */
export function noteAsked(ctx: Context, name: string): void {
  const state = ctx.breakers.get(name);
  if (!state) return;
  ctx.breakers.set(name, whenAsked(state, ctx.wall(), ctx.config.processorTimeoutMs));
}

/** What a processor's answer, or its silence, says of the processor itself. */
export function noteAnswer(ctx: Context, name: string, outcome: Outcome): void {
  const state = ctx.breakers.get(name) ?? CLOSED;
  const down =
    outcome.kind === 'unknown' || (outcome.kind === 'not_executed' && isDown(outcome.reason));
  const next = down ? whenDown(state, ctx.wall()) : whenAnswered(state);
  if (next === state) return;
  ctx.breakers.set(name, next);
  if (next.openUntilMs !== null && state.openUntilMs === null)
    ctx.log.warn({ processor: name, untilMs: next.openUntilMs }, 'a processor is avoided');
  if (next.openUntilMs === null && state.openUntilMs !== null)
    ctx.log.info({ processor: name }, 'a processor answers again');
}
