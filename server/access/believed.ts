import { LRUCache } from 'lru-cache';

/** How long an answer is believed: what is revoked elsewhere is refused here within it. */
const BELIEVED_MS = 1000;
/** Older answers are still given, while a newer one is being asked for. */
const FRESH_MS = BELIEVED_MS / 2;
const MOST = 10_000;

interface Answer<T> {
  value: T;
  /** When it was asked for: the store may have changed since. */
  at: number;
}

/**
 * Answers from memory for a second at most, without a turn of the event loop. What is asked for all the time is
 * asked again in the background, so that nobody waits for it.
 */
export class Believed<T extends { readonly until: number } | null> {
  readonly #answers = new LRUCache<string, Answer<T>>({ max: MOST });
  readonly #asking = new Map<string, Promise<T>>();
  #changes = 0;

  /**
   * @param ask reads what stands in the store; `source` is what it needs besides the key.
   * @param now ms since the epoch.
   */
  constructor(
    readonly ask: (key: string, source: string) => Promise<T>,
    readonly now: () => number,
  ) {}

  /** The answer, or undefined when it must be asked for. Nothing is given at or after its own `until`. */
  recall(key: string, source = key): T | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined) return undefined;
    const now = this.now();
    const age = now - answer.at;
    if (age >= BELIEVED_MS || age < 0 || (answer.value !== null && now >= answer.value.until))
      return undefined;
    // Whoever has to wait for the answer is told why there is none.
    if (age >= FRESH_MS && !this.#asking.has(key)) this.look(key, source).catch(() => undefined);
    return answer.value;
  }

  /** Asks the store, once for all who wait. */
  look(key: string, source = key): Promise<T> {
    const standing = this.#asking.get(key);
    if (standing !== undefined) return standing;
    const [at, changes] = [this.now(), this.#changes];
    const asking = this.ask(key, source)
      .then((value) => {
        if (changes === this.#changes) this.#answers.set(key, { value, at });
        return value;
      })
      .finally(() => {
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
      });
    this.#asking.set(key, asking);
    return asking;
  }

  /** Something changed: what is known, and what is just being read, counts no longer. */
  forget(): void {
    this.#changes += 1;
    this.#answers.clear();
    this.#asking.clear();
  }
}
