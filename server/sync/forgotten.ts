import type { Kept, Queue, Vault } from '../data/index.ts';
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

export function openLetGo(deps: {
  queue: Queue<SyncEvent>;
  vault: Pick<Vault, 'shred'>;
  erased: Erased;
}): LetGo {
  const { queue, vault, erased } = deps;
  return async (event, people, outcome, undo) => {
    if (Object.values(people).every((ids) => ids.length === 0)) return outcome;
    const gone = await erased(event.store_id, people);
    if (Object.values(gone).every((ids) => ids.length === 0)) return outcome;
    await undo?.(gone);
    const { _id, store_id } = event;
    await queue.forget({ _id, store_id });
    // The body may have been sealed by a new key of the person's own.
    for (const id of gone.customer_ids) await vault.shred({ store_id, subject: `customer:${id}` });
    return 'forgotten';
  };
}
