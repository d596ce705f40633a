/**
 * The cache port. Values are strings; whoever caches an object decides how it is written down.
 * Losing everything in the cache is always harmless: `set` may keep nothing, and `get` find nothing.
 *
 * In a shared cache a delete is stronger than a set that was already under way: what any process read from the store
 * before the delete does not come back after it.
 */
export interface Cache {
  /** Whether other processes see the same entries, so that what one of them deletes is gone here as well. */
  readonly isShared: boolean;
  /** With `slide`, a hit starts the time to live anew. */
  get(key: string, options?: { slide?: boolean }): Promise<string | null>;
  set(key: string, value: string, options: CacheSetOptions): Promise<void>;
  delete(...keys: string[]): Promise<void>;
  /** Deletes every entry that was set with one of these tags. */
  deleteByTag(...tags: string[]): Promise<void>;
  /** Adds to a count (one, unless told) and returns it; the first call starts its time to live. Entries know nothing of counters. */
  increment(key: string, ttlMs: number, by?: number): Promise<number>;
  publish(channel: string, message: string): Promise<void>;
  /** Returns what ends the subscription. */
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>;
  /** Resolves when the cache answers; throws the reason when the server works without it. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface CacheSetOptions {
  ttlMs: number;
  tags?: readonly string[];
}
