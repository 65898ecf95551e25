/**
 * What every command of `keepsake` is, and how it reads its words. A command speaks on standard
 * output and gives back its exit code; it ends no process and catches nothing that it cannot name.
 */
import { existsSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import {
  ConfigError,
  createKeepsake,
  type Keepsake,
  type Options,
  optionsFromEnvironment,
  parseConfig,
} from '../index.ts';
import { fileOf } from '../storage/database.ts';

export interface Command {
  readonly name: string;
  /** One line of the list of commands. */
  readonly summary: string;
  /** Usage, what it does, its exit codes and the variables that it reads. */
  readonly help: string;
  /**
   * @param words what follows the command's name
   * @returns the exit code: 0 done, 1 what was looked for was found wrong or the work failed,
   * 2 wrong usage or a wrong setting, 3 something is pending
   * @throws ConfigError for wrong usage, Error with one line for a person
   */
  run(words: readonly string[]): Promise<number>;
}

/** The settings, from the environment; the schema says later what is missing. */
export function settings(): Options {
  return optionsFromEnvironment(process.env) as Options;
}

/** Writes one line, or several, to standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A command's result as one line of JSON. */
export function sayJson(value: unknown): void {
  say(JSON.stringify(value));
}

type Flags = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads flags and names.
 * @param flags as `node:util` has them
 * @param names how many words that are no flags may be given
 * @throws ConfigError, one line, for anything else
 */
export function readWords<const F extends Flags>(
  command: string,
  words: readonly string[],
  flags: F,
  names: { readonly atLeast: number; readonly atMost: number } = { atLeast: 0, atMost: 0 },
) {
  const hint = `see keepsake ${command} --help`;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: flags,
      allowPositionals: true,
    });
    if (positionals.length < names.atLeast)
      throw new ConfigError(`${command}: something is missing; ${hint}`);
    if (positionals.length > names.atMost)
      throw new ConfigError(`${command}: unknown argument ${positionals[names.atMost]}; ${hint}`);
    return { values, names: positionals };
  } catch (reason) {
    if (reason instanceof ConfigError) throw reason;
    const [sentence = ''] = String((reason as Error).message).split(/\.?\s+To specify|\n/);
    throw new ConfigError(`${command}: ${sentence}; ${hint}`);
  }
}

/**
 * A time as a person writes it. @returns epoch milliseconds
 * @throws ConfigError naming the flag
 */
export function readTime(flag: string, text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new ConfigError(`${flag} needs a time such as 2026-01-31T12:00Z`);
  return at;
}

/** An empty database that was made just now would be found in order. @throws Error where there is none */
export function wantDatabase(): void {
  const path = fileOf(parseConfig(settings()).databaseUrl);
  if (path !== null && !existsSync(path)) throw new Error(`${path} is not there`);
}

/** Opens the installation for one piece of work, silently, and closes it whatever comes. */
export async function withKeepsake<T>(act: (keepsake: Keepsake) => Promise<T>): Promise<T> {
  const keepsake = await createKeepsake({ ...settings(), logLevel: 'silent' });
  try {
    return await act(keepsake);
  } finally {
    await keepsake.close();
  }
}
