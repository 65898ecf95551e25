/**
 * Installs what others sell for the same purpose, from a package file of the bench's own, and bundles
 * what comes as modules. It runs no script of theirs while installing and starts nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const HERE = 'test/bench';
const INSTALL_MS = 120_000;
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

/** A package file's fields; none where there is no file. */
function fieldsOf(file: string): Record<string, unknown> {
  return existsSync(file) ? Object(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function isInstalled(modules: string): boolean {
  const wanted = Object.entries(Object(fieldsOf(join(HERE, 'package.json')).dependencies));
  return wanted.every(
    ([name, version]) => fieldsOf(join(modules, name, 'package.json')).version === version,
  );
}

/** @throws an error with one line that says why they cannot be had */
export async function readyPeers(): Promise<Peers> {
  const modules = join(HERE, 'node_modules');
  if (!isInstalled(modules)) {
    // It empties the folder, the bundle with it.
    const ran = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: HERE,
      encoding: 'utf8',
      timeout: INSTALL_MS,
    });
    const words = ran.stderr?.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
    if (ran.status !== 0)
      throw new Error(`npm ci: ${words?.[0] ?? ran.error?.message ?? 'failed'}`);
  }
  const adyen = join(modules, '.bench-adyen');
  if (!existsSync(join(adyen, 'adyen.js'))) await bundleAdyen(adyen);
  return { adyen, primer: join(modules, '@primer-io/primer-js/dist') };
}
