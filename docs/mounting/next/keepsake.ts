/**
 * The installation inside Next, opened at the first request: one for a process, though Next loads a
 * module once for each bundle and, while you develop, once for each change.
 */
import { createKeepsake, type Keepsake, type Options, optionsFromEnvironment } from 'keepsake';

const shared = globalThis as typeof globalThis & { keepsake?: Promise<Keepsake> };

export function keepsake(): Promise<Keepsake> {
  shared.keepsake ??= createKeepsake(optionsFromEnvironment(process.env) as Options);
  return shared.keepsake;
}
