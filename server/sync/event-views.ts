import type { Static } from 'typebox';
import type { Filter, Kept } from '../data/index.ts';
import { mayNamePeople, SUBSCRIPTIONS, type SyncEvent, TOPICS } from './events.ts';
import type { EventDetail, EventQuery, EventStatus, EventView } from './schema.ts';

const ALL = Object.values(SUBSCRIPTIONS);

/** Events of a store as asked for; readings, which are ours and not the platform's, are left out. */
export function eventFilter(store_id: string, query: EventQuery): Filter {
  const { event_type, status, entity_id, since, until } = query;
  const received = {
    ...(since === undefined ? {} : { $gte: since }),
    ...(until === undefined ? {} : { $lte: until }),
  };
  return {
    store_id,
    topic: { $ne: TOPICS.reread },
    ...(event_type === undefined ? {} : { event_type }),
    ...(entity_id === undefined ? {} : { entity_id }),
    ...(Object.keys(received).length === 0 ? {} : { received_at: received }),
    ...(status === undefined ? {} : STATUS_FILTER[status]),
  };
}

const STATUS_FILTER: Record<EventStatus, Filter> = {
  pending: { $or: [{ ready: { $in: ALL } }, { held: { $in: ALL } }] },
  done: { ready: [], held: [], dead: [] },
  dead: { dead: { $in: ALL } },
};

export function eventView(event: Kept<SyncEvent>): EventView {
  const states = Object.values(event.deliveries);
  const isPending = event.ready.length + event.held.length > 0;
  const waiting = states.find(({ status, attempts }) => status === 'pending' && attempts > 0);
  return {
    event_id: event._id,
    event_type: event.event_type,
    platform: event.platform,
    topic: event.topic,
    entity_id: event.entity_id,
    status: event.dead.length > 0 ? 'dead' : isPending ? 'pending' : 'done',
    attempts: Math.max(0, ...states.map(({ attempts }) => attempts)),
    outcome: states.find(({ outcome }) => outcome !== null)?.outcome ?? null,
    error: states.find(({ error }) => error !== null)?.error ?? null,
    received_at: event.received_at,
    triggered_at: event.triggered_at,
    next_try_at: waiting?.due_at ?? null,
  };
}

export function eventDetail(event: Kept<SyncEvent>): Static<typeof EventDetail> {
  return {
    ...eventView(event),
    deliveries: event.deliveries,
    body: mayNamePeople(event) ? null : event.body,
  };
}
