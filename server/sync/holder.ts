import { Type } from 'typebox';
import { type Kept, type Queue, RETENTION_MS } from '../data/index.ts';
import { canonicalSchemas } from '../platforms/index.ts';
import { type DataHolder, type Identifiers, Time } from '../privacy/index.ts';
import type { SyncEvent } from './events.ts';
import { INTERACTION_SECONDS, type Interactions } from './interactions.ts';
import type { OrderNames, People } from './people.ts';
import type { EventsOf } from './person-events.ts';
import { ConflictView } from './schema.ts';

const DAY_SECONDS = 86_400;

export interface SyncHolderDeps {
  people: People;
  interactions: Interactions;
  queue: Queue<SyncEvent>;
  eventsOf: EventsOf;
  /** The body of a kept event, opened. */
  bodyOf(event: Kept<SyncEvent>): string;
}

/**
 * What shops told about people. The order matters: events and what was learned are found by interactions and orders,
 * and so they go first.
 */
export function syncHolders(deps: SyncHolderDeps): DataHolder[] {
  return [eventHolder(deps), learnedHolder(deps), interactionHolder(deps), ...customerHolders(deps)];
}

function eventHolder({ queue, eventsOf, bodyOf }: SyncHolderDeps): DataHolder {
  return {
    name: 'shop_events',
    description: 'Messages of the shop in which you are named: orders, your customer account, your visits',
    classification: 'confidential',
    category: 'commercial_information',
    use: 'to deal with each message once, and again after a failure',
    source: 'shop',
    consent: null,
    retention: { words: '7 days', days: RETENTION_MS / (DAY_SECONDS * 1000) },
    schema: Type.Object({
      event_type: Type.String(),
      received_at: Time,
      entity_id: Type.Union([Type.String(), Type.Null()]),
      body: Type.String({ description: 'As the shop sent it' }),
    }),
    find: async (subject) =>
      (await eventsOf(subject, 'own')).map((event) => ({
        event_type: event.event_type,
        received_at: event.received_at,
        entity_id: event.entity_id,
        body: bodyOf(event),
      })),
    async erase(subject) {
      const ids = (await eventsOf(subject, 'named')).map(({ _id }) => _id);
      return ids.length === 0 ? 0 : queue.forget({ store_id: subject.store_id, _id: { $in: ids } });
    },
  };
}

function learnedHolder({ interactions }: SyncHolderDeps): DataHolder {
  const ids = ({ store_id, session_ids }: Parameters<DataHolder['find']>[0]) =>
    interactions.idsOf(store_id, session_ids);
  return {
    name: 'learned_samples',
    description: 'What may be learned from your visit: the product and what you did, by the day, without you',
    classification: 'internal',
    category: 'inferences_from_personal_information',
    use: 'to make recommendations better for everybody',
    source: 'derived',
    consent: 'analytics_and_improvement',
    retention: {
      words:
        'As long as it is of use: it names nobody. What came from your visit goes when you withdraw the consent',
      days: null,
    },
    schema: Type.Object({
      type: Type.String(),
      action: Type.Union([Type.String(), Type.Null()]),
      product_id: Type.Union([Type.String(), Type.Null()]),
      day: Time,
    }),
    find: async (subject) =>
      (await interactions.learnedFrom(subject.store_id, await ids(subject))).map(
        ({ type, action, product_id, day }) => ({ type, action, product_id, day }),
      ),
    erase: async (subject) => interactions.unlearn(subject.store_id, await ids(subject)),
  };
}

function interactionHolder({ interactions }: SyncHolderDeps): DataHolder {
  return {
    name: 'interactions',
    description: 'What you did with the fitting tool: looked at, picked, put into the cart',
    classification: 'confidential',
    category: 'internet_activity',
    use: 'to count how the tool is used',
    source: 'shop',
    consent: null,
    retention: { words: '90 days', days: INTERACTION_SECONDS / DAY_SECONDS },
    schema: { ...canonicalSchemas.ai_interaction_schema_v1, $id: undefined },
    find: async ({ store_id, session_ids }) =>
      (await interactions.ofSessions(store_id, session_ids)).map(
        ({ _id, store_id: _, received_at, ...interaction }) => interaction,
      ),
    erase: ({ store_id, session_ids }) => interactions.erase(store_id, session_ids),
    everyone: async (store_id) => ({ session_ids: await interactions.sessionsOf(store_id) }),
  };
}

function customerHolders({ people }: SyncHolderDeps): DataHolder[] {
  const ofShop = {
    classification: 'confidential',
    source: 'shop',
    consent: null,
    retention: {
      words: 'As long as the shop keeps them or is connected; at once when you are erased',
      days: null,
    },
  } as const;
  return [
    {
      ...ofShop,
      name: 'preference_conflicts',
      description: 'Where two sources said different things of what you like',
      category: 'inferences_from_personal_information',
      use: 'to show the shop which word stands',
      retention: { words: '90 days', days: 90 },
      schema: Type.Omit(ConflictView, ['conflict_id', 'entity_id', 'entity']),
      find: async ({ store_id, customer_ids }) =>
        (await people.conflicts(store_id, customer_ids)).map(
          ({ rule, resolution, path, platform, varai, kept, resolved_at }) => ({
            rule,
            resolution,
            path,
            platform,
            varai,
            kept,
            resolved_at,
          }),
        ),
      erase: ({ store_id, customer_ids }) => people.forgetConflicts(store_id, customer_ids),
    },
    {
      ...ofShop,
      name: 'customer_preferences',
      description: 'What you like, as you told the shop',
      category: 'inferences_from_personal_information',
      use: 'to recommend what you like',
      schema: Type.Object({ name: Type.String(), value: Type.String(), updated_at: Time }),
      find: async ({ store_id, customer_ids }) =>
        (await people.preferences(store_id, customer_ids)).map(({ name, value, updated_at }) => ({
          name,
          value,
          updated_at,
        })),
      erase: ({ store_id, customer_ids }) => people.redactPreferences(store_id, customer_ids),
    },
    {
      ...ofShop,
      name: 'customers',
      description: 'Your customer number at the shop; no name, address or e-mail',
      category: 'identifiers',
      use: 'to tell your preferences from others’',
      schema: Type.Object({
        customer_id: Type.String(),
        created_at: Type.Union([Time, Type.Null()]),
        updated_at: Type.Union([Time, Type.Null()]),
      }),
      find: async ({ store_id, customer_ids }) =>
        (await people.customers(store_id, customer_ids)).map(({ _id, created_at, updated_at }) => ({
          customer_id: _id.slice(store_id.length + 1),
          created_at: created_at ?? null,
          updated_at: updated_at ?? null,
        })),
      erase: ({ store_id, customer_ids }) => people.redactCustomers(store_id, customer_ids),
      everyone: (store_id) => people.everyone(store_id),
    },
    {
      ...ofShop,
      name: 'orders',
      description: 'Your orders, without name or address: what was bought, when, and for how much',
      category: 'commercial_information',
      use: 'to tell the shop which recommendations led to orders',
      // Of an order that the shop removed only the id is left.
      schema: { ...canonicalSchemas.order_schema_v1, $id: undefined, required: ['order_id'] },
      widen: ({ store_id, ...known }) => relatives(people, store_id, known),
      // A visit's order may be somebody else's: a cart can be handed on. So they are found by whose they are.
      find: async ({ store_id, customer_ids, order_ids }) =>
        (await people.orders(store_id, { customer_ids, order_ids })).map(
          ({ _id, store_id: _, version, ...order }) => ({
            order_id: _id.slice(store_id.length + 1),
            ...order,
          }),
        ),
      erase: ({ store_id, ...known }) => people.redactOrders(store_id, known),
    },
  ];
}

/**
 * Whom orders lead to. A cart can be handed to somebody else: a visit whose orders name another customer as well is
 * nobody's for sure, and leads nowhere.
 */
async function relatives(people: People, store_id: string, known: Identifiers): Promise<Identifiers> {
  const { session_ids, customer_ids, order_ids } = known;
  const own = await people.ordersNaming(store_id, { customer_ids, order_ids });
  const ofVisits = await people.ordersNaming(store_id, {
    session_ids: [...session_ids, ...named(own, 'session_id')],
  });
  const sure = new Set([...customer_ids, ...named(own, 'customer_id')]);
  const first = sure.size > 0 ? sure : new Set(named(ofVisits, 'customer_id').slice(0, 1));
  const isOthers = ({ customer_id }: OrderNames) => Boolean(customer_id) && !first.has(customer_id ?? '');
  const shared = new Set(named(ofVisits.filter(isOthers), 'session_id'));
  const theirs = [...own, ...ofVisits.filter(({ session_id }) => !shared.has(session_id ?? ''))];
  return {
    order_ids: theirs.map(({ _id }) => _id.slice(store_id.length + 1)),
    customer_ids: named(theirs, 'customer_id'),
    session_ids: named(theirs, 'session_id').filter((id) => !shared.has(id)),
  };
}

function named(orders: readonly OrderNames[], by: 'customer_id' | 'session_id'): string[] {
  return orders.map((order) => order[by] ?? '').filter(Boolean);
}
