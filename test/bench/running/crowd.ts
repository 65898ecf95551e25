/**
 * Fills a database with a crowd: a customer with three saved cards and a permission, made through
 * the API, copied row by row a million times under names of their own. It writes the file itself,
 * since nobody has a year; what is measured then goes through the API only.
 */
import Sqlite from 'better-sqlite3';

/** Spreads the crowd's names over the indexes, as random ids would be: a bijection of 32 bits. */
function scatter(n: number): number {
  let mixed = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The id of the crowd's `n`th member in place of the one that was copied. */
function crowdId(id: string, n: number): string {
  const at = id.indexOf('_');
  const tail = id.slice(-8);
  return `${id.slice(0, at + 1)}${scatter(n).toString(36).padStart(8, '0')}${tail}${n.toString(36).padStart(8, '0')}`;
}

/** Columns that name rows of the crowd. */
const NAMES = new Set(['id', 'customer', 'payment_method', 'default_payment_method', 'mandate']);
/** Columns that grow with every row. */
const COUNTERS = new Set(['seq', 'position']);

/** More than one of the crowd has in any table. */
const ROWS_EACH = 16;
/** Members that one statement copies. */
const PORTION = 10_000;

interface Table {
  readonly name: string;
  /** Which rows are copied. */
  readonly where: string;
}

const TABLES: readonly Table[] = [
  { name: 'customers', where: 'id = @customer' },
  { name: 'payment_methods', where: 'customer = @customer' },
  {
    name: 'credentials',
    where: 'payment_method in (select id from payment_methods where customer = @customer)',
  },
  { name: 'consents', where: 'customer = @customer' },
];

/**
 * @param file a database that no server has open
 * @param customer whom to copy
 * @param count how many there are to be
 * @returns ids of some of the crowd, spread over all of it
 */
export function gatherCrowd(file: string, customer: string, count: number): string[] {
  const db = new Sqlite(file);
  try {
    db.pragma('journal_mode = off');
    db.pragma('synchronous = off');
    db.pragma('cache_size = -524288');
    db.function('crowd_id', { deterministic: true }, (id, n) =>
      typeof id === 'string' ? crowdId(id, Number(n)) : id,
    );
    for (const { name, where } of TABLES) copy(db, name, where, customer, count);
    db.pragma('journal_mode = wal');
    const step = Math.max(1, Math.floor(count / 1_000));
    return Array.from({ length: Math.floor(count / step) }, (_, at) =>
      crowdId(customer, at * step + 1),
    );
  } finally {
    db.close();
  }
}

function copy(
  db: Sqlite.Database,
  table: string,
  where: string,
  customer: string,
  count: number,
): void {
  const columns = db.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
  const last = (column: string) => {
    const { top } = db.prepare(`select max(${column}) as top from ${table}`).get() as {
      top: number;
    };
    return `${top} + m.n * ${ROWS_EACH} + t.rowid`;
  };
  const values = columns.map(({ name }) => {
    if (NAMES.has(name)) return `crowd_id(t.${name}, m.n)`;
    if (COUNTERS.has(name)) return last(name);
    if (name === 'fingerprint') return "t.fingerprint || '_' || m.n";
    return `t.${name}`;
  });
  const names = columns.map(({ name }) => name).join(', ');
  db.exec(`create temp table copied as select * from ${table} where 0`);
  db.prepare(`insert into copied select * from ${table} where ${where}`).run({ customer });
  const insert = db.prepare(`insert into ${table} (${names})
    with recursive m(n) as (select @from union all select n + 1 from m where n < @to)
    select ${values.join(', ')} from m cross join copied t`);
  for (let from = 1; from <= count; from += PORTION)
    insert.run({ from, to: Math.min(from + PORTION - 1, count) });
  db.exec('drop table copied');
}
