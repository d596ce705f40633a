import type { Doc, Documents } from '../data/index.ts';
import type { CanonicalCustomer, CanonicalOrder, Fact } from '../platforms/index.ts';
import type { ConflictAudit } from './audit.ts';
import { resolveConflict } from './conflicts.ts';
import { versionOf } from './versions.ts';

interface Versioned extends Doc {
  store_id: string;
  version: string;
}
type OrderDoc = Versioned & Partial<CanonicalOrder>;
type CustomerDoc = Versioned & Partial<Omit<CanonicalCustomer, 'preferences'>>;
/** One preference: of two values the later said stands, whatever came first. */
type PreferenceDoc = Versioned & { customer_id: string; name: string; value: string; updated_at: number };

type OrderFact = Extract<Fact, { kind: 'order' }>;
type CustomerFact = Extract<Fact, { kind: 'customer' }>;

/** Orders and customers of a store, as far as they are kept: no names, no addresses. */
export interface People {
  /** @returns whether the fact was the newest about its order or customer. */
  applyOrder(store_id: string, fact: OrderFact, seen_at: number): Promise<boolean>;
  applyCustomer(store_id: string, fact: CustomerFact, seen_at: number): Promise<boolean>;
  /** Ids of the orders that are known to be a customer's. */
  ordersOf(store_id: string, customer_id: string): Promise<string[]>;
  /** Removes a customer, their preferences, what was noted of them, and their orders' tie to them. */
  redactCustomer(store_id: string, customer_id: string, orderIds: readonly string[]): Promise<void>;
  redactStore(store_id: string): Promise<void>;
}

export async function openPeople(documents: Documents, audit: ConflictAudit): Promise<People> {
  const orders = documents.collection<OrderDoc>('orders');
  const customers = documents.collection<CustomerDoc>('customers');
  const preferences = documents.collection<PreferenceDoc>('customer_preferences');
  // Mission §3.2 collections.orders.indexes.
  await orders.createIndex(
    { store_id: 1, customer_id: 1, created_at: -1 },
    { name: 'store_customer_created' },
  );
  await orders.createIndex({ status: 1, created_at: -1 }, { name: 'status_created' });
  await orders.shardBy?.({ store_id: 1, created_at: 1 });
  await customers.createIndex({ store_id: 1 }, { name: 'store' });
  await preferences.createIndex({ store_id: 1, customer_id: 1 }, { name: 'store_customer' });

  async function mergePreferences(
    store_id: string,
    customer_id: string,
    said: CanonicalCustomer['preferences'],
  ) {
    for (const [name, { value, updated_at }] of Object.entries(said)) {
      const _id = `${store_id}:${customer_id}:${name}`;
      const standing = await preferences.findOne({ _id });
      const version = versionOf({ updated_at, seen_at: updated_at, content: value });
      await preferences.upsertNewer([{ _id, store_id, customer_id, name, value, updated_at, version }]);
      if (standing && standing.value !== value) {
        const sides = { platform: value, varai: standing.value };
        const times = { platform: updated_at, varai: standing.updated_at };
        const conflict = resolveConflict('customer.preferences', `preferences.${name}`, sides, times);
        await audit.note(store_id, 'customer', new Map([[customer_id, [conflict]]]));
      }
    }
  }

  return {
    async applyOrder(store_id, { id, updated_at, order }, seen_at) {
      const version = versionOf({ updated_at, seen_at, content: order });
      const older = await orders.upsertNewer([{ _id: `${store_id}:${id}`, store_id, version, ...order }]);
      return older.length === 0;
    },
    async applyCustomer(store_id, { id, updated_at, customer }, seen_at) {
      const { preferences: said = {}, ...rest } = customer ?? {};
      const version = versionOf({ updated_at, seen_at, content: rest });
      const older = await customers.upsertNewer([{ _id: `${store_id}:${id}`, store_id, version, ...rest }]);
      await mergePreferences(store_id, id, said);
      return older.length === 0;
    },
    async redactCustomer(store_id, customer_id, orderIds) {
      await customers.delete({ _id: `${store_id}:${customer_id}` });
      await preferences.delete({ store_id, customer_id });
      await audit.forget(store_id, customer_id);
      await orders.update({ store_id, customer_id }, { $set: { customer_id: null, session_id: null } });
      const ids = orderIds.map((id) => `${store_id}:${id}`);
      await orders.update({ _id: { $in: ids } }, { $set: { customer_id: null, session_id: null } });
    },
    async ordersOf(store_id, customer_id) {
      const found = await orders.find({ store_id, customer_id });
      return found.map(({ _id }) => _id.slice(store_id.length + 1));
    },
    async redactStore(store_id) {
      await audit.forget(store_id);
      for (const collection of [customers, preferences, orders]) await collection.delete({ store_id });
    },
  };
}
