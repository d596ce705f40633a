import type { Kept } from '../data/index.ts';
import { type Fact, type Platforms, type StoreContext, UnmappableError } from '../platforms/index.ts';
import { mayNamePeople, type SyncEvent } from './events.ts';
import { UNREADABLE } from './sealed-events.ts';

/** The facts of a kept event. @throws UnmappableError when its body can't be understood. */
export type FactsOf = (event: Kept<SyncEvent>, context: StoreContext) => readonly Fact[];

export function factReader(platforms: Platforms): FactsOf {
  return (event, context) => {
    const { platform, event_type, entity_id, received_at, triggered_at } = event;
    const body = bodyOf(event);
    return platforms[platform].map({ event_type, entity_id, body, received_at, triggered_at, context });
  };
}

/** The body as it came. @throws UnmappableError when its key is gone */
export function bodyOf(event: SyncEvent): string {
  const { body } = event;
  if (mayNamePeople(event) && body === UNREADABLE)
    throw new UnmappableError('the key that sealed the body is gone, or is another installation’s');
  return body;
}
