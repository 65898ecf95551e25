/**
 * Answers that are kept for whoever asks the same again. One is given only at the revision of what
 * it was made from, which the caller reads anew each time, and only within its time; so it can never
 * show what was. It knows nothing of what the answers say.
 */

export interface KeptAnswer {
  readonly body: string;
  /** Origins that it may be shown to. */
  readonly origins: readonly string[];
  /** What it was made from, read before it was made. */
  readonly revision: string;
  /** Epoch milliseconds, both; the second is past its time already. */
  readonly madeMs: number;
  readonly untilMs: number;
}

export interface KeptAnswers {
  find(key: string, revision: string, nowMs: number): KeptAnswer | null;
  keep(key: string, answer: KeptAnswer): void;
}

/** @param most answers kept; the ones that nobody asked for longest go first, and whatever is past its time */
export function createKeptAnswers(most: number): KeptAnswers {
  const kept = new Map<string, KeptAnswer>();
  return {
    find(key, revision, nowMs) {
      const answer = kept.get(key);
      if (!answer) return null;
      kept.delete(key);
      const holds =
        answer.revision === revision && answer.madeMs <= nowMs && nowMs < answer.untilMs;
      if (!holds) return null;
      kept.set(key, answer);
      return answer;
    },
    keep(key, answer) {
      kept.set(key, answer);
      for (const [oldest, { untilMs }] of kept) {
        if (kept.size <= most && answer.madeMs < untilMs) return;
        kept.delete(oldest);
      }
    },
  };
}
