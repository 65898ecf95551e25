/**
 * The books that the oracle reads: the server's own tables by a connection of its own, the acquirers'
 * ledgers, and what the merchant received. Reading changes nothing.
 */
import Sqlite from 'better-sqlite3';
import type { Journal } from '../journal.ts';
import type { Kernel } from '../kernel.ts';
import type { Acquirer, Operation } from '../processors/acquirer.ts';

/** An attempt as its row has it; amounts in minor units, times in epoch ms. */
export interface AttemptRow {
  readonly id: string;
  readonly intent: string;
  readonly operation: 'charge' | 'setup' | 'capture' | 'void' | 'refund';
  readonly charge: string | null;
  readonly processor: string;
  readonly payment_method: string | null;
  readonly credential: string | null;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: string;
  readonly mandate: string | null;
  readonly amount_minor: number;
  readonly currency: string | null;
  readonly status: string;
  readonly late: number;
  readonly decision: string | null;
  readonly refuse_action: number;
  readonly created_ms: number;
  readonly not_after_ms: number;
  readonly resolve_after_ms: number | null;
}

export interface Change {
  readonly n: number;
  readonly kind:
    | 'attempt'
    | 'identity'
    | 'intent'
    | 'use'
    | 'refund'
    | 'delivery'
    | 'doomed'
    | 'revoked'
    | 'unrevoked';
  readonly id: string;
  readonly was: string | null;
  readonly now: string | null;
}

/** A question about an attempt, and what was answered. */
export interface ObservationRow {
  readonly source: 'response' | 'lookup' | 'webhook' | 'operator';
  readonly outcome: string;
  readonly at_ms: number;
}

type Value = string | number | null;

export interface Books {
  readonly kernel: Kernel;
  readonly acquirers: readonly Acquirer[];
  readonly journal: Journal;
  /** Rows of any question in SQL. */
  rows<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
  row<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  count(sql: string, ...values: readonly Value[]): number;
  attempt(id: string): AttemptRow | undefined;
  observations(attempt: string): readonly ObservationRow[];
  /** Whether a person had a hand in it; what they say is not held to proof. */
  byHand(attempt: string): boolean;
  /** What the acquirer of an attempt did for it; more than one thing only where it knows no keys. */
  done(attempt: Pick<AttemptRow, 'id' | 'processor'>): readonly Operation[];
  close(): void;
}

export interface Sources {
  readonly path: string;
  readonly kernel: Kernel;
  readonly acquirers: readonly Acquirer[];
  readonly journal: Journal;
}

export function openBooks({ path, kernel, acquirers, journal }: Sources): Books {
  const sqlite = new Sqlite(path, { readonly: true });
  const prepared = new Map<string, Sqlite.Statement>();
  const prepare = (sql: string): Sqlite.Statement => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = sqlite.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  const rows = <Row>(sql: string, ...values: readonly Value[]) =>
    prepare(sql).all(...values) as Row[];
  const row = <Row>(sql: string, ...values: readonly Value[]) =>
    prepare(sql).get(...values) as Row | undefined;
  const observations = (attempt: string) =>
    rows<ObservationRow>(
      'select source, outcome, at_ms from attempt_observations where attempt = ? order by seq',
      attempt,
    );
  return {
    kernel,
    acquirers,
    journal,
    rows,
    row,
    count: (sql, ...values) => Number(row<{ n: number }>(sql, ...values)?.n ?? 0),
    attempt: (id) => row<AttemptRow>('select * from attempts where id = ?', id),
    observations,
    byHand: (attempt) => observations(attempt).some(({ source }) => source === 'operator'),
    done: ({ id, processor }) =>
      acquirers
        .find(({ profile }) => profile.name === processor)
        ?.operations.filter(({ request }) => request.attempt === id) ?? [],
    close: () => sqlite.close(),
  };
}
