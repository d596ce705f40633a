import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work between two turns of the event loop, so that no request waits long behind events. */
const SLICE_MS = 4;

/** Gives requests a turn now and then while many events are dealt with. */
export interface Turns {
  maybeYield(): Promise<void>;
}

export function turns(): Turns {
  let since = performance.now();
  return {
    async maybeYield() {
      if (performance.now() - since < SLICE_MS) return;
      await nextTurn();
      since = performance.now();
    },
  };
}
