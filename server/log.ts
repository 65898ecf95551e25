/** Structured logs on standard output: only the fields that callers name, never a request's body. */
import { pino } from 'pino';
import type { Log } from './context.ts';

/** Fields whose values must never be seen, whoever names them. */
const REDACTED = [
  'authorization',
  'secret',
  'clientSecret',
  'number',
  'cvc',
  'token',
  'email',
  'name',
  'address',
];

export function createLog(level: string): Log {
  return pino({ level, base: null, redact: REDACTED, timestamp: pino.stdTimeFunctions.isoTime });
}
