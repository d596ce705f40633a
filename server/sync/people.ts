import { randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import {
  classified,
  type Doc,
  type Documents,
  type Filter,
  type Keyring,
  SealBrokenError,
  sealedCollection,
  type Vault,
} from '../data/index.ts';
import { type CanonicalCustomer, CanonicalOrder, type Fact } from '../platforms/index.ts';
import type { Identifiers } from '../privacy/index.ts';
import type { AuditEntry, ConflictAudit } from './audit.ts';
import { resolveConflict } from './conflicts.ts';
import { versionOf } from './versions.ts';

/** Stands in place of an order's number when nobody may be told whose it was. */
const ERASED = 'erased';
const DAY_MS = 86_400_000;

const { number, total, discount_total, line_items, ...open } = CanonicalOrder.properties;
/** An order as it is kept: what was paid for what is its customer's. */
export const StoredOrder = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  version: Type.String(),
  ...Type.Partial(Type.Object(open)).properties,
  number: Type.Optional(classified('payment_information', number)),
  total: Type.Optional(classified('payment_information', total)),
  discount_total: Type.Optional(classified('payment_information', discount_total)),
  line_items: Type.Optional(classified('payment_information', line_items)),
});
export type OrderDoc = Static<typeof StoredOrder>;
/** Whom an order names, which lies open. */
export type OrderNames = Pick<OrderDoc, '_id' | 'customer_id' | 'session_id' | 'created_at'>;

/** One preference: of two values the later said stands, whatever came first. */
export const StoredPreference = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  version: Type.String(),
  customer_id: Type.String(),
  name: Type.String(),
  value: classified('user_preferences', Type.String()),
  updated_at: Type.Integer(),
});
type PreferenceDoc = Static<typeof StoredPreference>;

interface Versioned extends Doc {
  store_id: string;
  version: string;
}
export type CustomerDoc = Versioned & Partial<Omit<CanonicalCustomer, 'preferences'>>;

type OrderFact = Extract<Fact, { kind: 'order' }>;
type CustomerFact = Extract<Fact, { kind: 'customer' }>;

/** Orders and customers of a store, as far as they are kept: no names, no addresses. */
export interface People {
  /** @returns whether the fact was the newest about its order or customer. */
  applyOrder(store_id: string, fact: OrderFact, seen_at: number): Promise<boolean>;
  applyCustomer(store_id: string, fact: CustomerFact, seen_at: number): Promise<boolean>;
  /** Orders by their ids, their customers or the visits they came from. */
  orders(store_id: string, of: Partial<Identifiers>): Promise<OrderDoc[]>;
  /** The same, but only whom they name: an order that doesn't open must not keep anybody from being erased. */
  ordersNaming(store_id: string, of: Partial<Identifiers>): Promise<OrderNames[]>;
  customers(store_id: string, customer_ids: readonly string[]): Promise<CustomerDoc[]>;
  preferences(store_id: string, customer_ids: readonly string[]): Promise<PreferenceDoc[]>;
  /** What a customer says of their own likes; it stands over what the shop said before. */
  prefer(
    store_id: string,
    customer_id: string,
    said: Readonly<Record<string, string>>,
    at: number,
  ): Promise<void>;
  /**
   * Makes orders nobody's: what was sold and when, to the day, stays for reports under another id. Of orders that
   * came from a visit only the visit is forgotten.
   */
  redactOrders(store_id: string, of: Partial<Identifiers>): Promise<number>;
  /** Removes orders that come in after they were redacted. */
  dropOrders(store_id: string, order_ids: readonly string[]): Promise<number>;
  redactCustomers(store_id: string, customer_ids: readonly string[]): Promise<number>;
  redactPreferences(store_id: string, customer_ids: readonly string[]): Promise<number>;
  /** What was noted of customers whose preferences were said differently. */
  conflicts(store_id: string, customer_ids: readonly string[]): Promise<AuditEntry[]>;
  forgetConflicts(store_id: string, customer_ids: readonly string[]): Promise<number>;
  /** Everybody named in orders and customers. */
  everyone(store_id: string): Promise<Identifiers>;
  redactStore(store_id: string): Promise<void>;
}

export async function openPeople(deps: {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
  audit: ConflictAudit;
}): Promise<People> {
  const { documents, vault, keyring, audit } = deps;
  const ofCustomer = ({
    store_id = '',
    customer_id,
  }: {
    store_id?: string;
    customer_id?: string | null;
  }) => ({
    store_id,
    subject: customer_id ? `customer:${customer_id}` : undefined,
  });
  const sealing = { documents, vault, owner: ofCustomer };
  const orders = sealedCollection({ ...sealing, name: 'orders', schema: StoredOrder });
  const named = documents.collection<OrderNames>('orders');
  const customers = documents.collection<CustomerDoc>('customers');
  const preferences = sealedCollection({
    ...sealing,
    name: 'customer_preferences',
    schema: StoredPreference,
  });
  /** What tells versions apart lies open: a plain hash of few possible values would tell which it was. */
  const contentOf = (content: unknown) => keyring.digest('version', JSON.stringify(content) ?? '');
  // Mission §3.2 collections.orders.indexes.
  await orders.createIndex(
    { store_id: 1, customer_id: 1, created_at: -1 },
    { name: 'store_customer_created' },
  );
  await orders.createIndex({ store_id: 1, session_id: 1 }, { name: 'store_session' });
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
      const version = versionOf({ updated_at, seen_at: updated_at, content: contentOf(value) });
      await preferences.upsertNewer([{ _id, store_id, customer_id, name, value, updated_at, version }]);
      if (standing && standing.value !== value) {
        const sides = { platform: value, varai: standing.value };
        const times = { platform: updated_at, varai: standing.updated_at };
        const conflict = resolveConflict('customer.preferences', `preferences.${name}`, sides, times);
        await audit.note(store_id, 'customer', new Map([[customer_id, [conflict]]]));
      }
    }
  }

  async function among<T extends Doc>(
    collection: { find(filter: Filter): Promise<T[]> },
    store_id: string,
    { session_ids = [], customer_ids = [], order_ids = [] }: Partial<Identifiers>,
  ): Promise<T[]> {
    const [bySession, byCustomer, byId] = await Promise.all([
      collection.find({ store_id, session_id: { $in: [...session_ids] } }),
      collection.find({ store_id, customer_id: { $in: [...customer_ids] } }),
      collection.find({ _id: { $in: order_ids.map((id) => `${store_id}:${id}`) } }),
    ]);
    return [...new Map([...bySession, ...byCustomer, ...byId].map((order) => [order._id, order])).values()];
  }

  /** Null for one that was changed or moved: of that nothing is kept. */
  const readable = (_id: string) =>
    orders.findOne({ _id }).catch((error) => {
      if (error instanceof SealBrokenError) return null;
      throw error;
    });

  return {
    async applyOrder(store_id, { id, updated_at, order }, seen_at) {
      const version = versionOf({ updated_at, seen_at, content: contentOf(order) });
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
    orders: (store_id, of) => among(orders, store_id, of),
    ordersNaming: (store_id, of) => among(named, store_id, of),
    customers: (store_id, ids) => customers.find({ _id: { $in: ids.map((id) => `${store_id}:${id}`) } }),
    preferences: (store_id, ids) => preferences.find({ store_id, customer_id: { $in: [...ids] } }),
    prefer: (store_id, customer_id, said, updated_at) =>
      mergePreferences(
        store_id,
        customer_id,
        Object.fromEntries(Object.entries(said).map(([name, value]) => [name, { value, updated_at }])),
      ),
    async redactOrders(store_id, { session_ids = [], ...of }) {
      const removed = (await among(named, store_id, of)).map(({ _id }) => _id);
      const theirs = (await Promise.all(removed.map(readable))).filter((order) => order !== null);
      if (removed.length > 0) await orders.bulkUpsert(theirs.map(anonymous), { removed });
      const visit = { store_id, session_id: { $in: [...session_ids] } };
      const { matched } = await orders.update(visit, { $set: { session_id: null } });
      return removed.length + matched;
    },
    dropOrders: (store_id, ids) => orders.delete({ _id: { $in: ids.map((id) => `${store_id}:${id}`) } }),
    redactCustomers: (store_id, ids) =>
      customers.delete({ _id: { $in: ids.map((id) => `${store_id}:${id}`) } }),
    redactPreferences: (store_id, ids) => preferences.delete({ store_id, customer_id: { $in: [...ids] } }),
    conflicts: (store_id, ids) => audit.about(store_id, ids),
    forgetConflicts: (store_id, ids) => audit.forget(store_id, ids),
    async everyone(store_id) {
      const [sold, known] = await Promise.all([named.find({ store_id }), customers.find({ store_id })]);
      const idOf = ({ _id }: Doc) => _id.slice(store_id.length + 1);
      return {
        session_ids: sold.map(({ session_id }) => session_id ?? '').filter(Boolean),
        customer_ids: [
          ...known.map(idOf),
          ...sold.map(({ customer_id }) => customer_id ?? '').filter(Boolean),
        ],
        order_ids: sold.map(idOf).filter((id) => !id.startsWith(`${ERASED}_`)),
      };
    },
    async redactStore(store_id) {
      await audit.forget(store_id);
      for (const collection of [customers, preferences, orders]) await collection.delete({ store_id });
    },
  };
}

/** The order without anything by which somebody could be found. */
function anonymous(order: OrderDoc): OrderDoc {
  const order_id = `${ERASED}_${randomUUID()}`;
  const day = Math.floor((order.created_at ?? 0) / DAY_MS) * DAY_MS;
  return {
    ...order,
    _id: `${order.store_id}:${order_id}`,
    order_id,
    version: '',
    number: ERASED,
    customer_id: null,
    session_id: null,
    created_at: day,
    updated_at: day,
    line_items: (order.line_items ?? []).map((line) => ({ ...line, recommendation_id: null })),
  };
}
