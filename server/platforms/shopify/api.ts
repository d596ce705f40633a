import { isRecord } from '../json-body.ts';
import { localeOf } from '../locale.ts';
import type { ConnectOptions, Fact, PlatformApi, StoreContext } from '../platform.ts';
import { forbidden, platformAnswerInvalid } from '../problems.ts';
import { type Body, currencyOf, records, text } from '../reading.ts';
import { API_VERSION, type Graphql, TooDear } from './graphql.ts';
import { metafieldEvidence } from './metafields.ts';
import { factOfNode, nodesOf } from './product.ts';
import {
  MORE_VARIANTS,
  MOST_AT_ONCE,
  ONE_PRODUCT,
  OWNER_OF_ITEM,
  OWNER_OF_VARIANT,
  PRODUCT_COUNT,
  PRODUCT_IDS,
  PRODUCTS,
  SHOP,
  UNCOUNTED,
} from './queries.ts';
import { shopifyId } from './receive.ts';
import { openWebhooks } from './webhooks.ts';

/** Points one query is made to cost: https://shopify.dev/docs/api/usage/limits allows 1,000. */
const POINTS = 900;
/** Products in the first page; then as many as the points it cost allow. */
const FIRST_PAGE = 8;
/** A listing ends at 25,000 objects (shopify.dev/docs/api/usage/limits). */
const DEEPEST = 20_000;

const SCOPE_STEP =
  'Add it under Settings > Apps and sales channels > Develop apps > your app > Configuration, and install again.';

/** The scopes without which some things do not work, and which. */
const SCOPES = {
  read_inventory: 'changes of stock are found late',
  read_orders: 'orders are not attributed',
  read_customers: 'preferences of customers are not kept',
};

export function shopifyApi(options: ConnectOptions, graphql: Graphql): PlatformApi {
  const { now } = options;
  const context: StoreContext = options.context ?? {
    currency: 'USD',
    locale: 'en',
    address: options.address,
    extra: {},
  };

  /** Facts of one product's node, the rest of its variants read where there are more. */
  const factsOf = async (node: Body): Promise<Fact[]> => {
    const variants = nodesOf(node.variants);
    let page = node.variants;
    for (let after = nextOf(page); after !== null; after = nextOf(page)) {
      const { data } = await graphql.run(MORE_VARIANTS, { id: node.id, after });
      page = isRecord(data.product) ? data.product.variants : null;
      variants.push(...nodesOf(page));
    }
    const fact = factOfNode(node, variants, context);
    const evidence = metafieldEvidence(node);
    if (fact.kind !== 'product' || fact.product === null) return [fact];
    return [fact, { kind: 'evidence', product_id: fact.id, updated_at: fact.updated_at, evidence }];
  };

  return {
    inspect: () => inspect(graphql),
    async *products({ since, cursor }) {
      const total = await countOf(graphql, since);
      for await (const page of walk(graphql, PRODUCTS, since, cursor)) {
        const facts: Fact[] = [];
        for (const node of page.nodes) facts.push(...(await factsOf(node)));
        yield { facts, cursor: page.cursor, total, products: page.nodes.length };
      }
    },
    async *productIds() {
      for await (const { nodes } of walk(graphql, PRODUCT_IDS, null, null)) {
        yield nodes
          .filter(({ status, publishedAt }) => status === 'ACTIVE' && publishedAt !== null)
          .map(({ id }) => shopifyId(null, id))
          .filter((id) => id !== null);
      }
    },
    async product(ids) {
      const id = await productIdOf(graphql, ids);
      if (id === null) {
        const { variant_id } = ids;
        return variant_id === null
          ? []
          : [
              {
                kind: 'variant',
                id: variant_id,
                product_id: null,
                updated_at: now(),
                variant: null,
                evidence: [],
              },
            ];
      }
      const { data } = await graphql.run(ONE_PRODUCT, { id: `gid://shopify/Product/${id}` });
      if (isRecord(data.product)) return factsOf(data.product);
      return [{ kind: 'product', id, updated_at: now(), product: null }];
    },
    ...openWebhooks(graphql),
  };
}

function nextOf(connection: unknown): string | null {
  const info = isRecord(connection) && isRecord(connection.pageInfo) ? connection.pageInfo : null;
  return info?.hasNextPage === true && typeof info.endCursor === 'string' ? info.endCursor : null;
}

async function countOf(graphql: Graphql, since: number | null): Promise<number | null> {
  const { data } = await graphql.run(PRODUCT_COUNT, { query: searchFor(since) });
  return isRecord(data.productsCount) && typeof data.productsCount.count === 'number'
    ? data.productsCount.count
    : null;
}

/** Without a time only what is shown; with one also what no longer is. @param from the id before the first */
function searchFor(since: number | null, from: string | null = null): string {
  const found = since === null ? 'status:active' : `updated_at:>='${new Date(since).toISOString()}'`;
  return from === null ? found : `${found} id:>=${BigInt(from) + 1n}`;
}

interface Place {
  /** The id the search begins after; null: at the first. */
  from: string | null;
  after: string | null;
  /** Objects since the search began. */
  depth: number;
  isEnd: boolean;
}

/**
 * Pages in the order of ids: what changes or goes meanwhile moves nothing, and what is new comes at the end. Before
 * the depth at which Shopify's cursors end, the search begins anew where it is. The page grows and shrinks with what
 * the shop says it costs.
 */
async function* walk(
  graphql: Graphql,
  document: string,
  since: number | null,
  cursor: string | null,
): AsyncGenerator<{ nodes: Body[]; cursor: string }> {
  let place: Place =
    cursor === null ? { from: null, after: null, depth: 0, isEnd: false } : (JSON.parse(cursor) as Place);
  let size = document === PRODUCT_IDS ? MOST_AT_ONCE : FIRST_PAGE;
  while (!place.isEnd) {
    const { from, after, depth } = place;
    let page: Awaited<ReturnType<Graphql['run']>>;
    try {
      page = await graphql.run(document, { first: size, after, query: searchFor(since, from) });
    } catch (cause) {
      if (!(cause instanceof TooDear) || size === 1) throw cause;
      size = Math.floor(size / 2);
      continue;
    }
    const nodes = nodesOf(page.data.products);
    const next = nextOf(page.data.products);
    const last = shopifyId(null, nodes.at(-1)?.id);
    const isTooDeep = depth + nodes.length >= DEEPEST && last !== null;
    place = isTooDeep
      ? { from: last, after: null, depth: 0, isEnd: next === null }
      : { from, after: next, depth: depth + nodes.length, isEnd: next === null };
    yield { nodes, cursor: JSON.stringify(place) };
    if (page.cost !== null && page.cost > 0) {
      size = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor((size * POINTS) / page.cost)));
    }
  }
}

async function productIdOf(
  graphql: Graphql,
  ids: Parameters<PlatformApi['product']>[0],
): Promise<string | null> {
  if (ids.product_id !== null) return ids.product_id;
  const isVariant = ids.variant_id !== null;
  const id = isVariant
    ? `gid://shopify/ProductVariant/${ids.variant_id}`
    : `gid://shopify/InventoryItem/${ids.inventory_item_id}`;
  const { data } = await graphql.run(isVariant ? OWNER_OF_VARIANT : OWNER_OF_ITEM, { id });
  const item = isRecord(data.inventoryItem) ? data.inventoryItem.variant : data.productVariant;
  const product = isRecord(item) ? item.product : null;
  return isRecord(product) ? shopifyId(null, product.id) : null;
}

async function inspect(graphql: Graphql): ReturnType<PlatformApi['inspect']> {
  const { data } = await graphql.run(SHOP);
  const { shop } = data;
  if (!isRecord(shop)) throw platformAnswerInvalid({ detail: 'The GraphQL API told nothing of the shop.' });
  const domain = isRecord(shop.primaryDomain) ? text(shop.primaryDomain.url, 500) : null;
  const country = isRecord(shop.shopAddress) ? shop.shopAddress.countryCodeV2 : null;
  const installation = isRecord(data.currentAppInstallation) ? data.currentAppInstallation : {};
  const scopes = new Set(records(installation.accessScopes).map(({ handle }) => handle));
  if (!scopes.has('read_products') && !scopes.has('write_products')) {
    throw forbidden('shopify', 'the scope read_products');
  }
  const count = isRecord(data.productsCount) ? data.productsCount.count : null;
  const version = graphql.servedVersion();
  const uncounted = await graphql.run(UNCOUNTED);
  return {
    name: text(shop.name, 200) ?? 'Shopify',
    version,
    product_count: typeof count === 'number' ? count : null,
    context: {
      currency: currencyOf(shop.currencyCode, 'USD'),
      locale: localeOf(country),
      address: (domain ?? '').replace(/\/+$/, ''),
      extra: {
        has_uncounted_stock: nodesOf(uncounted.data.products).some(
          ({ tracksInventory }) => tracksInventory === false,
        ),
      },
    },
    warnings: [
      ...Object.entries(SCOPES)
        .filter(([scope]) => !scopes.has(scope))
        .map(([scope, loss]) => `Without the scope ${scope} ${loss}. ${SCOPE_STEP}`),
      ...(version === null || version === API_VERSION
        ? []
        : [
            `Shopify answered with API version ${version} in place of ${API_VERSION}, which it has retired: update varai.`,
          ]),
    ],
  };
}
