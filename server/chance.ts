/**
 * Unpredictable bytes, drawn from the system by the thousand: a draw costs the same for few and for
 * many, and every request needs a few. What was handed out is wiped here, and never handed out again.
 */
import { randomBytes } from 'node:crypto';

const STOCK_BYTES = 4096;

/** @param draw where the bytes come from */
export function createChance(
  draw: (bytes: number) => Uint8Array = randomBytes,
): (bytes: number) => Uint8Array {
  let stock = new Uint8Array(0);
  let used = 0;
  return (bytes) => {
    if (bytes > STOCK_BYTES) return draw(bytes);
    if (used + bytes > stock.length) {
      stock = Uint8Array.from(draw(STOCK_BYTES));
      used = 0;
    }
    const taken = stock.slice(used, used + bytes);
    stock.fill(0, used, used + bytes);
    used += bytes;
    return taken;
  };
}
