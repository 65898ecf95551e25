/**
 * The books of a run beside Vendure, a row each: what may stay open and is said, and what makes the
 * figures mean nothing.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compareBooks } from './books.ts';

const ours = { sent: 10, paid: 10 };
const theirs = { sent: 4, paid: 4, charges: 4 };

const FINE = [
  { title: 'all agree', books: { ours, theirs, bank: 14 }, open: null },
  {
    title: 'an order was neither paid nor settled',
    books: { ours, theirs: { sent: 4, paid: 3, charges: 3 }, bank: 13 },
    open: 'of 4 orders Vendure settled 3, and the bank charged 3',
  },
  {
    title: 'an order was paid and not settled',
    books: { ours, theirs: { sent: 4, paid: 3, charges: 3 }, bank: 14 },
    open: 'of 4 orders Vendure settled 3, and the bank charged 4',
  },
];
for (const { title, books, open } of FINE)
  test(title, () => assert.equal(compareBooks(books), open));

const MEANINGLESS = [
  {
    title: 'a payment of ours is missing',
    books: { ours: { sent: 10, paid: 9 }, theirs, bank: 13 },
    words: /10 payments were sent to us, 9/,
  },
  {
    title: 'two orders name one charge',
    books: { ours, theirs: { ...theirs, charges: 3 }, bank: 13 },
    words: /4 orders are settled by 3 charges/,
  },
  {
    title: 'an order names a charge that the bank did not make',
    books: { ours, theirs, bank: 13 },
    words: /4 charges are named, the bank has made 3/,
  },
  {
    title: 'the bank was asked more often than anybody was',
    books: { ours, theirs, bank: 15 },
    words: /4 payments were sent to Vendure, the bank has made 5/,
  },
];
for (const { title, books, words } of MEANINGLESS)
  test(title, () => assert.throws(() => compareBooks(books), words));
