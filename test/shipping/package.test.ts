/**
 * The package, packed and unpacked: what is in it, that plain Node runs it (as a module, by `require`,
 * as a command) with nothing that is there for development, and that TypeScript finds its types.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type Unpacked, unpack } from './unpacked.ts';

let unpacked: Unpacked;
before(() => {
  unpacked = unpack();
});
after(() => unpacked.remove());

/** Runs a program in the merchant's folder. @returns what it printed */
function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, words, {
    cwd: unpacked.folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
}

function runFile(name: string, text: string): string {
  writeFileSync(join(unpacked.folder, name), text);
  return run(process.execPath, [name]);
}

const OPTIONS = `{
  secretKey: 'sk_test_packed', databaseUrl: ':memory:', logLevel: 'silent',
  bankSecret: '0123456789abcdef', encryptionKeys: 'a:' + Buffer.alloc(32).toString('base64'),
}`;

test('it holds what runs, and nothing that is for us', () => {
  for (const file of [
    'server/keepsake.mjs',
    'dist/js/server/index.js',
    'dist/js/server/index.d.ts',
    'dist/js/server/http/pages/hosted.html',
    'dist/js/server/bank/pages.css',
    'dist/elements/keepsake-checkout.js',
    'dist/frame/frame.js',
    'dist/render/index.js',
    'docs/operations.md',
    'CHANGELOG.md',
  ])
    assert.ok(unpacked.files.includes(file), file);
  const stray = unpacked.files.filter(
    (file) =>
      /^(test|demo|data|components)\//.test(file) || /(?<!\.d)\.tsx?$|\.env|\.db/.test(file),
  );
  const examples = stray.filter((file) => !file.startsWith('docs/mounting/'));
  assert.deepEqual(examples, []);
});

test('a module imports it, and finds pages, files and data', () => {
  const printed = runFile(
    'app.mjs',
    `import { createKeepsake } from 'keepsake';
    const keepsake = await createKeepsake(${OPTIONS});
    for (const path of ['/healthz', '/keepsake-checkout.js', '/pages/hosted.css', '/pay/cs_test_1', '/v1/customers'])
      console.log(path, (await keepsake.fetch(new Request('http://localhost' + path, {
        headers: path.startsWith('/v1') ? { authorization: 'Bearer sk_test_packed' } : {},
      }))).status);
    await keepsake.close();`,
  );
  assert.equal(
    printed,
    '/healthz 200\n/keepsake-checkout.js 200\n/pages/hosted.css 200\n/pay/cs_test_1 200\n/v1/customers 200\n',
  );
});

test('a CommonJS program requires it', () => {
  const printed = runFile(
    'app.cjs',
    `const { ConfigError, createKeepsake } = require('keepsake');
    createKeepsake({}).catch((reason) => console.log(reason instanceof ConfigError, reason.message));`,
  );
  assert.equal(printed, 'true KEEPSAKE_SECRET_KEY is required\n');
});

test('pages are rendered and tested with what it exports', () => {
  const printed = runFile(
    'more.mjs',
    `import { inlineState, renderCheckout } from 'keepsake/render';
    import { TEST_CARDS } from 'keepsake/testing';
    import { KeepsakeCheckout } from 'keepsake/elements';
    import 'keepsake/define';
    console.log(typeof inlineState, typeof renderCheckout, typeof TEST_CARDS, typeof KeepsakeCheckout);`,
  );
  assert.equal(printed, 'function function object function\n');
});

test('the command runs, and names what is wrong', () => {
  const command = join('node_modules', 'keepsake', 'server', 'keepsake.mjs');
  assert.match(run(process.execPath, [command, '--help']), /^Usage: keepsake COMMAND/);
  const keys = `a:${Buffer.alloc(32).toString('base64')}`;
  assert.match(
    run(process.execPath, [command, 'csp'], { KEEPSAKE_ENCRYPTION_KEYS: keys }),
    /default-src 'none'/,
  );
  assert.throws(
    () => run(process.execPath, [command, 'serve']),
    /keepsake: KEEPSAKE_SECRET_KEY is required/,
  );
});

const TYPED = `
import { createKeepsake, type Keepsake, type Options } from 'keepsake';
import { inlineState } from 'keepsake/render';
import type { KeepsakeCheckout } from 'keepsake/elements';
const options: Options = { secretKey: 'sk_test_abcd', encryptionKeys: 'a:b', bankSecret: 'c' };
export const keepsake: Promise<Keepsake> = createKeepsake(options);
// @ts-expect-error a key is text
createKeepsake({ ...options, secretKey: 4 });
// @ts-expect-error it is no number
export const wrong: Promise<number> = createKeepsake(options);
export const markup: typeof inlineState = inlineState;
export type Secret = KeepsakeCheckout['clientSecret'];
`;

for (const [resolution, module] of [
  ['nodenext', 'nodenext'],
  ['bundler', 'preserve'],
] as const)
  test(`TypeScript finds its types by ${resolution}`, () => {
    const folder = join(unpacked.folder, resolution);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'typed.mts'), TYPED);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
      module,
      moduleResolution: resolution,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    assert.equal(run(resolve('node_modules/@typescript/native/bin/tsc'), ['-p', folder]), '');
  });
