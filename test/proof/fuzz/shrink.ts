/**
 * Makes a failing case shorter while it still fails in the same way: whole fields, then ever smaller
 * pieces of each. It knows nothing of what the texts mean.
 */
import type { Case } from './cases.ts';

/** Tries in all; each may take an installation of its own. */
const TRIES = 120;
/** When the best so far is good enough, in milliseconds. */
const PATIENCE_MS = 20_000;

/** What may lose a part and still be a case. */
const SHORTENED = ['path', 'headers', 'body', 'text', 'received', 'header'];

/** @param fails whether a shorter case shows the same */
export async function shrink(
  given: Case,
  fails: (shorter: Case) => Promise<boolean>,
): Promise<Case> {
  let best = given;
  let left = TRIES;
  const started = performance.now();
  const attempt = async (shorter: Case) => {
    left -= performance.now() - started > PATIENCE_MS ? TRIES : 1;
    if (left < 0) return false;
    if (!(await fails(shorter))) return false;
    best = shorter;
    return true;
  };
  // What fails alone, in a fresh installation, can be shortened; what needs its past is kept whole.
  if (!(await attempt(given))) return given;
  for (const name of SHORTENED.filter((each) => given[each] !== undefined)) {
    let size = Math.ceil((best[name] ?? '').length / 2);
    while (size >= 1 && left > 0) {
      let at = 0;
      while (at < (best[name] ?? '').length && left > 0) {
        const text = best[name] ?? '';
        if (!(await attempt({ ...best, [name]: text.slice(0, at) + text.slice(at + size) })))
          at += size;
      }
      size = size === 1 ? 0 : Math.ceil(size / 2);
    }
  }
  return best;
}
