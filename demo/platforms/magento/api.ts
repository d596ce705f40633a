import { openBudget } from '../budget.ts';
import type { Answer, Asked } from '../listen.ts';
import type { OrderedShelf } from '../shelf.ts';
import { type AuthenticationOptions, openAuthentication } from './auth.ts';
import { type Attributes, type MagentoProduct, mediaBase } from './products.ts';
import { type Criteria, magentoError, readCriteria, search, trim } from './search-criteria.ts';
import type { MagentoWebhooks } from './webhooks.ts';

export interface MagentoOrder {
  entity_id: number;
  increment_id: string;
  state: string;
  status: string;
  created_at: string;
  updated_at: string;
  order_currency_code: string;
  grand_total: number;
  discount_amount: number;
  customer_id: number | null;
  items: {
    item_id: number;
    parent_item_id?: number;
    product_id: number;
    product_type: string;
    sku: string;
    name: string;
    qty_ordered: number;
    price: number;
    price_incl_tax?: number;
    row_total: number;
  }[];
}

export interface MagentoCustomer {
  id: number;
  email: string;
  firstname: string;
  lastname: string;
  group_id: number;
  created_at: string;
  updated_at: string;
  store_id: number;
  website_id: number;
}

export interface MagentoApiOptions extends AuthenticationOptions {
  products: OrderedShelf<MagentoProduct, 'sku'>;
  orders: OrderedShelf<MagentoOrder, 'entity_id'>;
  customers: OrderedShelf<MagentoCustomer, 'id'>;
  attributes: Attributes;
  webhooks: MagentoWebhooks;
  /** Whether the module Varai_Eyewear is installed. */
  hasModule: boolean;
  requestsPerSecond: number;
}

/** Answers as `{base}/rest/…` does. */
export function openMagentoApi(options: MagentoApiOptions): (asked: Asked) => Answer {
  const { requestsPerSecond, now } = options;
  const budget = openBudget(requestsPerSecond * 2, requestsPerSecond, now);
  const authenticate = openAuthentication(options);
  return (asked) => {
    if (asked.path === '/magento_version') {
      return { status: 200, headers: { 'content-type': 'text/html' }, body: 'Magento/2.4 (Community)' };
    }
    const [, , route] = /^\/rest\/(?:([\w-]+)\/)?V1\/(.+?)\/?$/.exec(asked.path) ?? [];
    if (route === undefined) return magentoError(404, 'Request does not match any route.');
    if (!budget.take(1)) {
      const wait = Math.ceil(budget.secondsUntil(1));
      return { ...magentoError(429, 'Too many requests.'), headers: { 'retry-after': `${wait}` } };
    }
    const parts = route.split('/').map(decodeURIComponent);
    return authenticate(asked, parts[0] ?? '') ?? answerRoute(options, asked, parts);
  };
}

const PRODUCT_FIELDS = new Set([
  'entity_id',
  'id',
  'sku',
  'name',
  'price',
  'status',
  'visibility',
  'type_id',
  'created_at',
  'updated_at',
  'attribute_set_id',
  'weight',
]);

function answerRoute(options: MagentoApiOptions, asked: Asked, parts: string[]): Answer {
  const { products, attributes, webhooks, hasModule, url } = options;
  const [first, second, third, fourth] = parts;
  if (first === 'varai' && second === 'webhooks' && hasModule)
    return webhooks.answer(asked, third === undefined ? null : Number(third));
  if (asked.method !== 'GET') return magentoError(404, 'Request does not match any route.');
  const ok = (body: unknown): Answer => ({ status: 200, body: trim(body, asked.query) });
  if (first === 'products' && second === 'attributes') {
    if (third === undefined)
      return listed(asked, attributes.list(), (field) => field in (attributes.list()[0] ?? {}));
    const attribute = attributes.get(third);
    if (attribute === undefined)
      return magentoError(
        404,
        'The attribute with a "%1" attributeCode doesn\'t exist. Verify the attribute and try again.',
        [third],
      );
    return ok(fourth === 'options' ? attribute.options : attribute);
  }
  if (first === 'products' && second === undefined) return listProducts(options, asked);
  if (first === 'products' || first === 'configurable-products') {
    const product = products.get(second ?? '');
    if (product === undefined)
      return magentoError(
        404,
        "The product that was requested doesn't exist. Verify the product and try again.",
      );
    if (first === 'products') return ok(product);
    const links = new Set(product.extension_attributes.configurable_product_links);
    if (third === 'children') return ok(products.list().filter(({ id }) => links.has(id)));
  }
  if (first === 'orders' && second === undefined) return listed(asked, options.orders.list());
  if (first === 'orders') return found(options.orders.get(second ?? ''), ok);
  if (first === 'customers' && second === 'search') return listed(asked, options.customers.list());
  if (first === 'customers') return found(options.customers.get(second ?? ''), ok);
  if (first === 'categories' && second === 'list') return listed(asked, CATEGORIES);
  if (first === 'categories')
    return found(
      CATEGORIES.find(({ id }) => `${id}` === second),
      ok,
    );
  if (first === 'store') return storeSettings(url, second, ok);
  if (first === 'modules')
    return ok({ items: moduleNames(hasModule), total_count: moduleNames(hasModule).length });
  return magentoError(404, 'Request does not match any route.');
}

const moduleNames = (hasModule: boolean) => [
  'Magento_Store',
  'Magento_Catalog',
  'Magento_Sales',
  ...(hasModule ? ['Varai_Eyewear'] : []),
];

const CATEGORIES = [
  { id: 2, parent_id: 1, name: 'Default Category', is_active: true, level: 1, path: '1/2' },
  { id: 23, parent_id: 2, name: 'Eyeglasses', is_active: true, level: 2, path: '1/2/23' },
  { id: 24, parent_id: 2, name: 'Sunglasses', is_active: true, level: 2, path: '1/2/24' },
];

function storeSettings(url: string, kind: string | undefined, ok: (body: unknown) => Answer): Answer {
  if (kind === 'storeConfigs') {
    return ok([
      {
        id: 1,
        code: 'default',
        website_id: 1,
        locale: 'en_US',
        base_currency_code: 'EUR',
        default_display_currency_code: 'EUR',
        timezone: 'Europe/Berlin',
        weight_unit: 'kgs',
        base_url: `${url}/`,
        secure_base_url: `${url}/`,
        base_link_url: `${url}/`,
        base_media_url: mediaBase(url),
        secure_base_media_url: mediaBase(url),
      },
    ]);
  }
  if (kind === 'storeViews') {
    return ok([
      { id: 0, code: 'admin', name: 'Admin', website_id: 0, store_group_id: 0, is_active: 1 },
      {
        id: 1,
        code: 'default',
        name: 'Halden Optics',
        website_id: 1,
        store_group_id: 1,
        is_active: 1,
      },
    ]);
  }
  return magentoError(404, 'Request does not match any route.');
}

function found(item: object | undefined, ok: (body: unknown) => Answer): Answer {
  return item === undefined
    ? magentoError(404, "The entity that was requested doesn't exist. Verify the entity and try again.")
    : ok(item);
}

function listProducts({ products, attributes }: MagentoApiOptions, asked: Asked): Answer {
  const criteria = readCriteria(asked.query);
  if ('status' in criteria) return criteria;
  const name = JSON.stringify([criteria.sortOrders, criteria.groups]);
  const among: Among<MagentoProduct> = (matches, compare) =>
    products.derived(name, (all) => all.filter(matches).sort(compare));
  const knows = (field: string) => PRODUCT_FIELDS.has(field) || attributes.get(field) !== undefined;
  return answerList(asked, criteria, among, productValue, knows);
}

function productValue(product: MagentoProduct, field: string): string | number | undefined {
  if (field === 'entity_id') return product.id;
  if (PRODUCT_FIELDS.has(field)) return (product as unknown as Record<string, string | number>)[field];
  const value = product.custom_attributes.find(({ attribute_code }) => attribute_code === field)?.value;
  return Array.isArray(value) ? value.join(',') : value;
}

function listed<T extends object>(
  asked: Asked,
  items: readonly T[],
  knows: (field: string) => boolean = (field) => items[0] === undefined || field in items[0],
): Answer {
  const criteria = readCriteria(asked.query);
  if ('status' in criteria) return criteria;
  const valueFor = (item: T, field: string) => (item as Record<string, string | number>)[field];
  return answerList(
    asked,
    criteria,
    (matches, compare) => items.filter(matches).sort(compare),
    valueFor,
    knows,
  );
}

type Among<T> = (matches: (item: T) => boolean, compare: (a: T, b: T) => number) => readonly T[];

function answerList<T>(
  asked: Asked,
  criteria: Criteria,
  among: Among<T>,
  valueFor: (item: T, field: string) => string | number | undefined,
  knows: (field: string) => boolean,
): Answer {
  const page = search(among, criteria, valueFor, knows);
  if ('status' in page) return page;
  return { status: 200, body: trim({ ...page, search_criteria: criteria }, asked.query) };
}
