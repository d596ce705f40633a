import { type Budget, openBudget } from '../budget.ts';
import { type Answer, type Asked, jsonOf } from '../listen.ts';
import type { Bulk } from './bulk.ts';
import { AccessProblem, type Args, checkOperation, type GraphqlError } from './graphql-check.ts';
import { parseDocument, SyntaxProblem } from './graphql-parse.ts';
import { type Resolvers, requestedCost, run } from './graphql-run.ts';
import { type PageArgs, PagingProblem, pageOf } from './pages.ts';
import { idOf, metaobject, type OwnedVariant, ownedVariants, productFields } from './product-fields.ts';
import { metaobjectId, type ShopifyProduct } from './products.ts';
import { SCHEMA } from './schema.ts';
import { parseSearch } from './search.ts';
import type { ProductShelf } from './shelves.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Tokens } from './tokens.ts';

export interface ApiOptions {
  products: ProductShelf;
  tokens: Tokens;
  subscriptions: Subscriptions;
  bulk: Bulk;
  domain: string;
  url: string;
  hasScope(scope: string): boolean;
  scopes: string;
  pointsPerSecond: number;
  now(): number;
}

/** https://shopify.dev/docs/api/usage/versioning, November 2026: the oldest first. */
const VERSIONS = ['2026-01', '2026-04', '2026-07', '2026-10', '2027-01', 'unstable'] as const;
/** No query may cost more, whatever the plan. https://shopify.dev/docs/api/usage/limits */
const DEAREST = 1000;
/** The bucket holds what twenty seconds restore. */
const BUCKET_SECONDS = 20;
/** A count goes no further unless asked to. */
const COUNT_LIMIT = 10_000;

/** Answers as `https://{shop}/admin/…` does. */
export function openApi(options: ApiOptions): (asked: Asked) => Answer {
  const { tokens, pointsPerSecond, now } = options;
  const budget = openBudget(pointsPerSecond * BUCKET_SECONDS, pointsPerSecond, now);
  const runQuery = openQueries(options);
  return (asked) => {
    if (asked.path === '/admin/oauth/authorize' && asked.method === 'GET') return tokens.authorize(asked);
    if (asked.path === '/admin/oauth/access_token' && asked.method === 'POST') return tokens.grant(asked);
    const [, wanted] = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(asked.path) ?? [];
    const version = served(wanted);
    if (version === null || asked.method !== 'POST') return { status: 404, body: { errors: 'Not Found' } };
    const headers = { 'x-shopify-api-version': version };
    const token = asked.headers['x-shopify-access-token'];
    if (!tokens.isValid(token)) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      return { status: 401, headers, body: { errors } };
    }
    const request = jsonOf(asked.body) as { query?: unknown; variables?: Args | null } | undefined;
    if (typeof request?.query !== 'string')
      return { status: 400, headers, body: { errors: { query: 'Required parameter missing or invalid' } } };
    const asking = { variables: request.variables ?? {}, isOffline: tokens.isOffline(token) };
    return { status: 200, headers, body: runQuery(request.query, asking, budget) };
  };
}

/** The version that answers: a retired one falls forward to the oldest supported. null: there is no such version. */
function served(wanted: string | undefined): string | null {
  if (wanted === undefined) return null;
  if (VERSIONS.some((version) => version === wanted)) return wanted;
  return /^20\d\d-(01|04|07|10)$/.test(wanted) && wanted < VERSIONS[0] ? VERSIONS[0] : null;
}

interface Asking {
  variables: Args;
  /** With a token that outlives its user's visit. */
  isOffline: boolean;
}

function openQueries({ products, subscriptions, bulk, domain, url, hasScope, scopes }: ApiOptions) {
  const warnings: { field: string; message: string }[] = [];
  const matching = (query: unknown, sortKey: unknown) => {
    const keyOf = sortKeyOf(sortKey);
    const search = parseSearch(typeof query === 'string' ? query : '');
    for (const message of search.warnings) warnings.push({ field: 'query', message });
    return products.derived(`${sortKey} ${query}`, () => {
      const found = products.byId().filter(search.matches);
      const isSorted = sortKey === undefined || sortKey === 'ID';
      return isSorted ? found : found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    });
  };
  /** Entries seen on products, by their global ids. */
  const entries = new Map<string, ReturnType<typeof metaobject>>();
  const entryOf = (id: string) => {
    if (entries.has(id)) return entries.get(id);
    for (const { metafields } of products.list()) {
      for (const { references = [] } of metafields)
        for (const reference of references) entries.set(metaobjectId(reference), metaobject(reference));
    }
    return entries.get(id);
  };
  const owned = (test: (owned: OwnedVariant) => boolean) => {
    for (const product of products.list()) {
      const found = ownedVariants(product).find(test);
      if (found !== undefined) return found;
    }
    return null;
  };
  const byGid = (id: unknown): object | null => {
    const product = products.get(idOf('Product', id) ?? '');
    if (product !== undefined) return { __typename: 'Product', ...product };
    if (idOf('Metaobject', id) !== null) return entryOf(`${id}`) ?? null;
    const variantId = idOf('ProductVariant', id);
    const found = variantId === null ? null : owned(({ variant }) => variant.id === variantId);
    return found && { __typename: 'ProductVariant', ...found };
  };
  const shop = {
    id: 'gid://shopify/Shop/11112222',
    name: 'Halden Optics',
    email: 'owner@example.com',
    myshopifyDomain: domain,
    primaryDomain: { id: 'gid://shopify/Domain/1', host: new URL(url).host, url, sslEnabled: false },
    url,
    currencyCode: 'EUR',
    ianaTimezone: 'Europe/Berlin',
    timezoneOffset: '+0100',
    weightUnit: 'GRAMS',
    plan: { publicDisplayName: 'Basic', shopifyPlus: false, partnerDevelopment: false },
    shopAddress: { countryCodeV2: 'DE' },
  };
  const resolvers: Resolvers = {
    ...productFields('EUR', url),
    ...subscriptions.resolvers,
    ...bulk.resolvers,
    'QueryRoot.shop': () => shop,
    'QueryRoot.publicApiVersions': () =>
      VERSIONS.map((handle) => ({ handle, displayName: handle, supported: /^2026/.test(handle) })),
    'QueryRoot.currentAppInstallation': () => ({
      id: 'gid://shopify/AppInstallation/1',
      accessScopes: scopes.split(',').map((handle) => ({ handle, description: handle })),
    }),
    'QueryRoot.product': (_: object, { id }) => products.get(idOf('Product', id) ?? '') ?? null,
    'QueryRoot.products': (_: object, { query, sortKey, ...page }) => {
      return pageOf(matching(query, sortKey), sortKeyOf(sortKey), page as PageArgs);
    },
    'QueryRoot.productsCount': (_: object, { query, limit = COUNT_LIMIT }) => {
      const count = matching(query, 'ID').length;
      const most = limit === null ? Number.POSITIVE_INFINITY : Number(limit);
      return { count: Math.min(count, most), precision: count > most ? 'AT_LEAST' : 'EXACT' };
    },
    'QueryRoot.productVariant': (_: object, { id }) =>
      owned(({ variant }) => variant.id === idOf('ProductVariant', id)),
    'QueryRoot.productVariants': (_: object, { query: _query, ...page }) =>
      pageOf(products.list().flatMap(ownedVariants), ({ variant }) => idKey(variant.id), page as PageArgs),
    'QueryRoot.inventoryItem': (_: object, { id }) =>
      owned(({ variant }) => variant.inventory_item_id === idOf('InventoryItem', id)),
    'Metaobject.displayName': ({ displayName }: ReturnType<typeof metaobject>) => {
      if (!hasScope('read_metaobjects')) throw new AccessProblem('displayName', 'read_metaobjects');
      return displayName;
    },
    'QueryRoot.node': (_: object, { id }) => byGid(id),
    'QueryRoot.nodes': (_: object, { ids }) => (ids as unknown[]).map(byGid),
  };

  bulk.readBy(resolvers);

  return (query: string, { variables, isOffline }: Asking, budget: Budget): object => {
    warnings.length = 0;
    try {
      const document = parseDocument(query);
      const [operation] = document.operations;
      if (operation === undefined) return failed({ message: 'An operation is missing' });
      const errors = checkOperation(SCHEMA, document, operation, variables);
      if (errors.length > 0) return failed(...errors);
      const running = { schema: SCHEMA, document, operation, variables, resolvers };
      const requested = requestedCost(running);
      if (requested > DEAREST) {
        const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${DEAREST}).`;
        return failed({
          message,
          extensions: { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: DEAREST },
        });
      }
      if (!budget.take(requested)) {
        const throttled = { message: 'Throttled', extensions: { code: 'THROTTLED' } };
        return { errors: [throttled], extensions: { cost: costOf(budget, requested, null) } };
      }
      const isDenied = (name: string) =>
        (/^(?:product|inventory|bulk)/.test(name) && !hasScope('read_products')) ||
        (/^(?:bulk|currentBulk)/.test(name) && !isOffline);
      for (const selection of operation.selections)
        if (selection.kind === 'field' && isDenied(selection.name))
          throw new AccessProblem(selection.name, 'read_products');
      const { data, cost } = run(running);
      budget.giveBack(Math.max(0, requested - cost));
      const search = warnings.length > 0 ? { search: [{ path: ['products'], warnings: [...warnings] }] } : {};
      return { data, extensions: { cost: costOf(budget, requested, cost), ...search } };
    } catch (error) {
      if (error instanceof SyntaxProblem) return failed({ message: `syntax error: ${error.message}` });
      if (error instanceof AccessProblem) return { errors: [error.answer], data: null };
      if (error instanceof PagingProblem)
        return failed({ message: error.message, extensions: { code: 'BAD_REQUEST' } });
      throw error;
    }
  };
}

const failed = (...errors: GraphqlError[]) => ({ errors });

const costOf = (budget: Budget, requestedQueryCost: number, actualQueryCost: number | null) => ({
  requestedQueryCost,
  actualQueryCost,
  throttleStatus: {
    maximumAvailable: budget.size,
    currentlyAvailable: Math.floor(budget.available()),
    restoreRate: budget.rate,
  },
});

/** Ids as text that sorts as numbers do. */
const idKey = (id: string) => id.padStart(20, '0');

function sortKeyOf(sortKey: unknown): (product: ShopifyProduct) => string {
  const before = {
    UPDATED_AT: (product: ShopifyProduct) => product.updated_at,
    CREATED_AT: (product: ShopifyProduct) => product.created_at,
    PUBLISHED_AT: (product: ShopifyProduct) => product.published_at ?? '',
    TITLE: (product: ShopifyProduct) => product.title,
    VENDOR: (product: ShopifyProduct) => product.vendor,
    PRODUCT_TYPE: (product: ShopifyProduct) => product.product_type,
  }[`${sortKey}`];
  return (product) => `${before?.(product) ?? ''}|${idKey(product.id)}`;
}
