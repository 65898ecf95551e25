/**
 * What the shop sells. Plain data; it knows nothing of carts, pages or payment.
 */
import type { ArtName } from './art.ts';

export interface Product {
  readonly id: ArtName;
  readonly name: string;
  /** One line for the grid. */
  readonly line: string;
  readonly about: string;
  readonly facts: readonly string[];
  /** US cents. */
  readonly priceMinor: number;
  /** The colour of its tile. */
  readonly tile: 'sky' | 'peach' | 'butter' | 'mint' | 'rose';
}

export const CURRENCY = 'usd';

/** What it costs to send an order by post, in US cents. */
export const POSTAGE_MINOR = 600;

export const PRODUCTS: readonly Product[] = [
  {
    id: 'postcards',
    name: 'Six postcards',
    line: 'Harbour, hills, one good sun',
    about:
      'Six views that we could see from the studio window if the wall were not there. Thick enough to survive a sorting machine, soft enough to take a pencil.',
    facts: ['Six designs, 105 × 148 mm', '350 g uncoated board', 'Two inks, printed by hand'],
    priceMinor: 1099,
    tile: 'rose',
  },
  {
    id: 'letters',
    name: 'Letter set',
    line: 'Twelve sheets, twelve envelopes',
    about:
      'For the letters that you mean to write. Faint rules guide the first page and then leave you alone; every envelope has a lining that is worth opening it for.',
    facts: ['12 sheets A5, 12 envelopes C6', '120 g laid paper', 'Lined in yellow'],
    priceMinor: 1800,
    tile: 'sky',
  },
  {
    id: 'notebook',
    name: 'Pocket notebooks',
    line: 'A pair, dotted and plain',
    about:
      'Two notebooks that open flat and fit a coat. One is dotted for plans and one is plain for whatever plans turn into.',
    facts: ['Two notebooks, 64 pages each', '90 × 140 mm, sewn', 'Elastic band, paper label'],
    priceMinor: 1450,
    tile: 'butter',
  },
  {
    id: 'pencils',
    name: 'Five pencils',
    line: 'Cedar, soft, already sharp',
    about:
      'Cedar pencils in five of our inks. They arrive sharpened, because nobody has ever bought a pencil in order to look for a sharpener.',
    facts: ['Five pencils, 2B', 'Incense cedar', 'Water-based lacquer'],
    priceMinor: 1200,
    tile: 'mint',
  },
  {
    id: 'calendar',
    name: 'Wall calendar 2027',
    line: 'A print a month',
    about:
      'Twelve prints with the days underneath. Cut along the rule at the end of each month and you are left with a picture.',
    facts: ['12 sheets, 297 × 420 mm', '200 g uncoated paper', 'Brass ring'],
    priceMinor: 2600,
    tile: 'peach',
  },
  {
    id: 'wrap',
    name: 'Wrapping paper',
    line: 'Three sheets, too nice to tear',
    about:
      'Large sheets for wrapping, lining drawers and covering books. It creases cleanly and takes tape without complaint.',
    facts: ['Three sheets, 500 × 700 mm', '90 g recycled paper', 'Rolled, never folded'],
    priceMinor: 950,
    tile: 'sky',
  },
  {
    id: 'stamp',
    name: 'Flower stamp',
    line: 'One flower, as many as you like',
    about:
      'A deep-cut rubber stamp on a turned beech handle, and a small pad to go with it. The first print is always the best one; so is the second.',
    facts: ['Print 32 mm across', 'Beech and natural rubber', 'Pad in orange'],
    priceMinor: 1650,
    tile: 'butter',
  },
  {
    id: 'box',
    name: 'Keepsake box',
    line: 'For what comes back by post',
    about:
      'A rigid box made to the size of a letter. Covered outside, bare inside, with a lid that comes down slowly by itself.',
    facts: ['170 × 230 × 60 mm', '2 mm board, covered paper', 'Made by four hands'],
    priceMinor: 3800,
    tile: 'mint',
  },
];

/** What a checkout sells when somebody comes to it with an empty basket. */
export const SAMPLE_ID: ArtName = 'postcards';

export function findProduct(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id);
}
