/** How many units run at once: a table of what happened and how many may be inside then. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWidth } from '../../../server/storage/width.ts';

/** Lets everything that is ready go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** How many of `wanted` get in at once. */
async function room(width: ReturnType<typeof createWidth>, wanted: number): Promise<number> {
  let inside = 0;
  for (let at = 0; at < wanted; at += 1)
    void width.enter(false, 5).then((there) => {
      inside += there ? 1 : 0;
    });
  await settle();
  return inside;
}

describe('the width', () => {
  const cases: readonly (readonly [string, number, readonly boolean[], number])[] = [
    ['is as wide as it may be at first', 8, [], 8],
    ['stays so where nobody is undone', 8, [false, false, false], 8],
    ['narrows with one that is undone', 8, [true], 5],
    ['narrows further with every other', 8, [true, true, true], 2],
    ['is never less than one', 8, Array.from({ length: 40 }, () => true), 1],
    [
      'widens again, slowly',
      8,
      [...Array.from({ length: 40 }, () => true), ...Array.from({ length: 12 }, () => false)],
      2,
    ],
  ];
  for (const [name, most, ends, expected] of cases)
    it(name, async () => {
      const width = createWidth(most);
      for (const undone of ends) {
        await width.enter(false, 0);
        width.leave(undone);
      }
      assert.equal(await room(width, 20), expected);
    });

  it('keeps nobody waiting for longer than they will', async () => {
    const width = createWidth(1);
    assert.equal(await width.enter(false, 0), true);
    assert.equal(await width.enter(false, 5), false);
    width.leave(false);
    assert.equal(await width.enter(false, 0), true);
  });

  it('lets who was undone go before all who are new, and forgets nobody', async () => {
    const width = createWidth(1);
    const order: string[] = [];
    const come = (name: string, again: boolean) =>
      width.enter(again, 10_000).then(() => {
        order.push(name);
        setImmediate(() => width.leave(false));
      });
    await Promise.all([
      come('first', false),
      come('second', false),
      come('third', false),
      come('undone', true),
    ]);
    assert.deepEqual(order, ['first', 'undone', 'second', 'third']);
  });
});
