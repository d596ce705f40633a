import { type Limits, type Meter, type Quota, Tally } from './limits.ts';

/** Keys of one kind held at once. Who can make up more than that is stopped elsewhere, by address. */
const MOST_KEYS = 50_000;

/** The limits port within one process. */
export class MemoryLimits implements Limits {
  constructor(readonly now: () => number) {}

  meter(name: string, quota: Quota): Meter {
    const tallies = new Map<string, Tally>();
    return {
      of: (key, own = quota) => {
        const standing = tallies.get(key);
        if (standing === undefined) {
          if (tallies.size >= MOST_KEYS) this.#makeRoom(tallies);
          const tally = new Tally(`${name}:${key}`, own);
          tallies.set(key, tally);
          return tally;
        }
        if (standing.quota !== own && standing.quota.amount !== own.amount) standing.quota = own;
        return standing;
      },
    };
  }

  take(...tallies: readonly Tally[]): Tally | null {
    const now = this.now();
    for (const tally of tallies) if (tally.waitMs(now) > 0) return tally;
    for (const tally of tallies) {
      tally.take(now);
      this.taken(tally, now);
    }
    return null;
  }

  async close(): Promise<void> {}

  /** For an adapter that tells others. */
  protected taken(_tally: Tally, _now: number): void {}

  /** Forgets what is whole again, else the oldest tenth. */
  #makeRoom(tallies: Map<string, Tally>): void {
    const now = this.now();
    for (const [key, tally] of tallies) if (tally.aheadMs(now) === 0) tallies.delete(key);
    let surplus = tallies.size - MOST_KEYS * 0.9;
    for (const key of tallies.keys()) {
      if (surplus-- <= 0) return;
      tallies.delete(key);
    }
  }
}
