import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in steps: each `yield` is a place where it may pause. */
export type Steps<T> = Generator<void, T, void>;

/** Longest stretch of such work between two turns of the event loop. */
const SLICE_MS = 4;

/** Does the steps without keeping other requests waiting. */
export async function paced<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since > SLICE_MS) {
      await nextTurn();
      since = performance.now();
    }
  }
}

/** Does the steps in one go, for a process that serves nobody meanwhile. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
