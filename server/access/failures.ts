import { LRUCache } from 'lru-cache';
import type { Cache } from '../data/index.ts';
import { tooManyFailures } from './problems.ts';

/** Wrong keys or secrets within the window after which nobody of this address is listened to until it ends. */
export const MOST_FAILURES = 30;
const WINDOW_MS = 60_000;

/** Counts failed attempts by who made them, across instances where the cache is shared. */
export interface Failures {
  /** @throws Problem too-many-failures, while the address has failed too often. */
  refuse(who: string): void;
  /** Counts one. @throws Problem too-many-failures when it was one too many. */
  note(who: string): Promise<void>;
}

export function openFailures({ cache, now }: { cache: Cache; now(): number }): Failures {
  /** When each may try again. */
  const refused = new LRUCache<string, number>({ max: 10_000 });
  const wait = (who: string, until: number) => {
    if (until <= now()) {
      refused.delete(who);
      return;
    }
    const seconds = Math.ceil((until - now()) / 1000);
    throw tooManyFailures({ headers: { 'retry-after': `${seconds}` } });
  };
  return {
    refuse(who) {
      const until = refused.get(who);
      if (until !== undefined) wait(who, until);
    },
    async note(who) {
      if ((await cache.increment(`failures:${who}`, WINDOW_MS)) <= MOST_FAILURES) return;
      refused.set(who, now() + WINDOW_MS);
      wait(who, now() + WINDOW_MS);
    },
  };
}
