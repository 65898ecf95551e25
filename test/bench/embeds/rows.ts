/**
 * What was measured of each page as rows of the table: ours held against plain HTML and against the
 * others, with the limits that were promised. Pure.
 */
import { kilobytes, type Row } from '../table.ts';
import type { Inspection } from './visit.ts';

export interface Figures {
  readonly name: string;
  readonly inspection: Inspection;
  /** Medians in milliseconds, and in bytes. */
  readonly paintedMs: number;
  readonly pressMs: number;
  readonly heap: number;
}

interface Measure {
  readonly name: string;
  readonly of: (figures: Figures) => number;
  readonly shown: (value: number) => string;
  /** Ours may be this many times plain HTML's; null where it is held against a number. */
  readonly timesPlain: number | null;
  /** Ours may be this many times Adyen's. */
  readonly timesAdyen?: number;
  /** Ours may be this much. */
  readonly most?: number;
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const count = (value: number) => value.toFixed(Number.isInteger(value) ? 0 : 1);

/** Scripts and style sheets alone: a page and its state are the shop's matter. */
const code = ({ inspection: { asked } }: Figures) =>
  asked
    .filter(({ type }) => /javascript|css/.test(type))
    .reduce((sum, { bytes }) => sum + bytes, 0);
const answers = ({ inspection: { asked } }: Figures) =>
  asked.filter(({ type }) => type === 'application/json').length;

const MEASURES: readonly Measure[] = [
  {
    name: 'navigation to 50 cards painted',
    of: ({ paintedMs }) => paintedMs,
    shown: ms,
    timesPlain: 1.4,
    timesAdyen: 0.4,
  },
  {
    name: 'press to chosen and painted',
    of: ({ pressMs }) => pressMs,
    shown: ms,
    timesPlain: 1.15,
  },
  { name: 'heap', of: ({ heap }) => heap, shown: kilobytes, timesPlain: 1.5 },
  {
    name: 'elements a card',
    of: ({ inspection }) => inspection.elementsPerCard,
    shown: count,
    timesPlain: null,
    most: 6,
  },
  { name: 'code when a card can be paid with', of: code, shown: kilobytes, timesPlain: null },
  { name: 'requests for the state', of: answers, shown: count, timesPlain: null },
  {
    name: 'layout shift, whole page',
    of: ({ inspection }) => inspection.sight.shift,
    shown: (value) => value.toFixed(3),
    timesPlain: null,
  },
  {
    name: 'what stands below moved by',
    of: ({ inspection }) => inspection.sight.movedBelow,
    shown: (value) => `${value.toFixed(0)} px`,
    timesPlain: null,
  },
];

/** Promises that depend on how the state comes. */
const MOST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Keepsake: { 'requests for the state': 1 },
  'Keepsake, state inline': { 'requests for the state': 0, 'what stands below moved by': 0 },
  'Keepsake, state rendered': {
    'requests for the state': 0,
    'what stands below moved by': 0,
    'layout shift, whole page': 0,
  },
};

function rowOf(measure: Measure, figures: Figures, plain: Figures): Row {
  const { name, of, shown, timesPlain } = measure;
  const value = of(figures);
  const against = of(plain);
  const ours = figures.name.startsWith('Keepsake');
  const row = {
    name: `${name}: ${figures.name}`,
    ours: shown(value),
    against: shown(against),
    ratio: against > 0 ? value / against : null,
  };
  const most = measure.most ?? MOST[figures.name]?.[name];
  if (!ours || (timesPlain === null && most === undefined)) {
    return { ...row, limit: '–', kept: null };
  }
  if (timesPlain !== null) {
    const kept = value / against <= timesPlain;
    return { ...row, limit: `≤ ${timesPlain.toFixed(2)}`, kept };
  }
  return { ...row, limit: `≤ ${most}`, kept: value <= (most ?? 0) };
}

/** Ours against the page that merchants would otherwise embed. */
function duelRow(measure: Measure, ours: Figures, adyen: Figures): Row[] {
  const { name, of, shown, timesAdyen } = measure;
  if (timesAdyen === undefined) return [];
  const ratio = of(ours) / of(adyen);
  return [
    {
      name: `${name}: ${ours.name} against ${adyen.name}`,
      ours: shown(of(ours)),
      against: shown(of(adyen)),
      ratio,
      limit: `≤ ${timesAdyen.toFixed(2)}`,
      kept: ratio <= timesAdyen,
    },
  ];
}

/**
 * @param figures plain HTML's first
 * @param absence why the others could not be measured; null where they were
 */
export function rowsOf(figures: readonly Figures[], absence: string | null): Row[] {
  const [plain, ...others] = figures;
  if (!plain) return [];
  const adyen = others.find(({ name }) => name.startsWith('Adyen'));
  const rows = MEASURES.flatMap((measure) => [
    ...others.map((each) => rowOf(measure, each, plain)),
    ...others
      .filter(({ name }) => adyen && name.startsWith('Keepsake'))
      .flatMap((ours) => (adyen ? duelRow(measure, ours, adyen) : [])),
  ]);
  if (absence === null) return rows;
  const none = { ours: '–', against: '–', ratio: null, limit: '–', kept: null };
  return [...rows, { ...none, name: 'Adyen Drop-in, Primer', note: absence }];
}
