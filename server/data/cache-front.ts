import { LRUCache } from 'lru-cache';
import type { Entry } from './cache-scripts.ts';

/** Nothing is believed longer without asking Redis, whatever is heard or not heard: the catalogue's second as well. */
const BELIEVED_MS = 1000;
/** What ends sooner than that could be shown after its end. */
const SHORTEST_TTL_MS = 60_000;

/**
 * A small cache inside the process in front of the shared one, for what is asked again and again. Other processes say
 * what they delete; what was being fetched while that was heard is not kept.
 */
export class CacheFront {
  readonly #entries: LRUCache<string, Entry>;
  #changes = 0;

  constructor(maxBytes: number) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      sizeCalculation: ({ value }, key) => 2 * (value.length + key.length) + 128,
      ttl: BELIEVED_MS,
      ttlResolution: 50,
    });
  }

  /** Take it before asking Redis, and hand it to `keep` with the answer. */
  get moment(): number {
    return this.#changes;
  }

  get(key: string): string | undefined {
    return this.#entries.get(key)?.value;
  }

  keep(key: string, entry: Entry, moment: number): void {
    if (moment === this.#changes && entry.ttlMs >= SHORTEST_TTL_MS) this.#entries.set(key, entry);
  }

  drop(keys: readonly string[]): void {
    this.#changes += 1;
    for (const key of keys) this.#entries.delete(key);
  }

  dropTags(tags: readonly string[]): void {
    this.#changes += 1;
    for (const [key, entry] of this.#entries.entries()) {
      if (entry.tags.some((tag) => tags.includes(tag))) this.#entries.delete(key);
    }
  }

  clear(): void {
    this.#changes += 1;
    this.#entries.clear();
  }
}
