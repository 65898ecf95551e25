/**
 * The two ends of a copy, alike for both databases: what tables there are, their rows in one order,
 * and sums that each database reckons by itself. A side knows its own engine and nothing of the other.
 */
import type { Store } from './database.ts';
import type { Queryable } from './repository.ts';

/** A cell as both databases can hold it. */
export type Value = bigint | string | Uint8Array | null;
export type Kind = 'integer' | 'text' | 'blob';
export type Row = readonly Value[];

export interface Shape {
  readonly table: string;
  /** In the order of their names, which is the order of a row's cells. */
  readonly columns: readonly { readonly name: string; readonly kind: Kind }[];
  /** The primary key, which orders rows: numbers by value, text by its bytes. */
  readonly key: readonly string[];
}

/** What one database reckons of a table's money: a line for each group, such as `usd succeeded`. */
export interface Sum {
  readonly table: string;
  readonly column: string;
  readonly group: string;
  readonly rows: string;
  /** Minor units. */
  readonly sum: string;
}

export interface Side {
  /** The address without its password, for people. */
  readonly name: string;
  /** Steps of the schema that ran: their names and checksums. */
  migrations(): Promise<ReadonlyMap<string, string>>;
  /** Every table of the schema but the list of migrations, by name. */
  shapes(): Promise<readonly Shape[]>;
  /** All rows of a table in the order of its key, a page at a time. */
  rows(shape: Shape): AsyncIterable<readonly Row[]>;
  sums(shape: Shape): Promise<readonly Sum[]>;
}

/** Where everything comes from. Nobody writes there while it is open. */
export interface From extends Side {
  /**
   * Ends it.
   * @param moved what is noted for whoever opens it next, so that no two installations charge from the
   *   same books; null leaves it as it was
   */
  close(moved: { readonly to: string; readonly atMs: number } | null): Promise<void>;
}

/** Where everything goes: one transaction, which nobody sees before `commit`. */
export interface Into extends Side {
  /** Whether a text can be kept there as it is. */
  takes(text: string): boolean;
  insert(shape: Shape, rows: readonly Row[]): Promise<void>;
  /** Puts the triggers back that kept off. @returns those that are not as they were, or refuse nothing */
  guard(): Promise<readonly string[]>;
  /** Lets somebody look at it as the program does, in the same transaction; what they write is undone. */
  aside<T>(look: (store: Store) => Promise<T>): Promise<T>;
  commit(): Promise<void>;
  /** Undoes all of it and ends. */
  abandon(): Promise<void>;
}

/** Rows of one page. */
export const PAGE_ROWS = 500;

/** Columns by which sums of money are grouped, where a table has them. */
const GROUPS = ['currency', 'operation', 'status', 'state', 'late'];

/** The query for the sums of a table, in words that both databases know; null where it holds no money. */
export function sumsQuery({ table, columns }: Shape): { text: string; amounts: string[] } | null {
  const names = columns.map(({ name }) => name);
  const amounts = names.filter((name) => name.endsWith('_minor'));
  if (amounts.length === 0) return null;
  const groups = GROUPS.filter((name) => names.includes(name));
  const label = groups.map((name) => `coalesce(cast("${name}" as text), '-')`).join(` || ' ' || `);
  const sums = amounts.map((name) => `cast(sum("${name}") as text) as "${name}"`);
  const text = `select ${label === '' ? `''` : label} as "group", cast(count(*) as text) as "rows",
    ${sums.join(', ')} from "${table}" group by 1`;
  return { text, amounts };
}

/** The answer to `sumsQuery` as lines, in one order. */
export function sumsOf(
  { table }: Shape,
  amounts: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly Sum[] {
  return rows
    .flatMap((row) =>
      amounts.map((column) => ({
        table,
        column,
        group: String(row.group),
        rows: String(row.rows),
        sum: String(row[column] ?? '0'),
      })),
    )
    .sort((a, b) => (`${a.column} ${a.group}` < `${b.column} ${b.group}` ? -1 : 1));
}

/** Columns in the order of their names, by code units: the same on every machine. */
export function inOrder<T extends { readonly name: string }>(columns: readonly T[]): readonly T[] {
  return [...columns].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A store within a transaction that somebody else ends. */
export function storeOver(tx: Queryable): Store {
  return {
    db: tx,
    transact: (work) => work(tx),
    purge: async () => {},
    isThere: () => true,
    close: async () => {},
  };
}
