import { CONTROL_PATH, control } from '../control.ts';
import type { Double, DoubleOptions, Edit, Faults, Shelf } from '../double.ts';
import { listen } from '../listen.ts';
import { openOutbox } from '../outbox.ts';
import { type OrderedShelf, openShelf } from '../shelf.ts';
import { openWooApi } from './api.ts';
import { openWooAuth } from './auth.ts';
import {
  customerView,
  orderView,
  productView,
  variationView,
  type WooCustomer,
  type WooOrder,
} from './bodies.ts';
import { stockOf, type WooFrame, type WooProduct, type WooVariation, wooFrame } from './products.ts';
import { openWooWebhooks, type WooWebhooks } from './webhooks.ts';

export type { WooCustomer, WooOrder } from './bodies.ts';
export { stockOf, type WooFrame, type WooProduct, type WooVariation } from './products.ts';

export interface WooOptions extends DoubleOptions {
  /** As if TLS ended before it: Basic and keys in the query are taken, OAuth is not. */
  isHttps?: boolean;
  stripsAuthorization?: boolean;
  hasPlainPermalinks?: boolean;
  permissions?: 'read' | 'write' | 'read_write';
  /** How many requests a second the host bears; 50 unless told. */
  requestsPerSecond?: number;
}

export interface WooDouble extends Double {
  products: Shelf<WooProduct, 'id'>;
  /** Saving one sends product.updated with the variation in it. */
  variations: Shelf<WooVariation, 'id'>;
  orders: Shelf<WooOrder, 'id'>;
  customers: Shelf<WooCustomer, 'id'>;
  /** `n` products from number `from` on with their variations; not yet in the shop. */
  frames(n: number, from?: number): WooFrame[];
  /** Puts a frame on sale as a merchant's save does. */
  add(frame: WooFrame): void;
}

/** ms. woocommerce: class-wc-webhook.php */
const TIMEOUT_MS = 60_000;

/** Starts a shop that speaks WooCommerce's REST API v3 on loopback. */
export async function startWooDouble(options: WooOptions = {}): Promise<WooDouble> {
  const { now = Date.now } = options;
  const outbox = openOutbox({
    timeoutMs: TIMEOUT_MS,
    // What fails is lost.
    retryDelaysMs: [],
    isSuccess: (status) => status >= 200 && status <= 302,
    now,
  });
  const credentials = { consumer_key: `ck_${'d3'.repeat(20)}`, consumer_secret: `cs_${'4b'.repeat(20)}` };
  let api: ReturnType<typeof openWooApi> | undefined;
  let double: Double | undefined;
  const listening = await listen((asked) => {
    if (api === undefined || double === undefined) return { status: 503 };
    return asked.path.startsWith(CONTROL_PATH) ? control(double, asked) : api(asked);
  }, options.port);
  const { url } = listening;
  const webhooks = openWooWebhooks({ outbox, url, now });
  const shelves = openShelves(webhooks, url, now);
  const authenticate = openWooAuth({
    url,
    key: credentials.consumer_key,
    secret: credentials.consumer_secret,
    permissions: options.permissions ?? 'read_write',
    isHttps: options.isHttps ?? false,
    stripsAuthorization: options.stripsAuthorization ?? false,
    now,
  });
  const { hasPlainPermalinks = false, requestsPerSecond = 50 } = options;
  api = openWooApi({ url, ...shelves, webhooks, authenticate, hasPlainPermalinks, requestsPerSecond, now });
  const frames = (n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => wooFrame(from + i, url, stampOf(now())));
  const stocked = frames(options.frames ?? 0);
  shelves.products.stock(stocked.map(({ product }) => product));
  shelves.variations.stock(stocked.flatMap(({ variations }) => variations));
  const started: WooDouble = {
    url,
    credentials,
    ...shelves,
    frames,
    add({ product, variations }) {
      shelves.variations.stock(variations);
      shelves.products.upsert(product);
    },
    titles: () => shelves.products.list().map(({ id, name }) => ({ id: `${id}`, title: name })),
    edit: (id, change) => edit(shelves, id, change),
    discard: shelves.products.remove,
    webhooks: webhooks.list,
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

const stampOf = (ms: number) => new Date(ms).toISOString().slice(0, 19);

interface Shelves {
  products: OrderedShelf<WooProduct, 'id'>;
  variations: OrderedShelf<WooVariation, 'id'>;
  orders: OrderedShelf<WooOrder, 'id'>;
  customers: OrderedShelf<WooCustomer, 'id'>;
}

function openShelves({ publish }: WooWebhooks, url: string, now: () => number): Shelves {
  const stamp = () => stampOf(now());
  const changed = { created: 'created', updated: 'updated', deleted: 'deleted' } as const;
  const idOf = ({ id }: { id: number }) => `${id}`;
  const products = openShelf<WooProduct, 'id'>({
    idOf,
    complete: (given, before) => ({
      ...(before ?? { ...wooFrame(0, url, stamp()).product, type: 'simple' as const, variations: [] }),
      ...given,
      date_modified_gmt: stamp(),
    }),
    onChange({ kind, item: { id } }) {
      publish(`product.${changed[kind]}`, id, () => {
        const latest = products.get(`${id}`);
        if (kind === 'deleted') return JSON.stringify({ id });
        return latest === undefined ? null : JSON.stringify(productView(latest, url));
      });
    },
  });
  const variations = openShelf<WooVariation, 'id'>({
    idOf,
    complete: (given, before) => ({
      ...(before ?? (wooFrame(0, url, stamp()).variations[0] as WooVariation)),
      ...given,
      date_modified_gmt: stamp(),
    }),
    onChange({ kind, item: { id } }) {
      publish(`product.${changed[kind]}`, id, () => {
        const latest = variations.get(`${id}`);
        if (kind === 'deleted') return JSON.stringify({ id });
        return latest === undefined ? null : JSON.stringify(variationView(latest, url));
      });
    },
  });
  const orders = openShelf<WooOrder, 'id'>({
    idOf,
    complete: (given, before) => ({ ...newOrder(stamp()), ...before, ...given, date_modified_gmt: stamp() }),
    onChange({ kind, item }) {
      const body = () => JSON.stringify(kind === 'deleted' ? { id: item.id } : orderView(item, url));
      publish(`order.${changed[kind]}`, item.id, body);
    },
  });
  const customers = openShelf<WooCustomer, 'id'>({
    idOf,
    complete: (given, before) => ({
      ...newCustomer(stamp()),
      ...before,
      ...given,
      date_modified_gmt: stamp(),
    }),
    onChange({ kind, item }) {
      const body = () => JSON.stringify(kind === 'deleted' ? { id: item.id } : customerView(item, url));
      publish(`customer.${changed[kind]}`, item.id, body);
    },
  });
  return { products, variations, orders, customers };
}

/** As WooCommerce's editor does: every variation is saved, then the product. */
function edit({ products, variations }: Shelves, id: string, { title, price, stock }: Edit): boolean {
  const product = products.get(id);
  if (product === undefined) return false;
  for (const variation of product.variations) {
    variations.upsert({
      id: variation,
      ...(price === undefined ? {} : { price, regular_price: price }),
      ...(stock === undefined ? {} : stockOf(stock)),
    });
  }
  products.upsert({
    id: product.id,
    ...(title === undefined ? {} : { name: title }),
    ...(price === undefined ? {} : { price }),
    ...(stock === undefined ? {} : { stock_status: stock > 0 ? 'instock' : 'outofstock' }),
  });
  return true;
}

const newOrder = (at: string): Omit<WooOrder, 'id'> => ({
  status: 'processing',
  currency: 'EUR',
  total: '0.00',
  discount_total: '0.00',
  customer_id: 0,
  date_created_gmt: at,
  date_modified_gmt: at,
  date_paid_gmt: null,
  meta_data: [],
  line_items: [],
});

const newCustomer = (at: string): Omit<WooCustomer, 'id'> => ({
  email: 'shopper@example.com',
  first_name: 'Ada',
  last_name: 'Example',
  role: 'customer',
  username: 'ada.example',
  date_created_gmt: at,
  date_modified_gmt: at,
  meta_data: [],
});
