/**
 * The package as a merchant gets it: packed, unpacked below a `node_modules` of its own, beside the
 * packages that it depends on and no others. What is done with it is each test's own affair.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** Every installed package that is not there for development alone, as `node_modules/…`. */
function needed(): readonly string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  return Object.entries(packages)
    .filter(
      ([path, { dev, optional }]) =>
        /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !optional,
    )
    .map(([path]) => path);
}

export interface Unpacked {
  /** The merchant's folder. */
  readonly folder: string;
  /** Every file of the package, as `dist/js/server/index.js`. */
  readonly files: readonly string[];
  remove(): void;
}

/** Packs and unpacks what was built (`npm run prepack`, or the first step of `npm test`). */
export function unpack(): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-package-'));
  const packed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  const said = JSON.parse(packed) as unknown;
  const [{ filename, files }] = Object.values(said as object) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  const home = join(folder, 'node_modules', 'keepsake');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, filename), '-C', home, '--strip-components=1']);
  for (const path of needed()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
  return {
    folder,
    files: files.map(({ path }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
