/**
 * Which processor is asked first, which next, and why another is not asked at all: by the merchant's
 * rules, by what each processor gave for the card, and by which of them are avoided just now. It
 * gets facts and asks nobody; the same facts give the same order.
 */
import { type Reusability, serves } from './credential.ts';

/** One rule of the merchant's; the first one that fits decides. */
export interface RouteRule {
  /** What the history calls it; null for its place in the list, from 1. */
  readonly name: string | null;
  readonly match: {
    /** Lower-case ISO codes; null for any. */
    readonly currencies: readonly string[] | null;
    readonly brands: readonly string[] | null;
    /** Upper-case countries of the card; null for any. */
    readonly countries: readonly string[] | null;
    /** Minor units, both ends included; null for any. */
    readonly amountMinor: { readonly min: number; readonly max: number } | null;
  };
  /** In order; others are not asked. `share` is how many of a hundred begin there; null without. */
  readonly processors: readonly { readonly name: string; readonly share: number | null }[];
}

interface Held {
  readonly processor: string;
  readonly kind: string;
  readonly reusability: Reusability;
  /** Epoch milliseconds. */
  readonly createdMs: number;
}

/** A configured processor, as far as routing asks. */
export interface RoutedProcessor {
  readonly name: string;
  readonly currencies: 'all' | readonly string[];
  readonly credentialKinds: readonly string[];
}

export interface RouteFacts<C extends Held> {
  /** What is to be achieved: decides on which side of a share it falls. */
  readonly intent: string;
  readonly amountMinor: number;
  /** Null for a setup. */
  readonly currency: string | null;
  readonly brand: string;
  readonly country: string | null;
  readonly needed: Reusability;
  readonly credentials: readonly C[];
  /** In the configured order. */
  readonly processors: readonly RoutedProcessor[];
  readonly rules: readonly RouteRule[];
  /** Until when a processor is avoided (epoch ms); null where it is not. */
  readonly avoidedUntilMs: (processor: string) => number | null;
}

export const SKIP_REASONS = [
  'no_credential',
  'credential_incompatible',
  'credential_single_use',
  'credential_on_session_only',
  'currency_not_supported',
  'processor_avoided',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export type Step<C> =
  | { readonly kind: 'try'; readonly processor: string; readonly credential: C }
  | {
      readonly kind: 'skip';
      readonly processor: string;
      readonly reason: SkipReason;
      /** Epoch ms after which it may be asked again; null where that is not known. */
      readonly untilMs: number | null;
    };

/** Whom to ask, in this order. */
export interface Route<C> {
  /** Why this order: `configured_order`, or `rule:` and the rule's name. */
  readonly reason: string;
  readonly steps: readonly Step<C>[];
}

/** Where among a hundred an id falls: the same id always in the same place (FNV-1a, mixed once more). */
export function placeOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}

type Matched = Pick<
  RouteFacts<never>,
  'intent' | 'amountMinor' | 'currency' | 'brand' | 'country' | 'processors' | 'rules'
>;

function fits({ match }: RouteRule, facts: Matched): boolean {
  const { currencies, brands, countries, amountMinor } = match;
  const among = (list: readonly string[] | null, value: string | null) =>
    list === null || (value !== null && list.includes(value));
  return (
    among(currencies, facts.currency) &&
    among(brands, facts.brand) &&
    among(countries, facts.country) &&
    (amountMinor === null ||
      (facts.amountMinor >= amountMinor.min && facts.amountMinor <= amountMinor.max))
  );
}

/** The processor whose share an intent falls into goes first; the others keep their order. */
function shared(processors: RouteRule['processors'], intent: string): readonly string[] {
  const names = processors.map(({ name }) => name);
  let left = placeOf(intent);
  for (const { name, share } of processors) {
    if (share !== null && left < share) return [name, ...names.filter((each) => each !== name)];
    left -= share ?? 0;
  }
  return names;
}

/** The names of the processors that may be asked, in order, and why in this order. */
export function orderOf(facts: Matched): {
  readonly reason: string;
  readonly names: readonly string[];
} {
  const index = facts.rules.findIndex((rule) => fits(rule, facts));
  const rule = facts.rules[index];
  if (!rule) return { reason: 'configured_order', names: facts.processors.map(({ name }) => name) };
  return {
    reason: `rule:${rule.name ?? index + 1}`,
    names: shared(rule.processors, facts.intent),
  };
}

/** Of several that serve, one that may be used again, and of these the newest. */
function bestOf<C extends Held>(credentials: readonly C[]): C | undefined {
  const spare = ({ reusability }: C) => (reusability === 'single_use' ? 1 : 0);
  return [...credentials].sort((a, b) => spare(a) - spare(b) || b.createdMs - a.createdMs)[0];
}

function stepOf<C extends Held>(processor: RoutedProcessor, facts: RouteFacts<C>): Step<C> {
  const { name, credentialKinds, currencies } = processor;
  const skip = (reason: SkipReason, untilMs: number | null = null): Step<C> => ({
    kind: 'skip',
    processor: name,
    reason,
    untilMs,
  });
  const its = facts.credentials.filter((each) => each.processor === name);
  if (its.length === 0) return skip('no_credential');
  const taken = its.filter(({ kind }) => credentialKinds.includes(kind));
  if (taken.length === 0) return skip('credential_incompatible');
  if (facts.currency !== null && currencies !== 'all' && !currencies.includes(facts.currency))
    return skip('currency_not_supported');
  const credential = bestOf(taken.filter((each) => serves(each.reusability, facts.needed)));
  if (!credential) {
    const present = taken.some((each) => serves(each.reusability, 'on_session'));
    return skip(present ? 'credential_on_session_only' : 'credential_single_use');
  }
  return { kind: 'try', processor: name, credential };
}

/**
 * Whom to ask in which order. One that is avoided is left out as long as anybody else can be asked;
 * where nobody can, it is asked after all: a payment is never given up untried.
 */
export function route<C extends Held>(facts: RouteFacts<C>): Route<C> {
  const { reason, names } = orderOf(facts);
  const steps = names.flatMap((name) => {
    const processor = facts.processors.find((each) => each.name === name);
    return processor ? [stepOf(processor, facts)] : [];
  });
  const until = ({ processor }: Step<C>) => facts.avoidedUntilMs(processor);
  const able = steps.filter(({ kind }) => kind === 'try');
  if (able.every((step) => until(step) !== null)) return { reason, steps };
  return {
    reason,
    steps: steps.map((step) => {
      const untilMs = step.kind === 'try' ? until(step) : null;
      return untilMs === null
        ? step
        : { kind: 'skip', processor: step.processor, reason: 'processor_avoided', untilMs };
    }),
  };
}

/** What comes next of some steps: those that are left out, then whom to ask, then what is left. */
export function nextOf<C>(steps: readonly Step<C>[]): {
  readonly skipped: readonly Extract<Step<C>, { kind: 'skip' }>[];
  readonly next: Extract<Step<C>, { kind: 'try' }> | null;
  readonly rest: readonly Step<C>[];
} {
  const at = steps.findIndex(({ kind }) => kind === 'try');
  const before = at < 0 ? steps : steps.slice(0, at);
  const next = steps[at];
  return {
    skipped: before.filter((step) => step.kind === 'skip'),
    next: next?.kind === 'try' ? next : null,
    rest: at < 0 ? [] : steps.slice(at + 1),
  };
}
