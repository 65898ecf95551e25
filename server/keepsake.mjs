#!/usr/bin/env node
/**
 * Starts the command: from its TypeScript source in a checkout (by `tsx`, which lets Node read it), and
 * as it was built in a package, which holds no source.
 */
import { existsSync } from 'node:fs';

if (existsSync(new URL('./main.ts', import.meta.url))) {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
} else {
  await import('../dist/js/server/main.js');
}
