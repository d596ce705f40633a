import type { Kept, Keyring } from '../data/index.ts';
import { type Fact, type Platforms, type StoreContext, UnmappableError } from '../platforms/index.ts';
import { bodyContext, type SyncEvent } from './events.ts';

/** The facts of a kept event. @throws UnmappableError when its body can't be understood. */
export type FactsOf = (event: Kept<SyncEvent>, context: StoreContext) => readonly Fact[];

export function factReader(platforms: Platforms, keyring: Keyring): FactsOf {
  return (event, context) => {
    const { platform, event_type, entity_id, received_at, triggered_at } = event;
    const body = bodyOf(event, keyring);
    return platforms[platform].map({ event_type, entity_id, body, received_at, triggered_at, context });
  };
}

/** The body as it came. @throws UnmappableError when it was sealed with another key */
export function bodyOf({ _id, body, is_sealed }: SyncEvent, keyring: Keyring): string {
  if (!is_sealed) return body;
  try {
    return keyring.open(bodyContext(_id), body);
  } catch {
    throw new UnmappableError('the body was sealed with another key than this installation’s');
  }
}
