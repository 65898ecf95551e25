/**
 * What happened in one life, in order: all of it in a hash (two lives of one seed must agree), and the
 * end of it in words, for whoever has to find out why.
 */
import { createHash } from 'node:crypto';

export interface Trace {
  note(line: string): void;
  /** Of everything so far, hex. */
  hash(): string;
  /** The last lines, oldest first. */
  last(): readonly string[];
}

/** @param speak also gets every line as it comes; null for nobody */
export function createTrace(kept: number, speak: ((line: string) => void) | null): Trace {
  const hash = createHash('sha256');
  const lines: string[] = [];
  return {
    note(line) {
      hash.update(line);
      hash.update('\n');
      lines.push(line);
      if (lines.length > kept * 2) lines.splice(0, kept);
      speak?.(line);
    },
    hash: () => hash.copy().digest('hex'),
    last: () => lines.slice(-kept),
  };
}
