/**
 * Whether what clients were told is still true: the same key gives the same answer, byte for byte, and
 * what was said of an intent, a refund or a press has only become what it may become.
 */
import type Sqlite from 'better-sqlite3';
import type { Client, Told } from './client.ts';

type Becoming = Readonly<Record<string, readonly string[]>>;

/** From what was told to everything that it may be now, where nobody tries a declined intent again. */
const INTENTS: Becoming = {
  succeeded: ['succeeded'],
  canceled: ['canceled'],
  requires_capture: ['requires_capture', 'succeeded', 'canceled'],
  requires_payment_method: ['requires_payment_method'],
  requires_confirmation: [
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
    'requires_capture',
    'canceled',
  ],
  processing: ['succeeded', 'requires_payment_method', 'requires_capture', 'canceled'],
};
const REFUNDS: Becoming = {
  succeeded: ['succeeded'],
  failed: ['failed'],
  pending: ['succeeded', 'failed'],
};

type Reader = (id: string) => { readonly status: string } | undefined;

function readers(db: Sqlite.Database): Readonly<Record<'pi' | 're', Reader>> {
  const reader = (table: string): Reader => {
    const statement = db.prepare(`select status from ${table} where id = ?`);
    return (id) => statement.get(id) as ReturnType<Reader>;
  };
  return { pi: reader('payment_intents'), re: reader('refunds') };
}

/** The object that an answer speaks of: the answer itself, or the intent in a decline. */
function subject({ answer }: Told): { readonly id: string; readonly status: string } | null {
  const error = answer.body.error as { payment_intent?: unknown } | undefined;
  const object = (error?.payment_intent ?? answer.body) as { id?: unknown; status?: unknown };
  return typeof object.id === 'string' && typeof object.status === 'string'
    ? { id: object.id, status: object.status }
    : null;
}

/**
 * What was told and does not hold any more.
 * @param triedAgain states that somebody else may have moved an intent on from since
 */
export function outdated(
  db: Sqlite.Database,
  told: readonly Told[],
  triedAgain: readonly string[] = [],
): readonly string[] {
  const { pi, re } = readers(db);
  return told.flatMap((each) => {
    const said = subject(each);
    if (!said) return [];
    const [read, may] = said.id.startsWith('pi_')
      ? [pi, INTENTS]
      : said.id.startsWith('re_')
        ? [re, REFUNDS]
        : [null, {}];
    if (!read) return [];
    const now = read(said.id);
    if (!now) return [`${said.id} was told to be ${said.status}, and is gone`];
    return may[said.status]?.includes(now.status) || triedAgain.includes(said.status)
      ? []
      : [`${said.id} was told to be ${said.status}, and is ${now.status}`];
  });
}

/** A refusal without the number of the request that asked this time. */
const worded = ({ text }: Told['answer']) => text.replace(/"request_id":"[^"]*"/, '');

/** Where a press may stand later, by what its buyer was told first. */
function pressHolds(first: Told['answer'], now: Told['answer']): boolean {
  if (first.status === 402) return now.status === 402 && worded(now) === worded(first);
  if (first.body.status === 'complete') return now.status === 200 && now.body.status === 'complete';
  return now.status === 402 || now.body.status === 'complete';
}

/** Asks everything again, as a client would that lost its answer. @returns what was answered otherwise */
export async function unrepeatable(
  client: Client,
  told: readonly Told[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    told.map(async ({ wish, answer }) => {
      const isPress = wish.path === '/elements/checkout/confirm';
      if (wish.key === undefined && !isPress) return [];
      const again = await client.send(wish);
      const { status, text, replayed } = again;
      const same = isPress
        ? pressHolds(answer, again)
        : replayed && status === answer.status && text === answer.text;
      if (same) return [];
      const shown = [answer, again].map((each) => `${each.status} ${each.text.slice(0, 300)}`);
      return [`${wish.key ?? wish.path}: first ${shown[0]}, then ${shown[1]}`];
    }),
  );
  client.takeTold();
  return found.flat();
}
