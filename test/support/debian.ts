/**
 * Finds programs of the machine, and installs Debian's packages where that is possible: as root.
 * It knows no browser and judges no failure.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The first of those names on `PATH`, else the first of those paths; null where there is none. */
export function findProgram(
  names: readonly string[],
  paths: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...paths].find(isExecutable) ?? null;
}

export function mayInstall(): boolean {
  return isRoot() && existsSync('/etc/debian_version');
}

/** Runs apt-get without questions. @returns its last words where it failed, null where it went well */
function aptGet(...words: string[]): string | null {
  const ran = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (ran.status === 0) return null;
  return (ran.stderr ?? '').trim().split('\n').at(-1) || String(ran.error?.message ?? ran.status);
}

/** @returns why the packages could not be installed, null where they are there */
export function install(...packages: string[]): string | null {
  // A failed update is no reason to stop: the lists that are there may do.
  aptGet('update');
  return aptGet('install', '-y', '--no-install-recommends', ...packages);
}
