/**
 * Has a picture taken of every row of the table of states, light and dark, from left to right and in
 * Arabic, on a telephone and on a desk. It judges nothing: people look at the pictures.
 */
import { executeServerCommand, setViewport } from '@web/test-runner-commands';
import { dress, LOOKS, undress, view } from '../components/accessibility/looks.ts';
import { Stage } from '../components/accessibility/stage.ts';
import { STATES } from '../components/accessibility/states.ts';
import { everything } from '../components/support/page.ts';

const WIDTHS = [390, 1280];
/** Enough for a dialog in the middle of the page, in CSS pixels. */
const DIALOG_HEIGHT = 620;
const MARGIN = 16;
/** As tall as a page is otherwise looked at, in CSS pixels. */
const PAGE_HEIGHT = 900;

/** Frames grow once they are asked how tall they are. */
const grown = () => new Promise((done) => setTimeout(done, 120));
const painted = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

function heightOf(shown: HTMLElement): number {
  const open = everything(document).some((each) => each.matches('dialog[open]'));
  const bottom = shown.getBoundingClientRect().bottom + window.scrollY + MARGIN;
  return Math.ceil(Math.max(bottom, open ? DIALOG_HEIGHT : 0));
}

describe('sheets', () => {
  for (const [index, { element, state, arrange }] of STATES.entries()) {
    it(`${element}: ${state}`, async () => {
      if (!(await executeServerCommand('wanted', `${element}: ${state}`))) return;
      const stage = new Stage();
      try {
        const shown = await arrange(stage);
        for (const outside of document.querySelectorAll<HTMLElement>('.outside'))
          outside.style.display = 'none';
        for (const look of LOOKS) {
          await dress(shown, look, 0);
          for (const width of WIDTHS) {
            await view(width);
            await grown();
            const height = heightOf(shown);
            // A frame of another origin is drawn askew where more than the window is photographed.
            if (height > PAGE_HEIGHT) await setViewport({ width, height });
            await painted();
            const row = String(index).padStart(3, '0');
            const name = `${look.scheme}-${look.dir}-${width}/${row} ${element} ${state}`;
            await executeServerCommand('shoot', { name, width, height });
          }
        }
      } finally {
        stage.strike();
        undress();
      }
    });
  }
});
