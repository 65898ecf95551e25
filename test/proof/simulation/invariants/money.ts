/** Money: never more back than was taken, never more taken than was held, and in the end to the cent. */
import type { Operation } from '../processors/acquirer.ts';
import type { AttemptRow, Books } from './books.ts';
import { type ChangeRule, must, type Rule } from './rule.ts';

interface Sums {
  readonly captured: number;
  readonly refunding: number;
  readonly refunded: number;
}

/** What the server's books say of a charge, in minor units. */
function ours(books: Books, charge: AttemptRow): Sums {
  const sum = (sql: string) =>
    Number(books.row<{ total: number | null }>(sql, charge.id)?.total ?? 0);
  const captures = sum(
    `select sum(amount_minor) as total from attempts
      where charge = ? and operation = 'capture' and status = 'succeeded'`,
  );
  const taken = charge.status === 'succeeded' ? charge.amount_minor : captures;
  return {
    captured: charge.status === 'voided' ? 0 : taken,
    refunding: sum(
      `select sum(amount_minor) as total from refunds
        where attempt = ? and status in ('pending', 'succeeded')`,
    ),
    refunded: sum(
      `select sum(amount_minor) as total from refunds where attempt = ? and status = 'succeeded'`,
    ),
  };
}

/** Refunds together, pending ones too, never exceed what was captured. */
export const refundsWithinCapture: ChangeRule = (books, { kind, id }) => {
  if (kind !== 'refund') return;
  const charge = books.attempt(id);
  must(charge !== undefined, 'refund-has-charge', () => `a refund of ${id}`);
  const { captured, refunding } = ours(books, charge);
  must(
    refunding <= captured,
    'refunds-within-capture',
    () => `${id}: ${refunding} of ${captured} on its way back`,
  );
};

/** A capture never exceeds what was authorized, and what an intent received never what it asks. */
export const capturesWithinHold: Rule = (books) => {
  const over = books.row<{ id: string }>(
    `select a.id from attempts a join attempts c on c.id = a.charge
      where a.operation = 'capture' and a.amount_minor > c.amount_minor`,
  );
  must(!over, 'captures-within-hold', () => `${over?.id} takes more than was held`);
  const rich = books.row<{ id: string }>(
    'select id from payment_intents where amount_received_minor > amount_minor',
  );
  must(!rich, 'captures-within-hold', () => `${rich?.id} received more than it asks for`);
};

/** An intent that says it was paid has the charge that paid it. */
export const paidByCharge: Rule = (books) => {
  const unpaid = books.row<{ id: string }>(
    `select i.id from payment_intents i where i.status = 'succeeded' and not exists (
      select 1 from attempts a where a.intent = i.id and a.operation = 'charge' and a.late = 0
        and a.status in ('succeeded', 'authorized'))`,
  );
  must(!unpaid, 'paid-by-charge', () => `${unpaid?.id} is paid by nothing`);
  const idle = books.row<{ id: string; status: string }>(
    `select i.id, i.status from payment_intents i
      where i.status in ('requires_payment_method', 'requires_confirmation', 'canceled')
        and exists (select 1 from attempts a where a.intent = i.id and a.operation = 'charge'
          and a.late = 0 and a.status in ('succeeded', 'authorized', 'unknown'))`,
  );
  must(!idle, 'paid-by-charge', () => `${idle?.id} is ${idle?.status} over a charge that stands`);
};

const taken = (operations: readonly Operation[]) =>
  operations
    .filter(({ status }) => status !== 'voided')
    .reduce((sum, { capturedMinor }) => sum + capturedMinor, 0);
const returned = (operations: readonly Operation[]) =>
  operations.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0);

/** A processor may refuse to give money back; then the merchant has been told so. */
function refusedAndTold(books: Books, charge: AttemptRow): boolean {
  const failed = books.rows<{ id: string }>(
    "select id from refunds where attempt = ? and status = 'failed'",
    charge.id,
  );
  return failed.some(({ id }) =>
    books.row("select id from events where type = 'refund.failed' and object = ?", id),
  );
}

/** At rest both books agree about every charge, to the cent, and no charge is known to one alone. */
export const booksAgree: Rule = (books) => {
  for (const charge of books.rows<AttemptRow>(
    "select * from attempts where operation = 'charge' order by id",
  )) {
    const theirs = books.done(charge);
    const mine = ours(books, charge);
    const said = { captured: taken(theirs), refunded: returned(theirs) };
    must(
      mine.captured === said.captured && mine.refunded === said.refunded,
      'books-agree',
      () =>
        `${charge.id} (${charge.status}, at the processor ${theirs.map(({ status }) => status)}): ` +
        `captured ${mine.captured}, there ${said.captured}; refunded ${mine.refunded}, there ${said.refunded}`,
    );
    const held = theirs.filter(({ status }) => status === 'authorized').length;
    // What the processor let go of by itself is asked about once its time here is over.
    const lapsing = held === 0 && (charge.resolve_after_ms ?? 0) > books.kernel.now();
    must(
      lapsing || held === (charge.status === 'authorized' && mine.captured === 0 ? 1 : 0),
      'books-agree',
      () => `${charge.id} is ${charge.status} here, and ${held} are held there`,
    );
    if (charge.late === 1)
      must(
        mine.captured === mine.refunded || refusedAndTold(books, charge),
        'late-goes-back',
        () => `${charge.id} was kept`,
      );
  }
};

/** What an intent says it received is what its charge took. */
export const intentsAgree: Rule = (books) => {
  for (const { id, amount_received_minor: received } of books.rows<{
    id: string;
    amount_received_minor: number;
  }>("select id, amount_received_minor from payment_intents where status = 'succeeded'")) {
    const charges = books.rows<AttemptRow>(
      "select * from attempts where intent = ? and operation = 'charge' and late = 0",
      id,
    );
    const sum = charges.reduce((total, charge) => total + ours(books, charge).captured, 0);
    must(sum === received, 'intents-agree', () => `${id} received ${received}, charged ${sum}`);
  }
};
