/**
 * The container file, read and then acted out without a container: what its last stage copies, below
 * folders that cannot be written, as the user that it names, started by its entry point. It takes a
 * payment, its health check passes, and it ends when it is told to.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Unpacked, unpack } from './unpacked.ts';

interface Step {
  readonly word: string;
  readonly rest: string;
}

/** Instructions with their continued lines joined and comments left out. */
const STEPS: readonly Step[] = readFileSync('Containerfile', 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({
    word: line.split(' ')[0] ?? '',
    rest: line.slice(line.indexOf(' ') + 1).trim(),
  }));
const LAST = STEPS.slice(STEPS.findLastIndex(({ word }) => word === 'FROM'));
const all = (word: string) => LAST.filter((step) => step.word === word).map(({ rest }) => rest);
const only = (word: string): string => {
  const [found = '', ...more] = all(word);
  assert.deepEqual([found !== '', more], [true, []], word);
  return found;
};
const words = (json: string) => JSON.parse(json) as string[];

/** `NAME=value` pairs of the last stage. */
const ENVIRONMENT = Object.fromEntries(
  all('ENV').flatMap((line) =>
    line.split(/\s+/).map((pair) => pair.split('=') as [string, string]),
  ),
);

test('the last stage runs as a number, has one volume, and hands signals to the program itself', () => {
  assert.match(only('USER'), /^[1-9]\d*:[1-9]\d*$/);
  assert.equal(only('VOLUME'), '/data');
  assert.deepEqual(
    [...words(only('ENTRYPOINT')), ...words(only('CMD'))],
    ['node', '/app/server/keepsake.mjs', 'serve'],
  );
  assert.match(only('HEALTHCHECK'), /CMD \["node", /);
  assert.match(ENVIRONMENT.DATABASE_URL ?? '', /^file:\/data\//);
});

test('no key, no source and no tool for development is in it', () => {
  const text = STEPS.map(({ word, rest }) => `${word} ${rest}`).join('\n');
  assert.doesNotMatch(text, /SECRET|ENCRYPTION_KEYS|sk_|API_KEY|ADD |COPY \. /);
  const modules = LAST.find(({ rest }) => rest.endsWith('./node_modules'))?.rest ?? '';
  const [, stage] = /^--from=(\w+) /.exec(modules) ?? [];
  const begin = STEPS.findIndex(({ rest }) => rest.endsWith(` AS ${stage}`));
  const installs = STEPS.slice(begin).find(({ rest }) => rest.startsWith('npm ci'))?.rest;
  assert.match(installs ?? '', /--omit=dev/);
  const copied = all('COPY').map((line) =>
    line
      .replace(/^--from=\S+ /, '')
      .split(' ')
      .at(-1),
  );
  assert.deepEqual(
    copied,
    ['./package.json', './node_modules', './server/keepsake.mjs', './dist'].map((path) =>
      path === './package.json' ? './' : path,
    ),
  );
  const ignored = readFileSync('.containerignore', 'utf8').split('\n');
  assert.equal(
    ignored.find((line) => line !== '' && !line.startsWith('#')),
    '*',
  );
});

let unpacked: Unpacked;
let root = '';
let child: ChildProcess;
let said = '';
const port = 20_000 + Math.floor(Math.random() * 20_000);
/** Only a superuser may become somebody else; anybody else is somebody without rights already. */
const asUser = process.getuid?.() === 0;
const [uid = 0, gid = 0] = only('USER').split(':').map(Number);

/** A word of the container, where it is here. */
const here = (word: string) => word.replace(/(^|:)\/(app|data)(?=\/|$)/, `$1${root}/$2`);
const user = asUser
  ? ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
  : [];

before(() => {
  unpacked = unpack();
  root = join(unpacked.folder, 'root');
  const app = join(root, 'app');
  mkdirSync(join(app, 'server'), { recursive: true });
  mkdirSync(join(root, 'data'));
  const home = join(unpacked.folder, 'node_modules', 'keepsake');
  for (const path of ['package.json', 'dist', 'server/keepsake.mjs'])
    execFileSync('cp', ['-r', join(home, path), join(app, path)]);
  execFileSync('cp', ['-r', join(unpacked.folder, 'node_modules'), join(app, 'node_modules')]);
  execFileSync('rm', ['-r', join(app, 'node_modules', 'keepsake')]);
  execFileSync('chmod', ['-R', 'a-w,a+rX', app]);
  chmodSync(unpacked.folder, 0o755);
  if (asUser) chownSync(join(root, 'data'), uid, gid);
  const [command = '', ...rest] = [
    ...user,
    ...words(only('ENTRYPOINT')).map(here),
    ...words(only('CMD')),
  ];
  const fixed = Object.entries(ENVIRONMENT).map(([name, value]) => [name, here(value)]);
  child = spawn(command, rest, {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(fixed),
      PORT: String(port),
      KEEPSAKE_SECRET_KEY: 'sk_test_contained',
      KEEPSAKE_ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}`,
      BANK_SECRET: randomBytes(32).toString('hex'),
    },
  });
  const hear = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
});

after(() => {
  if (child.exitCode === null) child.kill('SIGKILL');
  execFileSync('chmod', ['-R', 'u+w', root]);
  unpacked.remove();
});

test('it starts below folders that nobody may write, is found healthy, and answers', async () => {
  const check = words(/CMD (\[.*\])$/.exec(only('HEALTHCHECK'))?.[1] ?? '[]');
  const healthy = () =>
    spawnSync(check[0] ?? '', check.slice(1), {
      env: { PATH: process.env.PATH, PORT: String(port) },
    }).status === 0;
  for (let turn = 0; turn < 40 && child.exitCode === null && !healthy(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(healthy(), said);
  const url = `http://127.0.0.1:${port}`;
  const headers = { authorization: 'Bearer sk_test_contained' };
  const made = await fetch(`${url}/v1/customers`, { method: 'POST', headers });
  assert.equal(made.status, 200, said);
  assert.equal((await fetch(`${url}/keepsake-checkout.js`)).status, 200);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  assert.ok(existsSync(join(root, 'data', 'keepsake.db')));
  if (!asUser)
    assert.throws(() => writeFileSync(join(root, 'app', 'dist', 'written'), ''), /EACCES|EROFS/);
});

test('told to end, it ends by itself', async () => {
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null], said);
});
