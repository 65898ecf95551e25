/**
 * A real installation for the bench: the program and the bank as processes of their own, over
 * loopback, on files in a folder that goes with them; what they cost is read from the system. It
 * knows neither what is asked of them nor what the figures are held against.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram, type Plant } from '../../proof/kill/program.ts';
import type { Place } from '../shop.ts';

const PATIENCE_MS = 60_000;
/** What the kernel counts processor time in, of a second. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** What the bank and its accounts share. */
export const BANK_SECRET = 'bench-bank-secret';

/** One process of it. */
export interface Running {
  readonly pid: number;
  /** Where it said that it answers; empty where it said nothing of that. */
  readonly address: string;
  /** Processor time so far, in milliseconds; what its threads took included. */
  cpuMs(): number;
  /** Resident memory now, in bytes. */
  residentBytes(): number;
  /** Resolves when it has ended by itself, on SIGTERM. */
  end(): Promise<void>;
}

export interface Installation extends Place {
  readonly server: Running;
  readonly bankProcess: Running;
  /** The database file. */
  readonly file: string;
  /** Bytes that wait to be carried from the log into the database file. */
  walBytes(): number;
  close(): Promise<void>;
}

export interface Choices {
  /** More settings, by their variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A database that is there already; it is left alone afterwards. */
  readonly file?: string;
  /** A change in the source, such as one commit for each unit. */
  readonly plant?: Plant;
}

/** Each program is built once for a run. */
const programs = new Map<string, Promise<string>>();

function program(plant: Plant | null): Promise<string> {
  const name = plant?.name ?? '';
  const known = programs.get(name) ?? buildProgram(plant).then(({ main }) => main);
  programs.set(name, known);
  return known;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @param pid of a process on Linux; zero where the system tells nothing */
function watch(child: ChildProcess, pid: number, address: string): Running {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid,
    address,
    cpuMs() {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
    },
    residentBytes: () =>
      Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES,
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Starts a program of ours and waits for the line that says it is ready. */
export function run(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Running> {
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const hear = (part: Buffer) => {
      said = (said + part.toString('utf8')).slice(-10_000);
      if (!/^keepsake: (serving|working|bank on)|^ready/m.test(said)) return;
      clearTimeout(late);
      const [address = ''] = /http:\S+/.exec(said) ?? [];
      resolve(watch(child, child.pid ?? 0, address));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`${words.join(' ')} ended (${code}):\n${said}`)));
  });
}

export async function startInstallation(choices: Choices = {}): Promise<Installation> {
  const main = await program(choices.plant ?? null);
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-bench-'));
  const [port, bankPort] = [await freePort(), await freePort()];
  const key = 'sk_test_bench';
  const file = choices.file ?? join(folder, 'keepsake.db');
  const environment = {
    PORT: String(port),
    BANK_PORT: String(bankPort),
    DATABASE_URL: `file:${file}`,
    BANK_DATABASE_URL: `file:${join(folder, 'bank.db')}`,
    KEEPSAKE_SECRET_KEY: key,
    KEEPSAKE_ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    BANK_SECRET,
    LOG_LEVEL: 'silent',
  };
  const bankProcess = await run([main, 'bank'], environment);
  const server = await run([main, 'serve'], { ...environment, ...choices.environment });
  return {
    api: { url: `http://127.0.0.1:${port}`, key },
    bank: { url: `http://127.0.0.1:${bankPort}` },
    server,
    bankProcess,
    file,
    walBytes: () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    async close() {
      await server.end();
      await bankProcess.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
