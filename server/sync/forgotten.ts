import type { Kept, Queue } from '../data/index.ts';
import type { Identifiers } from '../privacy/index.ts';
import type { SyncEvent } from './events.ts';

/** Those of the people named who were erased. */
export type Erased = (store_id: string, people: Partial<Identifiers>) => Promise<Identifiers>;

/**
 * Takes back what an event brought about somebody who was erased, and the event with it. It is asked once more after
 * the event was applied: an erasure either finds what was written, or is found here.
 * @returns the outcome, or `forgotten`
 */
export type LetGo = (
  event: Kept<SyncEvent>,
  people: Partial<Identifiers>,
  outcome: string,
  undo?: (erased: Identifiers) => Promise<unknown>,
) => Promise<string>;

export function openLetGo(queue: Queue<SyncEvent>, erased: Erased): LetGo {
  return async (event, people, outcome, undo) => {
    if (Object.values(people).every((ids) => ids.length === 0)) return outcome;
    const gone = await erased(event.store_id, people);
    if (Object.values(gone).every((ids) => ids.length === 0)) return outcome;
    await undo?.(gone);
    await queue.forget({ _id: event._id, store_id: event.store_id });
    return 'forgotten';
  };
}
