import {
  type Failed,
  type Kept,
  type Lease,
  type Queue,
  type Settled,
  StoreUnavailableError,
} from '../data/index.ts';
import { type Fact, UnmappableError } from '../platforms/index.ts';
import type { Connection, Connections } from '../stores/index.ts';
import { SUBSCRIPTIONS, type SyncEvent, TOPICS } from './events.ts';
import type { FactsOf } from './facts.ts';
import type { LetGo } from './forgotten.ts';
import type { People } from './people.ts';
import type { ProductSync } from './products.ts';
import { isOfCatalog, newestOfEach, type PlatformRecord, recordsOf } from './records.ts';
import type { Turns } from './turns.ts';

export interface ProcessorDeps {
  queue: Queue<SyncEvent>;
  connections: Connections;
  factsOf: FactsOf;
  products: ProductSync;
  people: People;
  letGo: LetGo;
  turns: Turns;
  /** The shop has removed the app: its credentials are dead. @returns false when it was connected again since. */
  uninstalled(store_id: string, at: number): Promise<boolean>;
  /** The shop must be forgotten, but for the event that says so: if this is cut off, it is tried again. */
  redactStore(store_id: string, event_id: string): Promise<void>;
  /** A customer, through the platform, asks what is held about them or to be forgotten. */
  onPrivacyRequest(asked: PlatformRequest): Promise<void>;
  now(): number;
}

/** What a platform passes on from one of its shop's customers. */
export interface PlatformRequest {
  store_id: string;
  /** Of the event: asked twice is asked once. */
  request_id: string;
  request: 'customer_data_request' | 'customer_redact';
  customer_id: string | null;
  order_ids: readonly string[];
}

type Lot = readonly Kept<SyncEvent>[];

/** What became of each message of a lease. */
export interface Outcomes {
  settled: Settled[];
  failed: Failed[];
}

/** Of an event that is not applied yet. */
const NEW = 'new';

type Reading = Extract<Fact, { kind: 'stale' }>;

/** Deals with a lease of the sync processor's: products of one store together, the rest one by one. */
export function syncProcessor(deps: ProcessorDeps) {
  const { queue, connections, factsOf, products, people, letGo, turns, now } = deps;

  async function dealWithStore(store_id: string, lot: Lot, outcomes: Outcomes): Promise<void> {
    const connection = await connections.get(store_id);
    if (connection === null) {
      for (const { _id } of lot) outcomes.settled.push({ id: _id, outcome: 'store-removed' });
      return;
    }
    const read = await readAll(lot, connection, outcomes);
    await dealWithProducts(store_id, read, outcomes);
    for (const { event, others } of read) {
      if (others.length > 0) await dealWithOthers(event, others, outcomes);
    }
  }

  async function readAll(lot: Lot, connection: Connection, outcomes: Outcomes) {
    const read: { event: Kept<SyncEvent>; records: PlatformRecord[]; others: Fact[] }[] = [];
    for (const event of lot) {
      try {
        const facts = factsOf(event, connection.context);
        const records = recordsOf(event.store_id, facts, happenedAt(event), now());
        const others = facts.filter((fact) => !isOfCatalog(fact));
        if (facts.length === 0) outcomes.settled.push({ id: event._id, outcome: 'nothing-of-ours' });
        else read.push({ event, records, others });
      } catch (error) {
        outcomes.failed.push(failureOf(event, error, SUBSCRIPTIONS.sync));
      }
      await turns.maybeYield();
    }
    return read;
  }

  async function dealWithProducts(
    store_id: string,
    read: Awaited<ReturnType<typeof readAll>>,
    outcomes: Outcomes,
  ): Promise<void> {
    const all = read.flatMap(({ records }) => records);
    if (all.length === 0) return;
    const { older, refused } = await products.apply(store_id, all);
    const newest = new Map(newestOfEach(all).map((record) => [record._id, record.version]));
    for (const { event, records, others } of read) {
      if (records.length === 0) continue;
      const fault = records.map(({ entity_id }) => refused.get(entity_id)).find(Boolean);
      const isNewest = records.some(({ _id, version }) => !older.has(_id) && newest.get(_id) === version);
      if (fault && isNewest)
        outcomes.failed.push(failureOf(event, new UnmappableError(fault), SUBSCRIPTIONS.sync));
      else if (others.length === 0)
        outcomes.settled.push({ id: event._id, outcome: isNewest ? 'applied' : 'superseded' });
    }
  }

  async function dealWithOthers(
    event: Kept<SyncEvent>,
    facts: readonly Fact[],
    outcomes: Outcomes,
  ): Promise<void> {
    if (outcomes.failed.some(({ id }) => id === event._id)) return;
    try {
      let outcome = 'applied';
      for (const fact of facts) outcome = await dealWith(event, fact);
      outcomes.settled.push({ id: event._id, outcome });
    } catch (error) {
      outcomes.failed.push(failureOf(event, error, SUBSCRIPTIONS.sync));
    }
  }

  async function dealWith(event: Kept<SyncEvent>, fact: Fact): Promise<string> {
    const { store_id } = event;
    switch (fact.kind) {
      case 'stale':
        await readLater(readingOf(event, fact));
        return 'read-again';
      case 'order':
        return applyOrder(event, fact);
      case 'customer':
        return applyCustomer(event, fact);
      case 'uninstalled':
        return (await deps.uninstalled(store_id, happenedAt(event))) ? 'applied' : 'superseded';
      case 'privacy':
        return dealWithPrivacy(event, fact);
      default:
        return 'nothing-of-ours';
    }
  }

  async function applyOrder(event: Kept<SyncEvent>, fact: Extract<Fact, { kind: 'order' }>) {
    const { store_id } = event;
    const { customer_id = null, session_id = null } = fact.order ?? {};
    const whose = { order_ids: [fact.id], customer_ids: customer_id === null ? [] : [customer_id] };
    if ((await letGo(event, whose, NEW)) !== NEW) return 'forgotten';
    const isNewest = await people.applyOrder(store_id, fact, happenedAt(event));
    const named = { ...whose, session_ids: session_id === null ? [] : [session_id] };
    return letGo(event, named, isNewest ? 'applied' : 'superseded', async (erased) => {
      const isTheirs = erased.order_ids.length + erased.customer_ids.length > 0;
      // Of an erased visit's order only the visit is forgotten: the order is the shop's.
      await (isTheirs ? people.dropOrders(store_id, [fact.id]) : people.redactOrders(store_id, erased));
    });
  }

  async function applyCustomer(event: Kept<SyncEvent>, fact: Extract<Fact, { kind: 'customer' }>) {
    const { store_id } = event;
    const named = { customer_ids: [fact.id] };
    if ((await letGo(event, named, NEW)) !== NEW) return 'forgotten';
    const isNewest = await people.applyCustomer(store_id, fact, happenedAt(event));
    return letGo(event, named, isNewest ? 'applied' : 'superseded', async ({ customer_ids }) => {
      await people.redactCustomers(store_id, customer_ids);
      await people.redactPreferences(store_id, customer_ids);
      await people.forgetConflicts(store_id, customer_ids);
    });
  }

  async function dealWithPrivacy(event: Kept<SyncEvent>, fact: Extract<Fact, { kind: 'privacy' }>) {
    const { store_id, _id: request_id } = event;
    const { request, customer_id, order_ids } = fact;
    if (request === 'shop_redact') await deps.redactStore(store_id, request_id);
    else await deps.onPrivacyRequest({ store_id, request_id, request, customer_id, order_ids });
    return 'applied';
  }

  /**
   * What can't be dealt with together is dealt with one by one, so that an event that breaks something is the only one
   * to fail. @throws StoreUnavailableError: then it is no event's fault
   */
  async function dealWithLot(store_id: string, lot: Lot): Promise<Outcomes> {
    const outcomes: Outcomes = { settled: [], failed: [] };
    try {
      await dealWithStore(store_id, lot, outcomes);
      return outcomes;
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      const [only] = lot;
      if (only === undefined || lot.length > 1)
        return joined(await inTurn(lot, (one) => dealWithLot(store_id, [one])));
      return { settled: [], failed: [failureOf(only, error, SUBSCRIPTIONS.sync)] };
    }
  }

  return async (lease: Lease<SyncEvent>): Promise<Outcomes> =>
    joined(await inTurn(byStore(lease.messages), ([store_id, lot]) => dealWithLot(store_id, lot)));

  /** An event that is replayed has its reading done anew. */
  async function readLater(reading: SyncEvent): Promise<void> {
    if (!(await queue.publish(reading))) await queue.replay([reading._id]);
  }

  /** One reading for each event that asks for one; those that come together are done together. */
  function readingOf(event: SyncEvent, { product_id, variant_id, inventory_item_id }: Reading): SyncEvent {
    return {
      ...event,
      _id: `${event._id}_read`,
      topic: TOPICS.reread,
      // Of its own: it must not end with an event that was replayed on its last day.
      received_at: now(),
      body: JSON.stringify({ product_id, variant_id, inventory_item_id }),
    };
  }
}

async function inTurn<T, R>(all: Iterable<T>, work: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const each of all) results.push(await work(each));
  return results;
}

/** What became of everything, in one list. */
export function joined(all: readonly Outcomes[]): Outcomes {
  return { settled: all.flatMap(({ settled }) => settled), failed: all.flatMap(({ failed }) => failed) };
}

/** Where the platform does not say, the first time we heard of it is as near as we get. */
function happenedAt({ triggered_at, received_at }: SyncEvent): number {
  return triggered_at ?? received_at;
}

export function byStore(messages: Lot): Map<string, Kept<SyncEvent>[]> {
  const stores = new Map<string, Kept<SyncEvent>[]>();
  for (const message of messages) {
    const lot = stores.get(message.store_id);
    if (lot) lot.push(message);
    else stores.set(message.store_id, [message]);
  }
  return stores;
}

/** What was said, how often it was tried, and whether there is any use in trying again. */
export function failureOf(event: Kept<SyncEvent>, error: unknown, subscription: string): Failed {
  return {
    id: event._id,
    error: error instanceof Error ? error.message : 'failed',
    attempts: event.deliveries[subscription]?.attempts ?? 1,
    isFinal: error instanceof UnmappableError,
  };
}
