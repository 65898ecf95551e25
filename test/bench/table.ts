/**
 * The bench's answer as text: a row a case, with what was measured, what it is held against, and
 * their ratio. Pure; it measures nothing and fails nothing.
 */

export interface Row {
  readonly name: string;
  /** As shown, with its unit, such as `1,234 /s`. */
  readonly ours: string;
  /** What ours is held against, as shown; empty where that is the limit itself. */
  readonly against: string;
  /** Ours divided by what it is held against; null where nothing was measured. */
  readonly ratio: number | null;
  /** The promise, as shown, such as `≥ 0.30`. */
  readonly limit: string;
  /** Null where nothing was measured. */
  readonly kept: boolean | null;
  /** Whatever else a reader wants to know. */
  readonly note?: string;
}

const HEADINGS = ['case', 'ours', 'against', 'ratio', 'limit', ''];

function verdict(row: Row): string {
  if (row.kept === null) return '–';
  return row.kept ? 'kept' : 'MISSED';
}

/** Columns padded to their widest cell; names to the left, figures to the right. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [
    HEADINGS,
    ...rows.map((row) => [
      row.name,
      row.ours,
      row.against,
      row.ratio === null ? '–' : row.ratio.toFixed(2),
      row.limit,
      verdict(row),
    ]),
  ];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  );
  const lines = cells.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 5 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)));
  const notes = rows.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]));
  return [lines[0], rule, ...lines.slice(1), ...(notes.length > 0 ? ['', ...notes] : [])].join(
    '\n',
  );
}

/** A count a second, as shown. */
export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')} /s`;
}

/** Bytes in thousands, as shown. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** The middle value; the mean of the two middle ones where there are two. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}
