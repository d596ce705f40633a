/** So much at once, and then again as much in every `seconds`. */
export interface Quota {
  readonly amount: number;
  readonly seconds: number;
}

/** Further ahead than twice the whole quota is no tally of ours, but a clock that was set back. */
const MOST_AHEAD = 2;

/**
 * What one key has taken of its quota: the generic cell rate algorithm (ITU-T I.371), one number and no timer. Times
 * are milliseconds of the clock of the limits it belongs to.
 */
export class Tally {
  #quota: Quota;
  #intervalMs: number;
  #windowMs: number;
  /** When the quota would be whole again (the algorithm's theoretical arrival time). */
  #wholeAt = 0;

  constructor(
    /** Whose it is, for adapters that share it. */
    readonly name: string,
    quota: Quota,
  ) {
    this.#quota = quota;
    this.#windowMs = quota.seconds * 1000;
    this.#intervalMs = this.#windowMs / quota.amount;
  }

  get quota(): Quota {
    return this.#quota;
  }

  /** A key's quota may change; what it has taken stays taken. */
  set quota(quota: Quota) {
    this.#quota = quota;
    this.#windowMs = quota.seconds * 1000;
    this.#intervalMs = this.#windowMs / quota.amount;
  }

  /** Time until the quota is whole, ms: at most twice its window. */
  aheadMs(now: number): number {
    const ahead = this.#wholeAt - now;
    return ahead <= 0 || ahead > this.mostMs + this.#intervalMs ? 0 : ahead;
  }

  /** How far ahead one more leads, ms. */
  get costMs(): number {
    return this.#intervalMs;
  }

  /** The furthest it can be ahead, ms. */
  get mostMs(): number {
    return MOST_AHEAD * this.#windowMs;
  }

  /** 0 when one more may be taken, else how long until then, ms. */
  waitMs(now: number): number {
    return Math.max(0, this.aheadMs(now) - this.#windowMs + this.#intervalMs);
  }

  /** How many may be taken now. */
  left(now: number): number {
    return Math.max(0, Math.floor((this.#windowMs - this.aheadMs(now)) / this.#intervalMs + 1e-9));
  }

  take(now: number): void {
    this.#wholeAt = now + this.aheadMs(now) + this.#intervalMs;
  }

  /** How far ahead it would be without the last `count`, ms. */
  aheadWithout(count: number, now: number): number {
    return Math.max(0, this.aheadMs(now) - count * this.#intervalMs);
  }

  /** Others took from it too: it is at least so far ahead, not counting the last `count` taken here. */
  atLeast(aheadMs: number, at: number, count: number): void {
    const ahead = Math.max(this.aheadMs(at), aheadMs + count * this.#intervalMs);
    this.#wholeAt = at + Math.min(this.mostMs, ahead);
  }
}

/** All keys of one kind, such as IP addresses. */
export interface Meter {
  /** @param quota of this very key, where it has one of its own */
  of(key: string, quota?: Quota): Tally;
}

/** Rate limits: whether one more is within every quota that counts for it. */
export interface Limits {
  /** @param name the same in every process that shares the limits */
  meter(name: string, quota: Quota): Meter;
  /** Takes one from each, or nothing when one of them has none left. @returns that one, else null. */
  take(...tallies: readonly Tally[]): Tally | null;
  /** The clock of the tallies, ms. */
  now(): number;
  close(): Promise<void>;
}
