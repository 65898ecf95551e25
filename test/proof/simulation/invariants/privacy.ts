/** What must not be there: card numbers, forgotten people, other accounts' rows, cards without consent. */
import type { Person } from '../town.ts';
import type { Books } from './books.ts';
import { must, type Rule } from './rule.ts';

const tablesOf = (books: Books) =>
  books
    .rows<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'watched'",
    )
    .map(({ name }) => name);

/** Every row of every table as text. */
export function texts(books: Books): readonly { readonly table: string; readonly text: string }[] {
  return tablesOf(books).flatMap((table) =>
    books.rows(`select * from ${table}`).map((row) => ({ table, text: JSON.stringify(row) })),
  );
}

/** The number that leaks in, in every way in which it does. */
const CARD_NUMBER = new RegExp(['4242', '4242', '4242', '4242'].join('[ -]?'));

/** No card number stands anywhere. After an erasure nothing of the person does. */
export function nothingPrivate(books: Books, people: readonly Person[]): void {
  const gone = people.filter(({ erased }) => erased);
  for (const { table, text } of texts(books)) {
    must(!CARD_NUMBER.test(text), 'no-card-number', () => `${table}: ${text}`);
    for (const { id, word } of gone)
      must(!text.includes(word), 'forgotten-people', () => `${id} (${word}) in ${table}: ${text}`);
  }
}

/** Every row belongs to the one account there is. */
export const oneAccount: Rule = (books) => {
  for (const table of [
    'customers',
    'payment_methods',
    'attempts',
    'events',
    'mandates',
    'refunds',
  ]) {
    const stray = books.count(`select count(*) as n from ${table} where account <> 'acct_default'`);
    must(stray === 0, 'one-account', () => `${stray} rows of ${table} belong to somebody else`);
  }
};

/** A card that a checkout shows is one whose latest record of consent allows it, and is attached. */
export function shownByConsent(books: Books, session: string, card: string): void {
  const row = books.row<{ customer: string | null; detached_ms: number | null }>(
    'select customer, detached_ms from payment_methods where id = ?',
    card,
  );
  const visit = books.row<{ customer: string | null }>(
    'select customer from checkout_sessions where id = ?',
    session,
  );
  must(
    row !== undefined && row.detached_ms === null && row.customer === visit?.customer,
    'shown-by-consent',
    () => `${session} shows ${card}, which is not its customer's`,
  );
  const last = books.row<{ act: string }>(
    `select act from consents where scope = 'redisplay'
       and (payment_method = ? or payment_method in (select id from payment_methods where joined_into = ?))
      order by position desc limit 1`,
    card,
    card,
  );
  must(
    last !== undefined && last.act !== 'withdrawal',
    'shown-by-consent',
    () => `${session} shows ${card}, and the last word on it is ${last?.act}`,
  );
}

/** At rest every processor has forgotten every credential that it was to forget. */
export const forgottenEverywhere: Rule = (books) => {
  const doomed = books.count("select count(distinct id) as n from watched where kind = 'doomed'");
  const forgotten = books.acquirers.reduce((sum, { forgettings }) => sum + forgettings, 0);
  must(
    forgotten >= doomed,
    'forgotten-everywhere',
    () => `${forgotten} of ${doomed} are forgotten`,
  );
};

/** What a credential was is forgotten by its processor once its card is gone. */
export const credentialsGo: Rule = (books) => {
  const left = books.count(
    `select count(*) as n from credentials c join payment_methods p on p.id = c.payment_method
      where p.detached_ms is not null`,
  );
  must(left === 0, 'credentials-go', () => `${left} credentials of detached cards are kept`);
};
