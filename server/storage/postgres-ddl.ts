/**
 * The migrations' statements as PostgreSQL has them. Tables and indexes are written in words that
 * both databases know; a trigger is a function here, which one pattern translates. A statement that
 * it does not recognise goes on unchanged, and PostgreSQL says what is wrong with it.
 */

const TRIGGER =
  /^create trigger (\w+)\s+(before|after) (insert|update|delete)((?: of [\w, ]+)?) on (\w+)\s+(?:when ([\s\S]*?)\s+)?begin ([\s\S]*); end$/;
const REFUSAL = /^select raise\(abort, '([^']*)'\)$/;

/** Columns whose names are words of PostgreSQL's own; queries quote every name, these texts none. */
const RESERVED = /(?<![\w"'])(authorization)(?![\w"'])/g;

/** What the row trigger gives back: the row as it goes on; after the event nobody reads it. */
const result = (event: string) => (event === 'delete' ? 'old' : 'new');

/** The same function, and the order of bytes, under PostgreSQL's names. */
const asNamed = (statement: string) =>
  statement.replaceAll('instr(', 'strpos(').replaceAll('collate binary', 'collate "C"');

/** @returns one or more statements, in the order in which they run */
export function asPostgres(statement: string): readonly string[] {
  const match = TRIGGER.exec(statement.trim());
  if (!match) return [asNamed(statement.replace(RESERVED, '"$1"'))];
  const [, name, moment, event = '', columns, table, condition, body = ''] = match;
  const [, words] = REFUSAL.exec(body.trim()) ?? [];
  const act = words === undefined ? body.trim() : `raise exception '${words}'`;
  return [
    `create function ${name}() returns trigger language plpgsql as $body$
     begin ${act}; return ${result(event)}; end $body$`,
    `create trigger ${name} ${moment} ${event}${columns} on ${table} for each row
     ${condition === undefined ? '' : `when (${condition}) `}execute function ${name}()`,
  ];
}
