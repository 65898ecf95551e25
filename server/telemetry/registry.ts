/**
 * Keepsake's metrics in a registry of its own, so that two installations in one process, or a
 * merchant's own metrics beside ours, never mix. It counts what it is told and reads nothing.
 */
import * as prometheus from 'prom-client';
import { COUNTERS, GAUGES, HISTOGRAMS, type Meter } from './catalog.ts';

/** A series of one metric: what it is told goes there without looking for it again. */
interface Series {
  add(value: number): void;
}

interface Metric {
  /** Values of the labels, in their order. */
  readonly labels: readonly string[];
  readonly series: Map<string, Series>;
  readonly open: (values: readonly string[]) => Series;
}

/** Series of one metric at most; whatever comes after them shares one whose labels are empty. */
const SERIES = 2_000;
const SEPARATOR = '\u0000';
const REST = '';

function seriesOf(metric: Metric, labels: Readonly<Record<string, string>>): Series {
  let key = '';
  for (const name of metric.labels) key += (labels[name] ?? '') + SEPARATOR;
  const known = metric.series.get(key);
  if (known) return known;
  const full = metric.series.size >= SERIES;
  const rest = full ? metric.series.get(REST) : undefined;
  if (rest) return rest;
  const made = metric.open(metric.labels.map((name) => (full ? '' : (labels[name] ?? ''))));
  metric.series.set(full ? REST : key, made);
  return made;
}

export interface Registry {
  readonly meter: Meter;
  readonly contentType: string;
  /** Everything as Prometheus reads it. */
  text(): Promise<string>;
  /** The names of all metrics, the process' own among them. */
  names(): readonly string[];
}

export function createRegistry(): Registry {
  const registry = new prometheus.Registry();
  const registers = [registry];
  // The process is watched from the first look on: watching costs, and many a process is never looked at.
  let watched = false;
  const watchProcess = () => {
    if (!watched) prometheus.collectDefaultMetrics({ register: registry });
    watched = true;
  };

  const metrics = new Map<string, Metric>();
  const open = (name: string, labels: readonly string[], series: Metric['open']) =>
    metrics.set(name, { labels, series: new Map(), open: series });

  for (const { name, help, labels } of Object.values(COUNTERS)) {
    const counter = new prometheus.Counter({ name, help, labelNames: [...labels], registers });
    open(name, labels, (values) => {
      const child = counter.labels(...values);
      return { add: (value) => child.inc(value) };
    });
  }
  for (const { name, help, labels, buckets } of Object.values(HISTOGRAMS)) {
    const histogram = new prometheus.Histogram({
      name,
      help,
      labelNames: [...labels],
      buckets: [...buckets],
      registers,
    });
    open(name, labels, (values) => {
      const child = histogram.labels(...values);
      return { add: (value) => child.observe(value) };
    });
  }
  for (const { name, help, labels } of Object.values(GAUGES)) {
    const gauge = new prometheus.Gauge({ name, help, labelNames: [...labels], registers });
    // Without labels it would stand at 0 before anybody has looked.
    if (labels.length === 0) gauge.remove();
    open(name, labels, (values) => {
      const child = gauge.labels(...values);
      return { add: (value) => child.set(value) };
    });
  }

  const tell = (name: string, labels: Readonly<Record<string, string>>, value: number) => {
    const metric = metrics.get(name);
    if (metric && Number.isFinite(value)) seriesOf(metric, labels).add(value);
  };
  return {
    meter: {
      count: (what, labels) => tell(COUNTERS[what].name, labels, 1),
      measure: (what, labels, value) => tell(HISTOGRAMS[what].name, labels, Math.max(0, value)),
      set: (what, labels, value) => tell(GAUGES[what].name, labels, value),
    },
    contentType: registry.contentType,
    text() {
      watchProcess();
      return registry.metrics();
    },
    names() {
      watchProcess();
      return registry.getMetricsAsArray().map(({ name }) => name);
    },
  };
}
