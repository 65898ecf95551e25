/** Brings the drawings of brands to an element that shows marks, once it can be seen and used. */
import type { ReactiveElement } from 'lit';
import { afterPaint } from './after-paint.ts';

export function drawMarks(host: ReactiveElement): void {
  // Without them the marks stay plain cards, which is no reason to say anything.
  const draw = () =>
    import('./brand-marks.ts').then(({ wearMarks }) => wearMarks(host)).catch(() => {});
  afterPaint(() => void draw());
}
