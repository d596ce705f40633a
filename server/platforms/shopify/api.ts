import { isRecord } from '../json-body.ts';
import { localeOf } from '../locale.ts';
import type { ConnectOptions, PlatformApi, StoreContext } from '../platform.ts';
import { forbidden, platformAnswerInvalid } from '../problems.ts';
import { currencyOf, records, text } from '../reading.ts';
import type { BulkDeps } from './bulk.ts';
import { API_VERSION, type Graphql } from './graphql.ts';
import { openListing, readFacts } from './listing.ts';
import { nodesOf } from './product.ts';
import { ONE_PRODUCT, OWNER_OF_ITEM, OWNER_OF_VARIANT, SHOP, UNCOUNTED } from './queries.ts';
import { shopifyId } from './receive.ts';
import { openWebhooks } from './webhooks.ts';

const SCOPE_STEP =
  'Add it under Settings > Apps and sales channels > Develop apps > your app > Configuration, and install again.';

/** The scopes without which some things do not work, and which. */
const SCOPES = {
  read_inventory: 'changes of stock are found late',
  read_orders: 'orders are not attributed',
  read_customers: 'preferences of customers are not kept',
  read_metaobjects: 'shapes and materials chosen with a product’s category are not known',
};

export function shopifyApi(options: ConnectOptions, deps: BulkDeps): PlatformApi {
  const { now } = options;
  const { graphql } = deps;
  const context: StoreContext = options.context ?? {
    currency: 'USD',
    locale: 'en',
    address: options.address,
    extra: {},
  };

  return {
    inspect: () => inspect(graphql),
    ...openListing(deps, context),
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
      if (isRecord(data.product)) return readFacts(graphql, data.product, context);
      return [{ kind: 'product', id, updated_at: now(), product: null }];
    },
    ...openWebhooks(graphql),
  };
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
