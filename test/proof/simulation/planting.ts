/**
 * Plants a bug: a copy of the server and of the simulation in a place of its own, with a few words
 * changed. The server in the checkout is never touched.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bug } from './bugs.ts';

const HERE = fileURLToPath(new URL('../../../', import.meta.url));
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const SIMULATION = join('test', 'proof', 'simulation');

export interface Planted {
  /** The program that leads lives with this server. */
  readonly child: string;
  remove(): void;
}

/**
 * The files that a bug changes, with the bug in them.
 * @throws Error unless everything that is to be changed stands there exactly once
 */
export function withBug({ name, edits }: Bug): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const source = changed.get(file) ?? readFileSync(join(HERE, file), 'utf8');
    const times = source.split(find).length - 1;
    if (times !== 1) throw new Error(`${name}: what it changes stands ${times} times in ${file}`);
    changed.set(
      file,
      source.replace(find, () => replace),
    );
  }
  return changed;
}

/** @param room of the proof whose program is to run, beside the simulation's own files */
export function plant(bug: Bug, room = SIMULATION): Planted {
  const changed = withBug(bug);
  const tree = mkdtempSync(join(PLACE, 'keepsake-planted-'));
  for (const part of new Set(['server', SIMULATION, room, 'package.json', 'tsconfig.json']))
    cpSync(join(HERE, part), join(tree, part), { recursive: true });
  symlinkSync(join(HERE, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, source] of changed) writeFileSync(join(tree, file), source);
  return {
    child: join(tree, room, 'child.ts'),
    remove: () => rmSync(tree, { recursive: true, force: true }),
  };
}
