/**
 * Structured logs: one JSON object a line on standard output, of the fields that are allowed and no
 * others. It knows how lines are written, and nothing of what they tell.
 */
import { pino } from 'pino';
import type { Log } from './context.ts';
import { errorFields } from './telemetry/log-errors.ts';
import { allowed } from './telemetry/log-fields.ts';
import { scrub } from './telemetry/scrub.ts';

export interface LogOptions {
  /** A field that is not allowed is an error instead of left out: for tests. */
  readonly strict?: boolean;
  /** Takes each line; standard output unless given. */
  readonly write?: (line: string) => void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** @param level `trace`, `debug`, `info`, `warn`, `error` or `silent` */
export function createLog(level: string, { strict = false, write }: LogOptions = {}): Log {
  const formatters = { level: (label: string) => ({ level: label }) };
  const timestamp = pino.stdTimeFunctions.isoTime;
  const options = { level, base: null, timestamp, formatters };
  const out = write ? pino(options, { write }) : pino(options);
  const log: Partial<Log> = {};
  for (const each of LEVELS) {
    const heard = out.isLevelEnabled(each);
    // In tests silent lines are held against the table too.
    if (!heard && !strict) log[each] = () => {};
    else
      log[each] = (fields, message) => {
        const { reason, ...rest } = fields;
        const told = reason instanceof Error ? { ...rest, ...errorFields(reason) } : fields;
        // A message is of ours, and may still hold what it was made with.
        const words = each === 'warn' || each === 'error' ? scrub(message) : message;
        out[each](allowed(told, strict), words);
      };
  }
  return log as Log;
}
