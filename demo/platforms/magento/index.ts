import { randomBytes } from 'node:crypto';
import { CONTROL_PATH, control } from '../control.ts';
import type { Double, DoubleOptions, Edit, Faults, Shelf } from '../double.ts';
import { listen } from '../listen.ts';
import { openOutbox } from '../outbox.ts';
import { type OrderedShelf, openShelf } from '../shelf.ts';
import { type MagentoCustomer, type MagentoOrder, openMagentoApi } from './api.ts';
import { Attributes, type MagentoFrame, type MagentoProduct, magentoFrame, stockItem } from './products.ts';
import { type MagentoWebhooks, openMagentoWebhooks } from './webhooks.ts';

export type { MagentoCustomer, MagentoOrder } from './api.ts';
export { type MagentoFrame, type MagentoProduct, stockItem } from './products.ts';

export interface MagentoOptions extends DoubleOptions {
  /** Whether an integration's token is taken as a bearer token; off in a fresh shop. */
  enableIntegrationAsBearer?: boolean;
  /** Whether the module Varai_Eyewear is installed; it is unless told. */
  hasModule?: boolean;
  /** How many requests a second the host bears; 50 unless told. */
  requestsPerSecond?: number;
}

export interface MagentoDouble extends Double {
  /** By SKU, as its API has them; simple products of a configurable one stand beside it. */
  products: Shelf<MagentoProduct, 'sku'>;
  orders: Shelf<MagentoOrder, 'entity_id'>;
  customers: Shelf<MagentoCustomer, 'id'>;
  /** `n` configurable products from number `from` on with their children; not yet in the shop. */
  frames(n: number, from?: number): MagentoFrame[];
  add(frame: MagentoFrame): void;
}

/** ms; 2 s to connect and 10 s in all, then again after growing waits. */
const TIMEOUT_MS = 10_000;
const RETRY_DELAYS_MS = [1, 4, 9, 16, 25, 36, 49, 60].map((seconds) => seconds * 1000);

/** Starts a shop that speaks Magento's REST API, with the Varai_Eyewear module, on loopback. */
export async function startMagentoDouble(options: MagentoOptions = {}): Promise<MagentoDouble> {
  const { now = Date.now, requestsPerSecond = 50, hasModule = true } = options;
  const outbox = openOutbox({
    timeoutMs: TIMEOUT_MS,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    isSuccess: (status) => status >= 200 && status < 300,
    now,
  });
  const credentials = {
    consumer_key: hex(32),
    consumer_secret: hex(32),
    access_token: hex(32),
    access_token_secret: hex(32),
  };
  let api: ReturnType<typeof openMagentoApi> | undefined;
  let double: Double | undefined;
  const listening = await listen((asked) => {
    if (api === undefined || double === undefined) return { status: 503 };
    return asked.path.startsWith(CONTROL_PATH) ? control(double, asked) : api(asked);
  }, options.port);
  const { url } = listening;
  const attributes = new Attributes();
  const webhooks = openMagentoWebhooks({ outbox, url, now });
  const shelves = openShelves(webhooks, attributes, now);
  api = openMagentoApi({
    url,
    ...shelves,
    attributes,
    webhooks,
    credentials,
    isBearerEnabled: options.enableIntegrationAsBearer ?? false,
    hasModule,
    requestsPerSecond,
    now,
  });
  const frames = (n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => magentoFrame(from + i, attributes, stampOf(now())));
  shelves.products.stock(
    frames(options.frames ?? 0).flatMap(({ product, children }) => [product, ...children]),
  );
  const started: MagentoDouble = {
    url,
    credentials,
    ...shelves,
    frames,
    add({ product, children }) {
      for (const one of [...children, product]) shelves.products.upsert(one);
    },
    titles: () =>
      shelves.products
        .list()
        .filter(({ visibility }) => visibility !== 1)
        .map(({ sku, name }) => ({ id: sku, title: name })),
    edit: (id, change) => edit(shelves.products, id, change),
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

const hex = (length: number) => randomBytes(length / 2).toString('hex');
const stampOf = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

interface Shelves {
  products: OrderedShelf<MagentoProduct, 'sku'>;
  orders: OrderedShelf<MagentoOrder, 'entity_id'>;
  customers: OrderedShelf<MagentoCustomer, 'id'>;
}

function openShelves({ publish }: MagentoWebhooks, attributes: Attributes, now: () => number): Shelves {
  const stamp = () => stampOf(now());
  const products = openShelf<MagentoProduct, 'sku'>({
    idOf: ({ sku }) => sku,
    complete: (given, before) => ({
      ...(before ?? magentoFrame(0, attributes, stamp()).product),
      ...given,
      updated_at: stamp(),
    }),
    onChange({ kind, item: { id, sku } }) {
      publish(`product_${kind}`, () => {
        if (kind === 'deleted') return JSON.stringify({ id, sku });
        const latest = products.get(sku);
        return latest === undefined ? null : JSON.stringify(latest);
      });
    },
  });
  const orders = openShelf<MagentoOrder, 'entity_id'>({
    idOf: ({ entity_id }) => `${entity_id}`,
    complete: (given, before) => ({ ...newOrder(stamp()), ...before, ...given, updated_at: stamp() }),
    onChange({ kind, item, before }) {
      if (kind === 'deleted') return;
      const body = () => JSON.stringify(orders.get(`${item.entity_id}`) ?? item);
      publish(`order_${kind}`, body);
      if (item.state === 'complete' && before?.state !== 'complete') publish('order_completed', body);
    },
  });
  const customers = openShelf<MagentoCustomer, 'id'>({
    idOf: ({ id }) => `${id}`,
    complete: (given, before) => ({ ...newCustomer(stamp()), ...before, ...given, updated_at: stamp() }),
    onChange({ kind, item }) {
      if (kind !== 'deleted') publish(`customer_${kind}`, () => JSON.stringify(item));
    },
  });
  return { products, orders, customers };
}

/** Each simple product is saved, then the configurable one. */
function edit(products: Shelves['products'], sku: string, { title, price, stock }: Edit): boolean {
  const product = products.get(sku);
  if (product === undefined) return false;
  const links = new Set(product.extension_attributes.configurable_product_links);
  const stocked = (one: MagentoProduct, quantity: number) => ({
    ...one.extension_attributes,
    stock_item: stockItem(one.id, one === product ? 0 : quantity, quantity > 0),
  });
  for (const child of products.list().filter(({ id }) => links.has(id))) {
    products.upsert({
      sku: child.sku,
      ...(price === undefined ? {} : { price: Number(price) }),
      ...(stock === undefined ? {} : { extension_attributes: stocked(child, stock) }),
    });
  }
  products.upsert({
    sku,
    ...(title === undefined ? {} : { name: title }),
    ...(stock === undefined ? {} : { extension_attributes: stocked(product, stock) }),
  });
  return true;
}

const newOrder = (at: string): Omit<MagentoOrder, 'entity_id'> => ({
  increment_id: '000000001',
  state: 'new',
  status: 'pending',
  created_at: at,
  updated_at: at,
  order_currency_code: 'EUR',
  grand_total: 0,
  discount_amount: 0,
  customer_id: null,
  items: [],
});

const newCustomer = (at: string): Omit<MagentoCustomer, 'id'> => ({
  email: 'shopper@example.com',
  firstname: 'Ada',
  lastname: 'Example',
  group_id: 1,
  created_at: at,
  updated_at: at,
  store_id: 1,
  website_id: 1,
});
