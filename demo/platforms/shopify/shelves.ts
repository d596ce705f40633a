import { type OrderedShelf, openShelf } from '../shelf.ts';
import {
  customerBody,
  orderBody,
  productBody,
  type ShopifyCustomer,
  type ShopifyOrder,
  withIntegerIds,
} from './bodies.ts';
import { type ShopifyProduct, type ShopifyVariant, shopifyProduct } from './products.ts';
import { compareIds } from './search.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface ProductShelf extends OrderedShelf<ShopifyProduct, 'id'> {
  /** All of them in the order of their ids, which is kept while they come and go. */
  byId(): readonly ShopifyProduct[];
}

export interface Shelves {
  products: ProductShelf;
  orders: OrderedShelf<ShopifyOrder, 'id'>;
  customers: OrderedShelf<ShopifyCustomer, 'id'>;
}

/** What the shop keeps; whatever changes is published. */
export function openShelves({ publish }: Subscriptions, url: string, now: () => number): Shelves {
  let newest = 0;
  const ordered = openOrder();
  const products = openShelf<ShopifyProduct, 'id'>({
    idOf: ({ id }) => id,
    complete: (given, before) => ({
      ...(before ?? shopifyProduct(10_000 + newest++, url, second(now()))),
      ...given,
      updated_at: second(now()),
    }),
    onChange({ kind, item, before }) {
      const { id } = item;
      if (kind === 'deleted') ordered.remove(id);
      else ordered.put(item);
      if (kind === 'deleted') publish('PRODUCTS_DELETE', () => withIntegerIds(JSON.stringify({ id })));
      else publish(kind === 'created' ? 'PRODUCTS_CREATE' : 'PRODUCTS_UPDATE', () => productBody(item));
      for (const variant of kind === 'updated' ? item.variants : []) {
        const old = before?.variants.find((one) => one.id === variant.id);
        if (old !== undefined && old.inventory_quantity !== variant.inventory_quantity)
          publish('INVENTORY_LEVELS_UPDATE', () => levelBody(variant, item.updated_at));
      }
    },
  });
  const orders = openShelf<ShopifyOrder, 'id'>({
    idOf: ({ id }) => id,
    complete: (given, before) =>
      ({ ...newOrder(second(now())), ...before, ...given, updated_at: second(now()) }) as ShopifyOrder,
    onChange({ kind, item, before }) {
      if (kind === 'deleted') return;
      publish(kind === 'created' ? 'ORDERS_CREATE' : 'ORDERS_UPDATED', () => orderBody(item));
      if (item.financial_status === 'paid' && before?.financial_status !== 'paid')
        publish('ORDERS_PAID', () => orderBody(item));
      if (item.cancelled_at !== null && before?.cancelled_at === null)
        publish('ORDERS_CANCELLED', () => orderBody(item));
    },
  });
  const customers = openShelf<ShopifyCustomer, 'id'>({
    idOf: ({ id }) => id,
    complete: (given, before) =>
      ({ ...newCustomer(second(now())), ...before, ...given, updated_at: second(now()) }) as ShopifyCustomer,
    onChange({ kind, item }) {
      if (kind !== 'deleted')
        publish(kind === 'created' ? 'CUSTOMERS_CREATE' : 'CUSTOMERS_UPDATE', () => customerBody(item));
    },
  });
  const stock = (items: readonly ShopifyProduct[]) => {
    products.stock(items);
    ordered.fill(products.list());
  };
  return { products: { ...products, stock, byId: ordered.list }, orders, customers };
}

/** Products in the order of their ids: a change costs one look into it. */
function openOrder() {
  let items: ShopifyProduct[] = [];
  const placeOf = (id: string) => {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(items[middle]?.id ?? '', id) < 0) low = middle + 1;
      else high = middle;
    }
    return { at: low, has: items[low]?.id === id };
  };
  return {
    list: (): readonly ShopifyProduct[] => items,
    fill(all: readonly ShopifyProduct[]) {
      items = [...all].sort((a, b) => compareIds(a.id, b.id));
    },
    put(item: ShopifyProduct) {
      const { at, has } = placeOf(item.id);
      items.splice(at, has ? 1 : 0, item);
    },
    remove(id: string) {
      const { at, has } = placeOf(id);
      if (has) items.splice(at, 1);
    },
  };
}

/** Times in Shopify's bodies have no part of a second. */
export const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** It names neither product nor variant. */
const levelBody = ({ inventory_item_id, inventory_quantity }: ShopifyVariant, at: string) =>
  withIntegerIds(
    JSON.stringify({
      inventory_item_id,
      location_id: '70550011223',
      available: inventory_quantity,
      updated_at: at,
      admin_graphql_api_id: `gid://shopify/InventoryLevel/70550011223?inventory_item_id=${inventory_item_id}`,
    }),
  );

const newOrder = (at: string): Partial<ShopifyOrder> => ({
  name: '#1001',
  order_number: 1001,
  created_at: at,
  cancelled_at: null,
  financial_status: 'pending',
  currency: 'EUR',
  total_price: '0.00',
  total_discounts: '0.00',
  note_attributes: [],
  customer: null,
  line_items: [],
});

const newCustomer = (at: string): Partial<ShopifyCustomer> => ({
  email: 'shopper@example.com',
  first_name: 'Ada',
  last_name: 'Example',
  state: 'enabled',
  created_at: at,
});
