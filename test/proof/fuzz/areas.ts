/** All areas of the fuzz, and how many of so many cases each gets. */
import type { Area } from './cases.ts';
import { elements } from './elements-area.ts';
import { cursors, expand, forms, headers, json } from './merchant-areas.ts';
import { payments, processor } from './processor-area.ts';
import { bankWebhooks, merchantWebhooks } from './signature-areas.ts';

export const AREAS: readonly Area[] = [
  forms,
  json,
  cursors,
  expand,
  headers,
  elements,
  processor,
  payments,
  bankWebhooks,
  merchantWebhooks,
];

const SHARES = AREAS.reduce((sum, { share }) => sum + share, 0);

/** How many of `all` cases fall to an area; at least so many in sum. */
export function casesOf(area: Area, all: number): number {
  return Math.ceil((all * area.share) / SHARES);
}
