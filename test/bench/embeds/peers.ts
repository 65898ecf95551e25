/**
 * Gets what others sell for the same purpose, and bundles what comes as modules. It starts nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { install } from '../installing.ts';

const HERE = 'test/bench';
const ENTRY = join(HERE, 'embeds/adyen-entry.js');

export interface Peers {
  /** Folder with `adyen.js` and `adyen.css`. */
  readonly adyen: string;
  /** Folder with the package's own files. */
  readonly primer: string;
}

async function bundleAdyen(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: true,
      lib: { entry: ENTRY, formats: ['es'], fileName: 'adyen', cssFileName: 'adyen' },
    },
  });
}

/** @throws an error with one line that says why they cannot be had */
export async function readyPeers(): Promise<Peers> {
  const modules = join(HERE, 'node_modules');
  // It empties the folder, the bundle with it.
  install(HERE);
  const adyen = join(modules, '.bench-adyen');
  if (!existsSync(join(adyen, 'adyen.js'))) await bundleAdyen(adyen);
  return { adyen, primer: join(modules, '@primer-io/primer-js/dist') };
}
