/** Whoever watches the installation asks every few seconds how many outcomes are unknown, and since when. */
import type { Migration } from './migration.ts';

export const unknownAttempts: Migration = {
  name: '0011-unknown-attempts',
  statements: ["create index attempts_unknown on attempts (seq) where status = 'unknown'"],
};
