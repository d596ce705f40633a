import { Type } from 'typebox';
import type { Doc, Documents } from '../data/index.ts';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import { CONSENT_TEXT_VERSION, Purpose } from '../privacy/index.ts';

/** A merchant's store. */
export interface Store {
  store_id: string;
  name: string;
  currency: string;
  locale: string;
}

type StoreDoc = Doc & Omit<Store, 'store_id'>;

export interface Stores {
  /** The store's settings; a store nobody has described has plain ones. */
  get(store_id: string): Promise<Store>;
  save(store: Store): Promise<void>;
}

/** Mission §3.2: sessions, and what was measured in them, are kept for 24 hours. */
const RETENTION_HOURS = 24;

const WidgetConfig = Type.Object({
  store: Type.Object({ name: Type.String(), currency: Type.String(), locale: Type.String() }),
  consent_text_version: Type.String(),
  retention_hours: Type.Integer(),
  purposes: Type.Array(Purpose),
});

export function openStores({ documents }: { documents: Documents }): Stores {
  const stores = documents.collection<StoreDoc>('stores');
  return {
    async get(store_id) {
      const doc = await stores.findOne({ _id: store_id });
      return {
        store_id,
        name: doc?.name ?? store_id,
        currency: doc?.currency ?? 'EUR',
        locale: doc?.locale ?? 'en',
      };
    },
    async save({ store_id, ...settings }) {
      await stores.bulkUpsert([{ _id: store_id, ...settings }]);
    },
  };
}

export function storesFeature({ stores }: { stores: Stores }) {
  return async (app: App): Promise<void> => {
    app.get(
      '/v1/widget-config',
      {
        schema: {
          summary: 'What the widget needs to know about its store',
          tags: ['widget'],
          response: { 200: WidgetConfig, '4xx': ProblemSchema },
        },
        config: { access: 'publishable' },
      },
      async (request) => {
        const { store_id: _, ...store } = await stores.get(callerOf(request).store_id);
        return {
          store,
          consent_text_version: CONSENT_TEXT_VERSION,
          retention_hours: RETENTION_HOURS,
          purposes: Purpose.anyOf.map((purpose) => purpose.const),
        };
      },
    );
  };
}
