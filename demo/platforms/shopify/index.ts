import { CONTROL_PATH, control } from '../control.ts';
import type { Double, DoubleOptions, Edit, Faults, Shelf } from '../double.ts';
import { listen } from '../listen.ts';
import { openOutbox } from '../outbox.ts';
import { type OrderedShelf, openShelf } from '../shelf.ts';
import { openApi } from './api.ts';
import {
  customerBody,
  orderBody,
  productBody,
  type ShopifyCustomer,
  type ShopifyOrder,
  withIntegerIds,
} from './bodies.ts';
import { type ShopifyProduct, type ShopifyVariant, shopifyProduct } from './products.ts';
import { openSubscriptions, type Subscriptions } from './subscriptions.ts';
import { openTokens } from './tokens.ts';

export type { ShopifyCustomer, ShopifyOrder } from './bodies.ts';
export type { ShopifyProduct } from './products.ts';

export interface ShopifyOptions extends DoubleOptions {
  /** Its *.myshopify.com name, as webhooks and session tokens give it; host and port where it listens unless told. */
  domain?: string;
  /** Points a second the API restores; 100 is the standard plan's. */
  pointsPerSecond?: number;
  scopes?: string;
}

export interface ShopifyDouble extends Double {
  products: Shelf<ShopifyProduct, 'id'>;
  orders: Shelf<ShopifyOrder, 'id'>;
  customers: Shelf<ShopifyCustomer, 'id'>;
  /** `n` products from number `from` on, in the platform's shape; not yet in the shop. */
  frames(n: number, from?: number): ShopifyProduct[];
  /** Takes a subscription away without a word. */
  forgetWebhook(id: string): boolean;
  /** The merchant removes the app: tokens end, then app/uninstalled is sent. */
  uninstall(): void;
}

/** A try may take this long, ms. https://shopify.dev/docs/apps/build/webhooks/verify-deliveries */
const TIMEOUT_MS = 5000;
/** Eight more tries within four hours, each about twice as long after the one before; ms. */
const RETRY_DELAYS_MS = [1, 2, 4, 8, 16, 32, 64, 113].map((minutes) => minutes * 60_000);
const SCOPES = 'read_products,read_inventory,read_orders,read_customers';

/** Starts a shop that speaks Shopify's Admin API on loopback. */
export async function startShopifyDouble(options: ShopifyOptions = {}): Promise<ShopifyDouble> {
  const { now = Date.now, pointsPerSecond = 100, scopes = SCOPES } = options;
  const outbox = openOutbox({
    timeoutMs: TIMEOUT_MS,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    isSuccess: (status) => status >= 200 && status < 300,
    now,
  });
  const client = { clientId: 'demo-client-id', clientSecret: 'shpss_demo-client-secret' };
  const accessToken = 'shpat_demo-custom-app-token';
  let api: ReturnType<typeof openApi> | undefined;
  let double: Double | undefined;
  const listening = await listen((asked) => {
    if (api === undefined || double === undefined) return { status: 503 };
    return asked.path.startsWith(CONTROL_PATH) ? control(double, asked) : api(asked);
  }, options.port);
  const domain = options.domain ?? new URL(listening.url).host;
  const tokens = openTokens({ ...client, accessToken, scopes, domain, now });
  const hasScope = (scope: string) => scopes.split(',').includes(scope);
  const subscriptions = openSubscriptions({
    outbox,
    domain,
    clientSecret: client.clientSecret,
    apiVersion: '2026-10',
    hasScope,
    now,
  });
  const shelves = openShelves(subscriptions, listening.url, now);
  api = openApi({
    ...shelves,
    tokens,
    subscriptions,
    domain,
    url: listening.url,
    hasScope,
    scopes,
    pointsPerSecond,
    now,
  });
  const frames = (n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => shopifyProduct(from + i, listening.url, second(now())));
  shelves.products.stock(frames(options.frames ?? 0));

  const started: ShopifyDouble = {
    url: listening.url,
    credentials: {
      access_token: accessToken,
      client_id: client.clientId,
      client_secret: client.clientSecret,
    },
    ...shelves,
    frames,
    titles: () => shelves.products.list().map(({ id, title }) => ({ id, title })),
    edit: (id, change) => edit(shelves.products, id, change),
    discard: shelves.products.remove,
    webhooks: subscriptions.list,
    forgetWebhook: subscriptions.forget,
    uninstall() {
      tokens.revokeAll();
      subscriptions.publish('APP_UNINSTALLED', () =>
        JSON.stringify({ id: 11112222, domain, myshopify_domain: domain }),
      );
    },
    setFault({ api: fault, ...post }: Faults) {
      listening.setFault(fault);
      outbox.setFaults(post);
    },
    deliveries: outbox.attempts,
    calls: listening.calls,
    settled: outbox.settled,
    async close() {
      outbox.close();
      await listening.close();
    },
  };
  double = started;
  return started;
}

/** Times in Shopify's bodies have no part of a second. */
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

interface Shelves {
  products: OrderedShelf<ShopifyProduct, 'id'>;
  orders: OrderedShelf<ShopifyOrder, 'id'>;
  customers: OrderedShelf<ShopifyCustomer, 'id'>;
}

function openShelves({ publish }: Subscriptions, url: string, now: () => number): Shelves {
  let newest = 0;
  const products = openShelf<ShopifyProduct, 'id'>({
    idOf: ({ id }) => id,
    complete: (given, before) => ({
      ...(before ?? shopifyProduct(10_000 + newest++, url, second(now()))),
      ...given,
      updated_at: second(now()),
    }),
    onChange({ kind, item, before }) {
      const { id } = item;
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
  return { products, orders, customers };
}

function edit(products: Shelves['products'], id: string, { title, price, stock }: Edit): boolean {
  const product = products.get(id);
  if (product === undefined) return false;
  products.upsert({
    id,
    title: title ?? product.title,
    variants: product.variants.map((variant) => ({
      ...variant,
      price: price ?? variant.price,
      inventory_quantity: stock ?? variant.inventory_quantity,
    })),
  });
  return true;
}

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
