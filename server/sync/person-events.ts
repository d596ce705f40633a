import type { Kept, Queue } from '../data/index.ts';
import { UnmappableError } from '../platforms/index.ts';
import type { Identifiers, Subject } from '../privacy/index.ts';
import type { Connection, Connections } from '../stores/index.ts';
import { SUBSCRIPTIONS, type SyncEvent, TOPICS } from './events.ts';
import type { FactsOf } from './facts.ts';
import type { Interactions } from './interactions.ts';
import type { People } from './people.ts';

const PEOPLE_TOPICS = [TOPICS.order, TOPICS.customer];
const ALL = Object.values(SUBSCRIPTIONS);
const UNSETTLED = [{ ready: { $in: ALL } }, { held: { $in: ALL } }, { dead: { $in: ALL } }];
const PAGE = 500;

export interface PersonEventsDeps {
  queue: Queue<SyncEvent>;
  connections: Connections;
  factsOf: FactsOf;
  people: People;
  interactions: Interactions;
}

/**
 * Which orders count as a person's. A cart can be handed to somebody else, so an order that came from a visit may name
 * another person: its event is not the visit's to show (`own`). It names the visit, though, and goes with it (`named`),
 * unless it still waits: then it becomes an order without a visit first, and goes after that.
 */
export type EventReach = 'own' | 'named';

export type EventsOf = (subject: Subject, reach: EventReach) => Promise<Kept<SyncEvent>[]>;

/**
 * The events in the log that name a person. What was dealt with is found by what it was about; what was not, waiting
 * or given up, by what it says.
 */
export function personEvents(deps: PersonEventsDeps): EventsOf {
  const { queue, connections, factsOf, people, interactions } = deps;

  async function* pages(filter: object): AsyncGenerator<Kept<SyncEvent>[]> {
    for (let skip = 0; ; skip += PAGE) {
      const page = await queue.find(filter as Record<string, unknown>, { limit: PAGE, skip });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
    }
  }

  /** Whether the event says something of the person. What can't be understood is searched for their ids. */
  function names(
    event: Kept<SyncEvent>,
    connection: Connection,
    subject: Subject,
    reach: EventReach,
  ): boolean {
    const isWaiting = event.ready.length + event.held.length > 0;
    try {
      return factsOf(event, connection.context).some((fact) => {
        if (fact.kind === 'customer') return subject.customer_ids.includes(fact.id);
        if (fact.kind === 'interaction') return has(subject.session_ids, fact.interaction.session_id);
        if (fact.kind === 'privacy') return has(subject.customer_ids, fact.customer_id);
        if (fact.kind !== 'order') return false;
        const { customer_id = null, session_id = null } = fact.order ?? {};
        if (has(subject.customer_ids, customer_id) || subject.order_ids.includes(fact.id)) return true;
        return reach === 'named' && !isWaiting && has(subject.session_ids, session_id);
      });
    } catch (error) {
      if (!(error instanceof UnmappableError)) throw error;
      return isAbout(event, subject) || (event.topic === TOPICS.ai && mentions(event.body, subject));
    }
  }

  return async (subject, reach) => {
    const { store_id, session_ids, customer_ids, order_ids } = subject;
    const found = new Map<string, Kept<SyncEvent>>();
    const keep = (event: Kept<SyncEvent>) => void found.set(event._id, event);
    const ordersOf = async (of: Partial<Identifiers>) =>
      (await people.ordersNaming(store_id, of)).map(({ _id }) => _id.slice(store_id.length + 1));
    const own = [...order_ids, ...(await ordersOf({ customer_ids, order_ids }))];
    const ofVisits = reach === 'named' ? await ordersOf({ session_ids }) : [];
    const told = await interactions.idsOf(store_id, session_ids);
    // A customer's number may well be the number of an order, too.
    for (const [some, filter] of [
      [told, { _id: { $in: told } }],
      [customer_ids, { topic: TOPICS.customer, entity_id: { $in: customer_ids } }],
      [own, { topic: TOPICS.order, entity_id: { $in: own } }],
      [ofVisits, { topic: TOPICS.order, entity_id: { $in: ofVisits }, ready: [], held: [] }],
    ] as const) {
      if (some.length > 0) for await (const page of pages({ store_id, ...filter })) page.forEach(keep);
    }
    const connection = await connections.get(store_id);
    if (connection === null) return [...found.values()];
    const topics = [...PEOPLE_TOPICS, TOPICS.ai];
    for (const state of UNSETTLED) {
      for await (const page of pages({ store_id, topic: { $in: topics }, ...state }))
        for (const event of page) if (names(event, connection, subject, reach)) keep(event);
    }
    return [...found.values()];
  };
}

function has(ids: readonly string[], id: string | null): boolean {
  return id !== null && ids.includes(id);
}

function isAbout({ entity_id, topic }: SyncEvent, { customer_ids, order_ids }: Identifiers): boolean {
  return has(topic === TOPICS.order ? order_ids : customer_ids, entity_id);
}

/** As a value of its own, quoted. */
function mentions(body: string, { session_ids, customer_ids, order_ids }: Identifiers): boolean {
  return [...session_ids, ...customer_ids, ...order_ids].some((id) => body.includes(`"${id}"`));
}
