import { ChatModelError } from '../model.ts';

export interface TurnQueue {
  /** @throws ChatModelError `queue` when too many wait, or this one has waited too long */
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly waiting: number;
}

/** So many at once, so many waiting for that, and none of those longer than `patienceMs`. */
export async function openTurnQueue(
  concurrency: number,
  mostWaiting: number,
  patienceMs: number,
): Promise<TurnQueue> {
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency });
  return {
    get waiting() {
      return queue.size;
    },
    async run(work) {
      const isFull = queue.pending >= concurrency && queue.size >= mostWaiting;
      if (isFull) throw new ChatModelError('queue', '');
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(new ChatModelError('queue', '')), patienceMs);
      // The signal ends the waiting, not the work: it is deaf once that has begun.
      return queue.add(
        () => {
          clearTimeout(timer);
          return work();
        },
        { signal: patience.signal },
      );
    },
  };
}
