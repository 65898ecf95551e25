/**
 * Reads the repository from the disk as the checker wants it: paths with their texts, without what
 * is installed, built or written by running. It judges nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that are no part of the source, by name or by path. */
const OUTSIDE = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', 'test/output']);

function* paths(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (OUTSIDE.has(entry.name) || OUTSIDE.has(path)) continue;
    if (entry.isDirectory()) yield* paths(root, path);
    else if (entry.isFile() && !/\.log$|^\.DS_Store$/.test(entry.name)) yield path;
  }
}

/** Every text file below `root`; what holds a zero byte is not text. */
export function readHouse(root: string): Map<string, string> {
  const house = new Map<string, string>();
  for (const path of paths(root, '')) {
    const bytes = readFileSync(join(root, path));
    if (!bytes.includes(0)) house.set(path, bytes.toString('utf8'));
  }
  return house;
}
