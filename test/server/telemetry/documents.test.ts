/**
 * What is written about the figures is true: the page's tables are those of the code, dashboard and rules
 * name only metrics that there are, and every alert leads to a heading.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { COUNTERS, GAUGES, HISTOGRAMS } from '../../../server/telemetry/catalog.ts';
import { LOG_FIELDS } from '../../../server/telemetry/log-fields.ts';
import { createRegistry } from '../../../server/telemetry/registry.ts';

const file = (path: string) => new URL(`../../../docs/${path}`, import.meta.url);
const read = (path: string) => readFileSync(file(path), 'utf8');

const KINDS = [
  ['counter', COUNTERS],
  ['histogram', HISTOGRAMS],
  ['gauge', GAUGES],
] as const;

const metricTable = [
  '| metric | kind | labels | says |',
  '|---|---|---|---|',
  ...KINDS.flatMap(([kind, entries]) =>
    Object.values(entries).map(
      ({ name, labels, help }) =>
        `| \`${name}\` | ${kind} | ${labels.map((label: string) => `\`${label}\``).join(', ')} | ${help} |`,
    ),
  ),
].join('\n');

const fieldTable = [
  '| field | holds |',
  '|---|---|',
  ...Object.entries(LOG_FIELDS).map(([name, { holds }]) => `| \`${name}\` | ${holds} |`),
].join('\n');

/** The page with a table between its two marks. */
function withTable(page: string, mark: string, table: string): string {
  const between = new RegExp(`(<!-- ${mark} -->\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  assert.match(page, between);
  return page.replace(between, `$1${table}\n$2`);
}

test('the page has every metric and every field, as the code has them', () => {
  const page = read('monitoring.md');
  const made = withTable(withTable(page, 'metrics', metricTable), 'fields', fieldTable);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file('monitoring.md'), made);
  else assert.equal(page, made, 'UPDATE_GOLDEN=1 writes the tables anew');
});

/** Words of PromQL that are no metrics: functions, operators, and what follows `by` and stands in braces. */
function metricsIn(expression: string): readonly string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)]
    .map(([word]) => word)
    .filter((word) => !['and', 'or', 'unless', 'bool'].includes(word) && /[_:]|^up$/.test(word))
    .filter((word) => !new RegExp(`\\b${word}\\s*\\(`).test(bare));
}

/** The rules' expressions, records and alerts, read off the lines: the file is of one shape. */
function rulesOf(text: string) {
  const folded = text.replace(
    />-\n((?: {10,}.*\n)+)/g,
    (_, block: string) => `${block.trim().replace(/\n\s+/g, ' ')}\n`,
  );
  return {
    expressions: [...folded.matchAll(/^ +expr: (.+)$/gm)].map(([, expression = '']) => expression),
    records: [...folded.matchAll(/^ +- record: (\S+)$/gm)].map(([, name = '']) => name),
    alerts: [...folded.matchAll(/^ +- alert: (\S+)$/gm)].map(([, name = '']) => name),
    runbooks: [...folded.matchAll(/^ +runbook_url: (\S+)$/gm)].map(([, link = '']) => link),
  };
}

const rules = rulesOf(read('monitoring/alerts.yml'));
const histograms = Object.values(HISTOGRAMS).flatMap(({ name }) =>
  ['_bucket', '_sum', '_count'].map((end) => name + end),
);
const known = new Set([...createRegistry().names(), ...histograms, ...rules.records, 'up']);

test('a metric that is not there would be found', () => {
  assert.deepEqual(metricsIn('sum by (le) (rate(a_total{b="c_d"}[5m])) > 2 * max(e:f) and g_h'), [
    'a_total',
    'e:f',
    'g_h',
  ]);
});

test('the rules name metrics that there are, and each alert its heading', () => {
  assert.ok(rules.expressions.length > 15);
  assert.equal(rules.expressions.length, rules.records.length + rules.alerts.length);
  for (const expression of rules.expressions) {
    const named = metricsIn(expression);
    assert.ok(named.length > 0, expression);
    for (const name of named) assert.ok(known.has(name), `${name} in ${expression}`);
  }
  assert.equal(rules.runbooks.length, rules.alerts.length);
  const page = existsSync(file('operations.md')) ? read('operations.md') : '';
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  for (const link of rules.runbooks) {
    const [path, anchor = ''] = link.split('#');
    assert.equal(path, 'docs/operations.md');
    assert.ok(anchors.includes(anchor), `docs/operations.md has a heading for #${anchor}`);
  }
});

const dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      description: z.string().optional(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});

test('the dashboard names metrics that there are, and shows every one of ours', () => {
  const { panels } = dashboard.parse(JSON.parse(read('monitoring/dashboard.json')));
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  const shown = new Set<string>();
  for (const { title, type, description, targets, gridPos } of panels) {
    assert.ok(gridPos.x + gridPos.w <= 24, title);
    if (type === 'row') continue;
    assert.ok(description, `${title} says what it is`);
    for (const { expr } of targets)
      for (const name of metricsIn(expr)) {
        assert.ok(known.has(name), `${name} in ${title}`);
        shown.add(name.replace(/_(?:bucket|sum|count)$/, ''));
        shown.add(name);
      }
  }
  for (const [, entries] of KINDS)
    for (const { name } of Object.values(entries))
      assert.ok(shown.has(name), `${name} is on the dashboard`);
});
