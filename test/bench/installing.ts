/**
 * Installs what the bench compares with, from package files of the bench's own, when it is first
 * wanted. It runs no script of theirs while installing, and knows nothing of what they are for.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const INSTALL_MS = 240_000;

/** A package file's fields; none where there is no file. */
function fieldsOf(file: string): Record<string, unknown> {
  return existsSync(file) ? Object(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function wanted(folder: string): [string, unknown][] {
  return Object.entries(Object(fieldsOf(join(folder, 'package.json')).dependencies));
}

/**
 * Installs anew, unless the very versions are there already.
 * @param folder with a package file and its lock
 * @throws an error with one line that says why they cannot be had
 */
export function install(folder: string): void {
  const isThere = ([name, version]: [string, unknown]) =>
    fieldsOf(join(folder, 'node_modules', name, 'package.json')).version === version;
  if (wanted(folder).every(isThere)) return;
  const ran = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: INSTALL_MS,
  });
  const words = ran.stderr?.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  if (ran.status !== 0) throw new Error(`npm ci: ${words?.[0] ?? ran.error?.message ?? 'failed'}`);
}
