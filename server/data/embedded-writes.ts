import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RootDatabase } from 'lmdb';

/** Work between two turns of the event loop, so that no request waits long behind a scan. */
const SLICE_MS = 4;

/** Gives the event loop a turn when a slice of work has lasted long enough. */
export class Slice {
  #since = performance.now();

  async maybeYield(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await nextTurn();
    this.#since = performance.now();
  }
}

interface QueuedWrite {
  /** Does the work inside the group's transaction; what it returns tells the caller once that is committed. */
  run(): Promise<() => void> | (() => void);
  fail(reason: unknown): void;
}

/**
 * One write after the other in this process; LMDB sees to other processes. A write is a child transaction, so one
 * that throws is undone alone, and those that come while others commit share the next commit. The queue is ours,
 * because LMDB would run a write that arrives while another one yields inside that one, and undo both together.
 */
export class WriteQueue {
  readonly #root: RootDatabase;
  #waiting: QueuedWrite[] = [];
  #running: Promise<void> | null = null;

  constructor(root: RootDatabase) {
    this.#root = root;
  }

  /** Resolves when the work has been committed and synced, and rejects when it was undone. */
  alone<R>(work: (slice: Slice) => Promise<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const child = () => work(new Slice()) as unknown as R;
      const run = () =>
        this.#root.childTransaction(child).then(
          (result) => () => resolve(result),
          (error) => () => reject(error),
        );
      this.#waiting.push({ run, fail: reject });
      this.#running ??= this.#commitAll();
    });
  }

  /**
   * For short work that does all its checks before its first write, so that there is never anything to undo: it needs
   * no transaction of its own, which would cost more than the write.
   */
  checked<R>(work: () => R): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const run = () => {
        try {
          const result = work();
          return () => resolve(result);
        } catch (error) {
          return () => reject(error);
        }
      };
      this.#waiting.push({ run, fail: reject });
      this.#running ??= this.#commitAll();
    });
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  async #commitAll(): Promise<void> {
    await Promise.resolve(); // What is written in the same turn shares the first commit too.
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        for (const tell of await this.#root.transaction(() => inTurn(group))) tell();
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
    }
    this.#running = null;
  }
}

function inTurn(group: readonly QueuedWrite[]): (() => void)[] {
  const outcomes = (async () => {
    const told: (() => void)[] = [];
    for (const { run } of group) {
      const ran = run();
      told.push(ran instanceof Promise ? await ran : ran);
    }
    return told;
  })();
  // LMDB waits for a promise; its types do not say so.
  return outcomes as unknown as (() => void)[];
}
