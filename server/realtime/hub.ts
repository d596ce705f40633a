import type { FastifyBaseLogger } from 'fastify';
import type { Catalog, StoredProduct } from '../catalog/index.ts';
import type { Cache } from '../data/index.ts';

/** More at once than this, and reading the page again is cheaper than being told. */
const MOST_PRODUCTS = 100;

/** What a page that shows a product must know when it changes. */
export interface ChangedProduct {
  product_id: string;
  title: string;
  price: number;
  currency: string;
  in_stock: boolean;
  variants: { variant_id: string; price: number; in_stock: boolean }[];
}

export type RealtimeMessage =
  | { type: 'products_changed'; products: ChangedProduct[]; removed: string[] }
  /** Something changed that is too much to tell, or was changed elsewhere: read again what is shown. */
  | { type: 'catalog_changed' };

export interface Hub {
  /** Returns what ends it. */
  listen(store_id: string, listener: (message: RealtimeMessage) => void): Promise<() => Promise<void>>;
}

const channel = (store_id: string) => `realtime:${store_id}`;

/**
 * Tells listeners of every instance what changed in a store. One subscription a store, however many listen; the cache
 * carries it to the other instances.
 */
export function openHub(deps: { catalog: Catalog; cache: Cache; log: FastifyBaseLogger }): Hub {
  const { catalog, cache, log } = deps;
  type Listener = (message: RealtimeMessage) => void;
  const rooms = new Map<string, { listeners: Set<Listener>; subscription: Promise<() => Promise<void>> }>();

  catalog.onChange((store_id, change) => {
    const message: RealtimeMessage =
      change === null || change.changed.length + change.removed.length > MOST_PRODUCTS
        ? { type: 'catalog_changed' }
        : { type: 'products_changed', products: change.changed.map(viewOf), removed: [...change.removed] };
    // Another process that made the change has told it to everybody, unless it has no way to.
    if (change === null) tell(store_id, message);
    else {
      cache.publish(channel(store_id), JSON.stringify(message)).catch((err: Error) => {
        log.warn({ err, store_id }, 'a change could not be told to the other instances');
        tell(store_id, message);
      });
    }
  });

  function tell(store_id: string, message: RealtimeMessage): void {
    for (const listener of rooms.get(store_id)?.listeners ?? []) listener(message);
  }

  return {
    async listen(store_id, listener) {
      let room = rooms.get(store_id);
      if (room === undefined) {
        const subscription = cache.subscribe(channel(store_id), (text) =>
          tell(store_id, JSON.parse(text) as RealtimeMessage),
        );
        room = { listeners: new Set(), subscription };
        rooms.set(store_id, room);
      }
      const { listeners, subscription } = room;
      listeners.add(listener);
      await subscription;
      return async () => {
        listeners.delete(listener);
        if (listeners.size > 0 || rooms.get(store_id)?.listeners !== listeners) return;
        rooms.delete(store_id);
        await (await subscription)();
      };
    },
  };
}

function viewOf({ product_id, title, price, currency, in_stock, variants }: StoredProduct): ChangedProduct {
  return {
    product_id,
    title,
    price,
    currency,
    in_stock,
    variants: variants.map((each) => ({
      variant_id: each.variant_id,
      price: each.price,
      in_stock: each.in_stock,
    })),
  };
}
