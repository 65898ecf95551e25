/**
 * Moves everything from one database to another and proves it: every table's rows are counted and
 * hashed on both sides, each database adds up the money by itself, and the triggers that keep what
 * was agreed are tried. All of it is one transaction at the goal: where anything differs nothing
 * was ever there. It knows no table, no engine and no rule of the product.
 */
import { createHash } from 'node:crypto';
import type { From, Into, Row, Shape, Side, Sum, Value } from './copy-side.ts';
import type { Store } from './database.ts';
import { MOVED } from './moved.ts';

/** Why a copy does not begin: nothing was read, and nothing is changed. */
export class CopyRefused extends Error {
  /** Steps of the schema have to run first. */
  readonly pending: boolean;

  constructor(message: string, pending = false) {
    super(message);
    this.name = 'CopyRefused';
    this.pending = pending;
  }
}

export interface TableProof {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over every cell of every row, in the order of the key. */
  readonly sha256: string;
}

/** A text that the goal cannot hold: which cell, and whether a mark stands in its place. */
export interface Unfit {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly replaced: boolean;
}

export interface CopyReport {
  readonly ok: boolean;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly tables: readonly TableProof[];
  readonly money: readonly Sum[];
  /** What the product itself found in the copy. */
  readonly proof: unknown;
  readonly unfit: readonly Unfit[];
  /** Everything in which the two sides are not alike; empty when all is well. */
  readonly differs: readonly string[];
}

export interface CopyOptions {
  /** Looks at the copy as the program does, before anybody else can. @returns whether all is well, and what was found */
  readonly prove: (store: Store) => Promise<{ readonly ok: boolean; readonly found: unknown }>;
  /** Puts U+FFFD where a text holds what the goal cannot; what was agreed is never touched. */
  readonly replaceUnfit: boolean;
  /** Does and proves everything, and undoes it. */
  readonly rehearse: boolean;
  readonly now: () => number;
}

/** What was agreed, hashed and chained: one character less would break it. */
const UNTOUCHABLE = ['consents', 'consent_persons'];
/** Cells named in a report. */
const NAMED = 20;

/** A cell's text, with its kind and length, so that no two rows read alike. */
function canonical(value: Value): string {
  if (value === null) return 'n;';
  if (typeof value === 'bigint') return `i${value};`;
  if (typeof value === 'string') return `t${value.length}:${value};`;
  return `b${Buffer.from(value).toString('hex')};`;
}

/** Hashes rows one after the other. */
function createHasher() {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(page: readonly Row[]) {
      rows += page.length;
      for (const row of page) hash.update(`${row.map(canonical).join('')}\n`);
    },
    proof: (table: string): TableProof => ({ table, rows, sha256: hash.digest('hex') }),
  };
}

/** @throws CopyRefused where one side is not what the other is */
async function sameSchema(from: Side, into: Side): Promise<readonly Shape[]> {
  const [here, there] = [await from.migrations(), await into.migrations()];
  const gone = here.get(MOVED);
  if (gone !== undefined) throw new CopyRefused(`${from.name} was moved already, to ${gone}`);
  if (here.size === 0) throw new CopyRefused(`${from.name} holds no installation`);
  for (const [name, checksum] of here) {
    const other = there.get(name);
    if (other === undefined)
      throw new CopyRefused(`${from.name} was made by a newer version: it has migration ${name}`);
    if (other !== checksum) throw new CopyRefused(`migration ${name} has changed since it ran`);
  }
  const missing = [...there.keys()].filter((name) => !here.has(name));
  if (missing.length > 0)
    throw new CopyRefused(
      `${from.name} has migrations pending (${missing.join(', ')}): run keepsake migrate on it first`,
      true,
    );
  const [ours, theirs] = [await from.shapes(), await into.shapes()];
  const told = (shapes: readonly Shape[]) => JSON.stringify(shapes);
  if (told(ours) !== told(theirs)) {
    const names = new Set(theirs.map((shape) => told([shape])));
    const odd = ours.find((shape) => !names.has(told([shape])));
    throw new CopyRefused(`the tables are not alike: ${odd?.table ?? 'one is missing'}`);
  }
  return ours;
}

const keyOf = ({ columns, key }: Shape, row: Row) =>
  key.map((name) => row[columns.findIndex((column) => column.name === name)]).join(' ');

/** Finds the cells of a page that the goal cannot hold, and puts a mark where that is wanted and allowed. */
function fitting(
  shape: Shape,
  page: readonly Row[],
  into: Into,
  replace: boolean,
  unfit: Unfit[],
): readonly Row[] {
  const may = replace && !UNTOUCHABLE.includes(shape.table);
  return page.map((row) => {
    if (row.every((value) => typeof value !== 'string' || into.takes(value))) return row;
    return row.map((value, at) => {
      if (typeof value !== 'string' || into.takes(value)) return value;
      const column = shape.columns[at]?.name ?? '';
      unfit.push({ table: shape.table, key: keyOf(shape, row), column, replaced: may });
      return may ? value.replaceAll('\u0000', '\ufffd') : value;
    });
  });
}

/** Carries over one table. @returns what was read, as it was handed on */
async function carry(
  shape: Shape,
  from: From,
  into: Into,
  replace: boolean,
  unfit: Unfit[],
): Promise<TableProof> {
  const hasher = createHasher();
  for await (const page of from.rows(shape)) {
    const fit = fitting(shape, page, into, replace, unfit);
    hasher.add(fit);
    // Once something cannot be carried over nothing is; the rest is read to name all of it.
    if (unfit.every(({ replaced }) => replaced)) await into.insert(shape, fit);
  }
  return hasher.proof(shape.table);
}

async function readAgain(shape: Shape, into: Into): Promise<TableProof> {
  const hasher = createHasher();
  for await (const page of into.rows(shape)) hasher.add(page);
  return hasher.proof(shape.table);
}

/** Compares what was handed on with what is there, table by table. */
async function compare(
  shapes: readonly Shape[],
  handed: readonly TableProof[],
  from: From,
  into: Into,
): Promise<{ readonly differs: readonly string[]; readonly money: readonly Sum[] }> {
  const differs: string[] = [];
  const money: Sum[] = [];
  for (const [at, shape] of shapes.entries()) {
    const here = handed[at];
    const there = await readAgain(shape, into);
    if (here?.rows !== there.rows)
      differs.push(`${shape.table}: ${here?.rows} rows here, ${there.rows} there`);
    else if (here.sha256 !== there.sha256)
      differs.push(`${shape.table}: the rows are not the same (${here.sha256} ${there.sha256})`);
    const [ours, theirs] = [await from.sums(shape), await into.sums(shape)];
    money.push(...ours);
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      differs.push(`${shape.table}: the sums of money are not the same`);
  }
  return { differs, money };
}

/**
 * Copies, proves and ends both sides, whatever comes.
 * @throws CopyRefused when it cannot begin, Error when a database fails; nothing is moved then
 */
export async function copyDatabase(
  from: From,
  into: Into,
  { prove, replaceUnfit, rehearse, now }: CopyOptions,
): Promise<CopyReport> {
  let moved: Parameters<From['close']>[0] = null;
  let open = true;
  try {
    const shapes = await sameSchema(from, into);
    const unfit: Unfit[] = [];
    const tables: TableProof[] = [];
    for (const shape of shapes) tables.push(await carry(shape, from, into, replaceUnfit, unfit));
    const lost = unfit.filter(({ replaced }) => !replaced);
    const unguarded = lost.length > 0 ? [] : await into.guard();
    const { differs, money } =
      lost.length > 0 ? { differs: [], money: [] } : await compare(shapes, tables, from, into);
    const proof = lost.length > 0 ? { ok: true, found: null } : await into.aside(prove);
    const all = [
      ...lost
        .slice(0, NAMED)
        .map(({ table, key, column }) => `${table} ${key}: ${column} holds U+0000`),
      ...(lost.length > NAMED ? [`and ${lost.length - NAMED} more`] : []),
      ...differs,
      ...unguarded.map((name) => `the trigger ${name} does not guard`),
      ...(proof.ok ? [] : ['the consent ledger of the copy does not verify']),
    ];
    if (all.length === 0 && !rehearse) {
      await into.commit();
      open = false;
      moved = { to: into.name, atMs: now() };
    }
    return {
      ok: all.length === 0,
      from: from.name,
      to: into.name,
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      tables,
      money,
      proof: proof.found,
      unfit: unfit.slice(0, NAMED),
      differs: all,
    };
  } finally {
    if (open) await into.abandon();
    await from.close(moved);
  }
}
