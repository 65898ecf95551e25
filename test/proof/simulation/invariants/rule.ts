/** A rule with a name; it throws a {@link Violation} where it does not hold. */
import { Violation } from '../journal.ts';
import type { Books, Change } from './books.ts';

/** Holds after every commit, asked with one change that the commit made. */
export type ChangeRule = (books: Books, change: Change) => void;
/** Holds at any time, asked of the whole world. */
export type Rule = (books: Books) => void;

/** @throws Violation unless `holds` */
export function must(holds: boolean, rule: string, message: () => string): asserts holds {
  if (!holds) throw new Violation(rule, message());
}
