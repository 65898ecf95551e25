/**
 * Contact sheets: every state of every element in one picture beside the others, for people to look
 * at. It is no test, and takes a few minutes.
 *
 *     node --import tsx test/sheets/run.ts [word…]     only states with all of these words
 *     SHEETS_FOLDER=… node --import tsx test/sheets/run.ts
 */
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { runChild } from '../support/child.ts';
import { ensureChromium, launchChromium } from '../support/chromium.ts';

const STEP_TIMEOUT_MS = 20 * 60_000;
/** Telephones beside each other on a sheet, or desks; and how tall a sheet grows, in CSS pixels. */
const SHEET = { width: 2000, height: 2400, telephone: 5, desk: 2 } as const;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function sheetPage(folder: string, pictures: readonly string[], columns: number): string {
  const figures = pictures.map((picture) => {
    const url = pathToFileURL(join(folder, picture)).href;
    return `<figure><figcaption>${escaped(basename(picture, '.png'))}</figcaption><img src="${url}"></figure>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 12px; columns: ${columns}; column-gap: 12px; font: 14px sans-serif; background: #888 }
    figure { margin: 0 0 12px; break-inside: avoid } img { inline-size: 100%; display: block }
    figcaption { padding: 2px 4px; background: #ff0 }
  </style>${figures.join('')}`;
}

/** Lays the pictures of one look out, as many on a sheet as are still readable. */
async function layOut(browser: Browser, folder: string, look: string): Promise<void> {
  const columns = look.endsWith('-390') ? SHEET.telephone : SHEET.desk;
  const pictures = readdirSync(join(folder, look)).filter((name) => name.endsWith('.png'));
  const page = await browser.newPage({ viewport: { width: SHEET.width, height: 100 } });
  let from = 0;
  for (let number = 1; from < pictures.length; number += 1) {
    let count = Math.min(columns * 4, pictures.length - from);
    for (;;) {
      const html = join(folder, 'sheet.html');
      writeFileSync(
        html,
        sheetPage(join(folder, look), pictures.slice(from, from + count), columns),
      );
      await page.goto(pathToFileURL(html).href);
      const height = await page.evaluate('document.documentElement.scrollHeight');
      if (Number(height) <= SHEET.height || count <= columns) break;
      count -= 1;
    }
    await page.screenshot({ path: join(folder, `${look}-${number}.png`), fullPage: true });
    from += count;
  }
  await page.close();
}

const folder = process.env.SHEETS_FOLDER ?? mkdtempSync(join(tmpdir(), 'keepsake-sheets-'));
mkdirSync(folder, { recursive: true });
process.env.SHEETS_FOLDER = folder;
process.env.SHEETS_WORDS = process.argv.slice(2).join(' ');
process.env.CHROME_PATH = await ensureChromium();

const wtr = join('node_modules', '.bin', 'wtr');
const { ok } = await runChild(wtr, ['--config', 'test/sheets/web-test-runner.config.mjs'], {
  loud: true,
  timeoutMs: STEP_TIMEOUT_MS,
});
const browser = await launchChromium();
const looks = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
for (const { name } of looks) await layOut(browser, folder, name);
await browser.close();
console.log(`sheets in ${folder}`);
process.exitCode = ok ? 0 : 1;
