import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
import type { Cache, CacheSetOptions } from './cache.ts';

interface Entry {
  value: string;
  tags: readonly string[];
}

/** The cache port inside this process: least recently used goes first when it is full. */
export class MemoryCache implements Cache {
  readonly isShared = false;
  readonly #entries: LRUCache<string, Entry>;
  readonly #tagged = new Map<string, Set<string>>();
  readonly #channels = new EventEmitter().setMaxListeners(0);

  /** @param maxBytes rough upper bound of what keys and values take, two bytes a character. */
  constructor(maxBytes: number, now: () => number = () => performance.now()) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      sizeCalculation: (entry, key) => 2 * (entry.value.length + key.length) + 64,
      dispose: (entry, key) => this.#untag(key, entry.tags),
      perf: { now },
      ttlResolution: 0,
    });
  }

  async get(key: string, options: { slide?: boolean } = {}): Promise<string | null> {
    return this.#entries.get(key, { updateAgeOnGet: options.slide === true })?.value ?? null;
  }

  async set(key: string, value: string, { ttlMs, tags = [] }: CacheSetOptions): Promise<void> {
    this.#entries.set(key, { value, tags }, { ttl: ttlMs });
    if (!this.#entries.has(key)) return; // It was larger than the whole cache.
    for (const tag of tags) {
      const keys = this.#tagged.get(tag);
      if (keys) keys.add(key);
      else this.#tagged.set(tag, new Set([key]));
    }
  }

  async delete(...keys: string[]): Promise<void> {
    for (const key of keys) this.#entries.delete(key);
  }

  async deleteByTag(...tags: string[]): Promise<void> {
    for (const tag of tags) for (const key of this.#tagged.get(tag) ?? []) this.#entries.delete(key);
  }

  async increment(key: string, ttlMs: number, by = 1): Promise<number> {
    const standing = this.#entries.get(key);
    const remaining = standing ? this.#entries.getRemainingTTL(key) : 0;
    // In its last instant an entry has no time left, and none would mean for ever.
    const count = remaining > 0 ? Number(standing?.value) + by : by;
    this.#entries.set(key, { value: `${count}`, tags: [] }, { ttl: remaining > 0 ? remaining : ttlMs });
    return count;
  }

  async publish(channel: string, message: string): Promise<void> {
    this.#channels.emit(channel, message);
  }

  async subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>> {
    this.#channels.on(channel, listener);
    return async () => {
      this.#channels.off(channel, listener);
    };
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#entries.clear();
    this.#channels.removeAllListeners();
  }

  #untag(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#tagged.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#tagged.delete(tag);
    }
  }
}
