import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from './mongo-errors.ts';

/**
 * How long a caller waits in all before it is told that the store is away: longer than a connection takes to be made
 * anew, shorter than people and webhooks wait (Shopify gives a webhook five seconds:
 * https://shopify.dev/docs/apps/build/webhooks/best-practices).
 */
export const BUDGET_MS = 4000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 800;

export interface RetryClock {
  /** Milliseconds that only go forward. */
  now(): number;
  wait(ms: number): Promise<unknown>;
  /** From 0 up to 1. */
  random(): number;
}

const realClock: RetryClock = { now: () => performance.now(), wait: (ms) => wait(ms), random: Math.random };

/**
 * Does `work` again while the server could not be asked, with full jitter between (see
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), until the budget is spent. Work whose
 * outcome is unknown is repeated only when doing it twice is the same as doing it once.
 * @throws the last error.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  outcomeOf: (error: unknown) => Outcome,
  { isRepeatable, budgetMs }: { isRepeatable: boolean; budgetMs: number },
  clock: RetryClock = realClock,
): Promise<T> {
  const end = clock.now() + budgetMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const outcome = outcomeOf(error);
      const mayRepeat = outcome === 'not-sent' || (outcome === 'unknown' && isRepeatable);
      const pause = clock.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      if (!mayRepeat || clock.now() + pause >= end) throw error;
      await clock.wait(pause);
    }
  }
}
