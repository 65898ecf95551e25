/**
 * Each state of each element, for everybody: heard once, with the focus where the buyer goes on,
 * clean for axe in light and dark and from either side, by keyboard, by finger, enlarged, with
 * spaced words, with forced colors and without motion.
 */
import { expect, waitUntil } from '@open-wc/testing';
import { FORCES_COLORS } from '../support/engine.ts';
import { focused } from '../support/page.ts';
import { axeFaults, dress, force, LOOKS, spread, undress, view } from './looks.ts';
import { smallTargets, stops, walk, words } from './reaching.ts';
import {
  coveredWords,
  lostWords,
  moving,
  ringFault,
  unmarkedControls,
  unseenWords,
} from './seeing.ts';
import { Stage } from './stage.ts';
import type { State } from './state.ts';
import { STATES } from './states.ts';

const none: readonly string[] = [];

function look({ element, state, arrange, heard = [], focus }: State, turn: number): void {
  describe(`${element}: ${state}`, () => {
    let stage: Stage;
    let shown: HTMLElement;
    let announced: readonly string[];
    let at: Element | null;

    before(async () => {
      stage = new Stage();
      shown = await arrange(stage);
      announced = stage.hearing.heard;
      at = focused();
    });
    after(() => {
      stage.strike();
      undress();
    });

    it('is announced once', () => {
      const fits = heard.every((each, index) => each.test(announced[index] ?? ''));
      expect(fits && announced.length === heard.length, JSON.stringify(announced)).to.equal(true);
    });

    it('leaves the focus where one goes on', () => {
      if (focus) expect(at?.matches(focus), words(at)).to.equal(true);
      const isLost = at === document.body || at?.checkVisibility() !== true;
      expect(stage.used && isLost, words(at)).to.equal(false);
    });

    it('has no fault that axe finds', async () => {
      const found: string[] = [];
      for (const [index, look] of LOOKS.entries()) {
        await dress(shown, look, turn + index);
        const faults = await axeFaults(shown, index === 0 ? 'all' : 'sight');
        found.push(...faults.map((fault) => `${look.scheme} ${look.dir}: ${fault}`));
      }
      // What follows is looked at in one of the looks, each in its turn.
      await dress(shown, LOOKS[turn % LOOKS.length] ?? LOOKS[0], turn);
      expect(found).to.deep.equal(none);
    });

    it('has targets of 44 pixels', () => {
      expect(smallTargets()).to.deep.equal(none);
    });

    it('can be reached by keyboard, in order, with a ring around it', async () => {
      const names = (elements: readonly Element[]) =>
        elements.filter((each) => !each.matches('iframe') && each !== stage.before).map(words);
      const round = async () => {
        const faults: string[] = [];
        const expected = names(stops());
        const seen = await walk(stage.before, (now) => {
          if (!now.matches('.outside')) faults.push(ringFault(now) ?? '');
        });
        return { expected, seen: names(seen), faults: faults.filter(Boolean) };
      };
      let { expected, seen, faults } = await round();
      // Words of another language, or a frame, may have come on the way.
      if (`${seen}` !== `${expected}`) ({ expected, seen, faults } = await round());
      expect(seen).to.deep.equal(expected);
      expect(faults).to.deep.equal(none);
    });

    it('fits 280 pixels, 320 with spaced words, and letters twice as large', async () => {
      await view(280);
      const narrow = [...lostWords(), ...coveredWords(), ...smallTargets()];
      await view(320);
      const gather = spread();
      const spaced = [...lostWords(), ...coveredWords()].map((fault) => `spaced: ${fault}`);
      gather();
      await view(640, 2);
      const large = [...lostWords(), ...coveredWords()].map((fault) => `large: ${fault}`);
      await view(800);
      expect([...narrow, ...spaced, ...large]).to.deep.equal(none);
    });

    const ways = `${FORCES_COLORS ? 'with forced colors and ' : ''}without motion`;
    it(`can be used ${ways}`, async () => {
      await force(true);
      // A transition that has begun still ends; what goes on is seen after it.
      const rests = () => moving().length === 0;
      await waitUntil(rests, 'rest', { timeout: 400, interval: 10 }).catch(() => {});
      const faults = FORCES_COLORS ? [...unmarkedControls(), ...unseenWords()] : [];
      faults.push(...moving());
      await force(false);
      expect(faults).to.deep.equal(none);
    });
  });
}

/** Looks at those rows of the table for which `belongs` holds: one file of tests a group. */
export function forEverybody(belongs: (row: State) => boolean): void {
  for (const [turn, row] of STATES.entries()) {
    if (belongs(row)) look(row, turn);
  }
}
