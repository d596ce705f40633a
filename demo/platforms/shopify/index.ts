import { CONTROL_PATH, control } from '../control.ts';
import type { Double, DoubleOptions, Edit, Faults, Shelf } from '../double.ts';
import { listen } from '../listen.ts';
import { openOutbox } from '../outbox.ts';
import { openApi } from './api.ts';
import type { ShopifyCustomer, ShopifyOrder } from './bodies.ts';
import { BULK_PATH, type BulkFault, openBulk } from './bulk.ts';
import { type ShopifyProduct, shopifyProduct } from './products.ts';
import { SCHEMA } from './schema.ts';
import { openShelves, type ProductShelf, second } from './shelves.ts';
import { openSubscriptions } from './subscriptions.ts';
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

export interface ShopifyFaults extends Faults {
  bulk?: BulkFault;
}

export interface ShopifyDouble extends Double {
  products: Shelf<ShopifyProduct, 'id'>;
  orders: Shelf<ShopifyOrder, 'id'>;
  customers: Shelf<ShopifyCustomer, 'id'>;
  /** `n` products from number `from` on, in the platform's shape; not yet in the shop. */
  frames(n: number, from?: number): ShopifyProduct[];
  setFault(faults: ShopifyFaults): void;
  /** Takes a subscription away without a word. */
  forgetWebhook(id: string): boolean;
  /** The merchant removes the app: tokens end, then app/uninstalled is sent. */
  uninstall(): void;
}

/** A try may take this long, ms. https://shopify.dev/docs/apps/build/webhooks/verify-deliveries */
const TIMEOUT_MS = 5000;
/** Eight more tries within four hours, each about twice as long after the one before; ms. */
const RETRY_DELAYS_MS = [1, 2, 4, 8, 16, 32, 64, 113].map((minutes) => minutes * 60_000);
const SCOPES = 'read_products,read_inventory,read_orders,read_customers,read_metaobjects';

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
    if (asked.path.startsWith(BULK_PATH)) return bulk.file(asked);
    return asked.path.startsWith(CONTROL_PATH) ? control(double, asked) : api(asked);
  }, options.port);
  const bulk = openBulk({ schema: SCHEMA, url: listening.url, now });
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
    bulk,
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
    setFault({ api: fault, bulk: bulkFault, ...post }: ShopifyFaults) {
      listening.setFault(fault);
      bulk.setFault(bulkFault);
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

function edit(products: ProductShelf, id: string, { title, price, stock }: Edit): boolean {
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
