/** Puts off what nobody waits for until what they wait for is on screen. It knows nothing of either. */

/** A page that is not looked at paints nothing; then it is done all the same. In milliseconds. */
const UNSEEN_MS = 500;

/** Does something once, after the next frame was painted. */
export function afterPaint(act: () => void): void {
  const unseen = setTimeout(act, UNSEEN_MS);
  requestAnimationFrame(() => {
    clearTimeout(unseen);
    setTimeout(act);
  });
}
