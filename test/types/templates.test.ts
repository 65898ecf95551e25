/**
 * Templates that the TypeScript compiler cannot read: Angular's are checked by its own compiler,
 * Svelte's markup by svelte-check. Each reads the example of the demo, which must be without fault,
 * and a page of tags, which holds mistakes below the comments that announce them. React's and Vue's
 * are TSX beside this file: `npm run types` checks them.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

/** `path:line`, from the repository's root. */
type Place = string;

/** What a program says, whether it is content or not. */
function said(program: string, args: readonly string[], cwd: string): Promise<string> {
  const path = resolve('node_modules', '.bin', program);
  return new Promise((done, fail) => {
    execFile(path, args, { cwd, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') fail(error);
      else done(stripVTControlCharacters(`${stdout}${stderr}`));
    });
  });
}

/** The lines after those that say `wrong:`. */
function announced(path: string): Place[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) => (line.includes('<!-- wrong: ') ? [`${path}:${at + 2}`] : []));
}

const place = (folder: string, path: string, line: number): Place =>
  `${relative('.', resolve(folder, path))}:${line}`;

async function foundByAngular(folder: string): Promise<Place[]> {
  const text = await said('ngc', ['-p', '.'], folder);
  const faults = text.matchAll(/^(\S[^:\n]*):(\d+):\d+ - (?:error|warning) /gm);
  const places = [...faults].map(([, path = '', line]) => place(folder, path, Number(line)));
  assert.equal(places.length, text.split(/ - error |^error /m).length - 1, text);
  return places;
}

async function foundBySvelteCheck(folder: string): Promise<Place[]> {
  const config = resolve('demo/frameworks/svelte/svelte.config.js');
  const options = ['--tsconfig', 'tsconfig.json', '--config', config, '--fail-on-warnings'];
  const text = await said('svelte-check', ['--output', 'machine-verbose', ...options], folder);
  assert.match(text, / COMPLETED \d+ FILES /, text);
  const faults = text.matchAll(/^\d+ (\{.*\})$/gm);
  return [...faults].map(([, json = '']) => {
    const { filename, start } = JSON.parse(json);
    return place(folder, String(filename), Number(start.line) + 1);
  });
}

const CHECKERS = [
  { name: 'Angular', page: 'test/types/angular/tags.ts', found: foundByAngular },
  { name: 'Svelte', page: 'test/types/svelte/tags.svelte', found: foundBySvelteCheck },
];

describe("a framework's own checker", { concurrency: true }, () => {
  for (const { name, page, found } of CHECKERS) {
    test(`${name}'s refuses each mistake about the tags, and nothing else`, async () => {
      const wanted = announced(page);
      assert.ok(wanted.length >= 7);
      assert.deepEqual((await found(join(page, '..'))).sort(), wanted.sort());
    });
  }
});
