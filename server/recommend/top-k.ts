/**
 * Keeps the k best of any number of offers without sorting them all: a heap whose root is the worst one kept.
 * Of equal scores the lower item is the better, so the same catalogue always ranks the same.
 */
export class TopK {
  readonly #scores: Float64Array;
  readonly #items: Int32Array;
  #size = 0;

  constructor(k: number) {
    this.#scores = new Float64Array(k);
    this.#items = new Int32Array(k);
  }

  offer(item: number, score: number): void {
    if (this.#size < this.#scores.length) {
      this.#set(this.#size, item, score);
      this.#size += 1;
      this.#up(this.#size - 1);
    } else if (this.#scores.length > 0 && this.#worse(0, item, score)) {
      this.#set(0, item, score);
      this.#down();
    }
  }

  /** Items and scores, best first. */
  best(): { item: number; score: number }[] {
    const kept = Array.from({ length: this.#size }, (_, i) => ({
      item: this.#items[i] as number,
      score: this.#scores[i] as number,
    }));
    return kept.sort((a, b) => b.score - a.score || a.item - b.item);
  }

  /** Whether the one at `at` is worse than this item. */
  #worse(at: number, item: number, score: number): boolean {
    const standing = this.#scores[at] as number;
    return standing < score || (standing === score && (this.#items[at] as number) > item);
  }

  #set(at: number, item: number, score: number): void {
    this.#items[at] = item;
    this.#scores[at] = score;
  }

  #swap(a: number, b: number): void {
    const [item, score] = [this.#items[a] as number, this.#scores[a] as number];
    this.#set(a, this.#items[b] as number, this.#scores[b] as number);
    this.#set(b, item, score);
  }

  #up(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#worse(parent, this.#items[at] as number, this.#scores[at] as number)) return;
      this.#swap(parent, at);
      at = parent;
    }
  }

  #down(): void {
    let at = 0;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (
          child < this.#size &&
          this.#worse(child, this.#items[worst] as number, this.#scores[worst] as number)
        ) {
          worst = child;
        }
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }
}
