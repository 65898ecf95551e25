/**
 * The real program, bundled once so that it starts in a fraction of a second, and the same with one
 * bug planted in its source. It decides nothing about what is run with it.
 */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

/** One mistake in one file: a text that stands there exactly once, and what stands there instead. */
export interface Plant {
  readonly name: string;
  /** Path within `server/`. */
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

export interface Program {
  readonly main: string;
  readonly preload: string;
}

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

function planting({ name, file, text, instead }: Plant): Plugin {
  const path = at(`server/${file}`);
  return {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      if (id !== path) return null;
      if (code.split(text).length !== 2)
        throw new Error(`${name}: the text to change stands not exactly once in ${file}`);
      return code.replace(text, () => instead);
    },
  };
}

/** Files that are read beside a source are still found beside it. */
const staying: Plugin = {
  name: 'staying',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(at('server/'))) return null;
    return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

/** Bundles `keepsake` into a folder of its own, which goes when this process does. */
export async function buildProgram(plant: Plant | null = null): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-program-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = join(folder, 'server');
  await build({
    configFile: false,
    root: at(''),
    logLevel: 'error',
    plugins: [...(plant ? [planting(plant)] : []), staying],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir: server,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { main: at('server/main.ts'), preload: at('test/proof/kill/preload.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  symlinkSync(at('node_modules'), join(folder, 'node_modules'));
  return { main: join(server, 'main.mjs'), preload: join(server, 'preload.mjs') };
}
