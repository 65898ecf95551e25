/**
 * What runs inside a measured page, before anything of the page does: watches frames until the
 * cards are painted, and afterwards times presses. It touches nothing that the page owns.
 */
import type { Landmarks } from './contestant.ts';
import { CARDS } from './contestant.ts';

/** What the probe has seen, as `window.bench` on the page. */
export interface Sight {
  /** Milliseconds since navigation until the frame with all cards was painted; null before. */
  readonly paintedMs: number | null;
  /** Milliseconds of the last press until everything that it changes was painted; null before. */
  readonly pressMs: number | null;
  /** Sum of the layout shift scores. */
  readonly shift: number;
  /** Pixels by which what stands below has moved since the checkout could be seen. */
  readonly movedBelow: number;
}

/** @returns a script for the page; `window.bench` is its only trace */
export function probeScript({ cards, rows, target, chosen, payable }: Landmarks): string {
  return `(() => {
  const cards = () => ${cards};
  const target = (n) => ${target};
  const chosen = (n) => ${chosen};
  const bench = (window.bench = { paintedMs: null, pressMs: null, shift: 0, movedBelow: 0 });
  bench.payable = () => ${payable};

  // A message posted within a frame is delivered after that frame was painted.
  const afterPaint = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  };
  const untilPainted = (is, done) => {
    const look = () => (is() ? afterPaint(done) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  };
  untilPainted(
    () => cards().length >= ${CARDS},
    (now) => (bench.paintedMs = now),
  );

  bench.prepare = (n) => {
    bench.pressMs = null;
    const press = ({ timeStamp }) =>
      untilPainted(() => chosen(n), (now) => (bench.pressMs = now - timeStamp));
    addEventListener('click', press, { once: true, capture: true });
    const { x, y, width, height } = target(n).getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };

  const drawn = (element) => {
    const shadow = [...(element.shadowRoot?.children ?? [])];
    const below = [...element.children, ...shadow].filter(({ localName }) => localName !== 'style');
    return below.reduce((sum, child) => sum + drawn(child), 1);
  };
  bench.elements = () => [...${rows}].reduce((sum, row) => sum + drawn(row), 0);

  // Looking at positions costs time, so that it is asked for.
  bench.watch = () => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    let first = null;
    const look = () => {
      requestAnimationFrame(look);
      const below = document.getElementById('below');
      if (!below?.previousElementSibling?.getBoundingClientRect().height) return;
      const { top } = below.getBoundingClientRect();
      first ??= top;
      bench.movedBelow = Math.max(bench.movedBelow, Math.abs(top - first));
    };
    requestAnimationFrame(look);
  };
})();`;
}
