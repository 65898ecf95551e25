/**
 * Encryption keys in use: a start without a key that still closes or proves something here is refused,
 * and whatever is under an older key is brought under the active one while everything goes on. Of a
 * value only its data key is wrapped anew, and only where the value is still the one that was read; so
 * it may be stopped, killed and begun again anywhere, beside any number of others.
 */
import type { Context } from '../context.ts';
import {
  closesAnything,
  type EncryptionKeyRecord,
  knownKeys,
  noteKey,
  replaceSealed,
  SEALED,
  type SealedColumn,
  type SealedRow,
  sealedRows,
} from '../storage/encryption-keys.ts';

/** Values in one transaction: so few that nobody waits for it. */
const HELPING = 100;

/** Purposes of what a key says about itself; the second is left of it when it only verifies. */
const PROOF = 'proof';
const EVIDENCE = 'ledger';

type Hands = Pick<Context, 'keys' | 'store'> & { wall(): number };

function recordOf({ keys, wall }: Hands, id: string): EncryptionKeyRecord {
  const proof = keys.mac(PROOF, id, id);
  const evidence = keys.mac(EVIDENCE, `key ${id}`, id);
  return { id, proof, evidence, since_ms: wall() };
}

/** What is wrong with the keys that are listed, given one that was used here; null for nothing. */
async function problemWith(
  { keys, store }: Hands,
  { id, proof, evidence }: EncryptionKeyRecord,
): Promise<string | null> {
  const listed = keys.listed.find((each) => each.id === id);
  if (!listed)
    return `lacks the key ${id}, which was used here: put it back (once keepsake rotate-keys has run, verify:${id}:… is enough)`;
  const isTheSame = listed.whole
    ? keys.verifyMac(PROOF, id, proof)
    : keys.verifyMac(EVIDENCE, `key ${id}`, evidence);
  if (!isTheSame) return `holds another key under the name ${id} than the one that was used here`;
  if (!listed.whole && (await closesAnything(store.db, [id])))
    return `lists ${id} for verifying alone, and values are still closed under it: list it whole, and run keepsake rotate-keys`;
  return null;
}

/**
 * Holds the listed keys against those that were ever used here, and notes the active one.
 * @returns what is wrong, to be said after the variable's name; null for nothing
 */
export async function keyProblem(hands: Hands): Promise<string | null> {
  const { db } = hands.store;
  const known = await knownKeys(db);
  for (const used of known) {
    const problem = await problemWith(hands, used);
    if (problem !== null) return problem;
  }
  // The first time nobody knows which keys were used before; all that are listed may have been.
  const whole = hands.keys.listed.flatMap(({ id, whole: isWhole }) => (isWhole ? [id] : []));
  const used = known.length === 0 ? whole : [hands.keys.activeId];
  for (const id of used)
    if (!known.some((each) => each.id === id)) await noteKey(db, recordOf(hands, id));
  return null;
}

export interface Rewrapping {
  /** Values that were brought under the active key, by the key they were under. */
  readonly rewrapped: Readonly<Record<string, number>>;
  /** Values that no key opens, as `table id`, at most a few; how many there are. */
  readonly unopened: readonly string[];
  readonly unopenedCount: number;
  /** Keys that were used here and close nothing any more. */
  readonly free: readonly string[];
}

/** How many that cannot be opened are named. */
const NAMED = 20;

/** Brings one helping under the active key. */
async function helping(
  ctx: Context,
  column: SealedColumn,
  rows: readonly SealedRow[],
  note: { moved(keyId: string): void; unopened(row: SealedRow): void },
): Promise<void> {
  const again = rows.flatMap((row) => {
    try {
      const sealed = ctx.keys.rewrap(column.placeOf(row.key), row.sealed);
      return sealed === null ? [] : [{ row, sealed }];
    } catch {
      note.unopened(row);
      return [];
    }
  });
  const moved = await ctx.store.transact(async (tx) => {
    const done: SealedRow[] = [];
    for (const { row, sealed } of again)
      if (await replaceSealed(tx, column, row, sealed)) done.push(row);
    return done;
  });
  for (const { sealed } of moved) note.moved(sealed.split('.')[1] ?? '');
}

/** Brings everything that is under an older key under the active one. */
export async function rewrapAll(ctx: Context): Promise<Rewrapping> {
  const rewrapped: Record<string, number> = {};
  const unopened: string[] = [];
  let unopenedCount = 0;
  for (const column of SEALED) {
    const note = {
      moved(keyId: string) {
        rewrapped[keyId] = (rewrapped[keyId] ?? 0) + 1;
      },
      unopened({ key }: SealedRow) {
        unopenedCount += 1;
        if (unopened.length < NAMED)
          unopened.push(`${column.table} ${Object.values(key).join(' ')}`);
      },
    };
    let after: SealedRow['key'] | null = null;
    for (;;) {
      const { db } = ctx.store;
      const rows: readonly SealedRow[] = await sealedRows(
        db,
        column,
        ctx.keys.activeId,
        after,
        HELPING,
      );
      const last = rows.at(-1);
      if (!last) break;
      await helping(ctx, column, rows, note);
      after = last.key;
    }
  }
  // Another process may have gone on under its own active key meanwhile; what is seen now counts.
  const { db } = ctx.store;
  const free: string[] = [];
  for (const { id } of await knownKeys(db))
    if (id !== ctx.keys.activeId && !(await closesAnything(db, [id]))) free.push(id);
  return { rewrapped, unopened, unopenedCount, free };
}
