import type { Collection, Doc } from '../data/index.ts';

/** A merchant's store. */
export interface Store {
  store_id: string;
  name: string;
  currency: string;
  locale: string;
  /** The region where its shoppers' data must lie, such as `eu`; null when the merchant chose none. */
  data_region: string | null;
}

export type StoreDoc = Doc & Partial<Omit<Store, 'store_id'>>;

export interface Stores {
  /** The store's settings; a store nobody has described has plain ones. */
  get(store_id: string): Promise<Store>;
  save(store: Omit<Store, 'data_region'>): Promise<void>;
  chooseRegion(store_id: string, data_region: string | null): Promise<void>;
  /** In order of store_id. */
  all(): Promise<Store[]>;
}

export function storeSettings(stores: Collection<StoreDoc>): Stores {
  return {
    get: async (store_id) => storeOf(store_id, await stores.findOne({ _id: store_id })),
    async save({ store_id, ...settings }) {
      await stores.findOneAndUpdate({ _id: store_id }, { $set: settings }, { upsert: true });
    },
    async chooseRegion(store_id, data_region) {
      await stores.findOneAndUpdate({ _id: store_id }, { $set: { data_region } }, { upsert: true });
    },
    all: async () => (await stores.find({}, { sort: { _id: 1 } })).map((doc) => storeOf(doc._id, doc)),
  };
}

function storeOf(store_id: string, doc: StoreDoc | null): Store {
  return {
    store_id,
    name: doc?.name ?? store_id,
    currency: doc?.currency ?? 'EUR',
    locale: doc?.locale ?? 'en',
    data_region: doc?.data_region ?? null,
  };
}
