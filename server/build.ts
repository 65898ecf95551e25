/**
 * Builds what a package holds beside the elements: server and elements as JavaScript with typings,
 * and the files that the server reads as they are. Node reads no TypeScript below `node_modules`. Of
 * what is built it knows nothing, and it checks no types: `npm run types` does. Run it as `npm run package`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = fileURLToPath(new URL('../node_modules/@typescript/native/bin/tsc', import.meta.url));
const BUILT = new URL('../dist/js/', import.meta.url);

/** What the compiler writes anew, and what is for the checkout alone. */
const NOT_AS_IT_IS = ['.ts', '.mjs', '.json'];

rmSync(BUILT, { recursive: true, force: true });
for (const project of ['tsconfig.package.json', 'tsconfig.typings.json'])
  execFileSync(TSC, ['-p', `server/${project}`], { cwd: ROOT, stdio: 'inherit' });
cpSync(new URL('.', import.meta.url), new URL('server/', BUILT), {
  recursive: true,
  filter: (path) => !NOT_AS_IT_IS.includes(extname(path)),
});
