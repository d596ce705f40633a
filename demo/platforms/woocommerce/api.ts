import { openBudget } from '../budget.ts';
import type { Answer, Asked } from '../listen.ts';
import type { OrderedShelf } from '../shelf.ts';
import { wooError } from './auth.ts';
import {
  customerView,
  OFFSET_HOURS,
  orderView,
  productView,
  variationView,
  type WooCustomer,
  type WooOrder,
} from './bodies.ts';
import { type Among, listKey, paged, selected, trimmed } from './listing.ts';
import type { WooProduct, WooVariation } from './products.ts';
import type { WooWebhooks } from './webhooks.ts';

export interface WooApiOptions {
  url: string;
  products: OrderedShelf<WooProduct, 'id'>;
  variations: OrderedShelf<WooVariation, 'id'>;
  orders: OrderedShelf<WooOrder, 'id'>;
  customers: OrderedShelf<WooCustomer, 'id'>;
  webhooks: WooWebhooks;
  authenticate(asked: Asked): Answer | null;
  /** The shop uses plain permalinks: /wp-json/ does not exist, /?rest_route=/ does. */
  hasPlainPermalinks: boolean;
  requestsPerSecond: number;
  now(): number;
}

const NAMESPACE = '/wc/v3';
const noRoute = () =>
  wooError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

/** Answers as a WordPress site's REST API does. */
export function openWooApi(options: WooApiOptions): (asked: Asked) => Answer {
  const { hasPlainPermalinks, requestsPerSecond, now } = options;
  const budget = openBudget(requestsPerSecond * 2, requestsPerSecond, now);
  return (asked) => {
    const route = hasPlainPermalinks
      ? asked.query.get('rest_route')
      : (/^\/wp-json(\/.*)?$/.exec(asked.path)?.[1] ??
        (asked.path === '/wp-json' ? '/' : asked.query.get('rest_route')));
    if (route === null)
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Page not found</h1>' };
    if (!budget.take(1)) {
      const wait = Math.ceil(budget.secondsUntil(1));
      return {
        ...wooError(429, 'too_many_requests', 'Too many requests.'),
        headers: { 'retry-after': `${wait}` },
      };
    }
    if (route === '/') return { status: 200, body: siteIndex(options.url) };
    if (!route.startsWith(`${NAMESPACE}/`)) return noRoute();
    return options.authenticate(asked) ?? resource(options, asked, route.slice(NAMESPACE.length + 1));
  };
}

const siteIndex = (url: string) => ({
  name: 'Halden Optics',
  description: 'Eyewear',
  url,
  home: url,
  gmt_offset: `${OFFSET_HOURS}`,
  timezone_string: 'Europe/Berlin',
  namespaces: ['oembed/1.0', 'wp/v2', 'wc/v3', 'wc/store/v1'],
});

function resource(options: WooApiOptions, asked: Asked, route: string): Answer {
  const { url, products, variations, orders, customers, webhooks } = options;
  const { method, query } = asked;
  const [name = '', first, second, third] = route.split('/').filter((part) => part !== '');
  if (name === 'webhooks') return webhooks.answer(asked, first === undefined ? null : Number(first));
  if (method !== 'GET') return noRoute();
  const one = <T extends object>(
    item: T | undefined,
    view: (item: T, url: string) => object,
    kind: string,
  ) =>
    item === undefined
      ? wooError(404, `woocommerce_rest_${kind}_invalid_id`, 'Invalid ID.')
      : { status: 200, body: trimmed(view(item, url), query) };
  const list = <T extends WooProduct | WooVariation>(
    items: readonly T[],
    view: (item: T, url: string) => object,
    among?: Among<T>,
  ) => {
    const result = selected(items, query, OFFSET_HOURS, among);
    return 'refused' in result
      ? result.refused
      : paged(
          asked,
          url,
          lazily(result.items, (item) => view(item, url)),
        );
  };
  if (name === 'products' && first === undefined) {
    return list([], productView, (test, compare) =>
      products.derived(listKey(query), (all) => all.filter(test).sort(compare)),
    );
  }
  if (name === 'products' && second === undefined) {
    const product = products.get(first ?? '');
    if (product !== undefined) return one(product, productView, 'product');
    // A variation's own id answers here, too.
    return one(variations.get(first ?? ''), variationView, 'product');
  }
  if (name === 'products' && second === 'variations') {
    const parent = products.get(first ?? '');
    if (parent === undefined) return wooError(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
    if (third !== undefined) return one(variations.get(third), variationView, 'product_variation');
    return list(
      parent.variations.flatMap((id) => variations.get(`${id}`) ?? []),
      variationView,
    );
  }
  if (name === 'orders') {
    if (first !== undefined) return one(orders.get(first), orderView, 'shop_order');
    const result = selected(orders.list(), query, OFFSET_HOURS);
    if ('refused' in result) return result.refused;
    return paged(
      asked,
      url,
      result.items.map((order) => orderView(order, url)),
    );
  }
  if (name === 'customers') {
    if (first !== undefined) return one(customers.get(first), customerView, 'customer');
    return paged(
      asked,
      url,
      customers.list().map((customer) => customerView(customer, url)),
    );
  }
  return settings(options, route) ?? noRoute();
}

/** Turns only the items that are looked at. */
function lazily<T>(items: readonly T[], view: (item: T) => object): readonly object[] {
  return new Proxy(items, {
    get: (target, property) =>
      property === 'slice'
        ? (from: number, to: number) => target.slice(from, to).map(view)
        : Reflect.get(target, property),
  }) as readonly object[];
}

function settings({ url }: WooApiOptions, route: string): Answer | null {
  const currency = {
    id: 'woocommerce_currency',
    label: 'Currency',
    type: 'select',
    default: 'USD',
    value: 'EUR',
  };
  switch (route) {
    case 'system_status':
      return {
        status: 200,
        body: {
          environment: { home_url: url, site_url: url, version: '11.2.2', wp_version: '7.1' },
          settings: { currency: 'EUR', currency_symbol: '€', api_enabled: true },
        },
      };
    case 'settings/general':
      return { status: 200, body: [currency] };
    case 'settings/general/woocommerce_currency':
      return { status: 200, body: currency };
    case 'data/currencies/current':
      return { status: 200, body: { code: 'EUR', name: 'Euro', symbol: '€' } };
    default:
      return null;
  }
}
