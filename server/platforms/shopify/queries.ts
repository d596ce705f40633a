/** https://shopify.dev/docs/api/usage/limits */
export const MOST_AT_ONCE = 250;

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

const VARIANT = `id sku price availableForSale inventoryQuantity inventoryPolicy
  selectedOptions { name value } image { url }`;
const MEDIA = `id ... on MediaImage { image { url } }`;
const METAFIELD = `id namespace key type value`;

/** What hangs on a product: how much of it is read along, which is enough for most frames, and then at once. */
const PARTS = {
  variants: { node: VARIANT, first: 8, more: 100 },
  media: { node: MEDIA, first: 6, more: 10 },
  metafields: { node: METAFIELD, first: 16, more: 100 },
} as const;
export type Part = keyof typeof PARTS;

const FIELDS = `id updatedAt status publishedAt title handle descriptionHtml vendor productType tags
  category { fullName }
  options { name values }`;
const PRODUCT = `${FIELDS}
  ${Object.entries(PARTS)
    .map(([part, { node, first }]) => `${part}(first: ${first}) { nodes { ${node} } ${PAGE_INFO} }`)
    .join('\n  ')}`;

/** https://shopify.dev/docs/api/admin-graphql/latest/queries/products */
const listing = (fields: string) => `query ($first: Int!, $after: String, $query: String) {
  products(first: $first, after: $after, query: $query, sortKey: ID) { nodes { ${fields} } ${PAGE_INFO} }
}`;

export const PRODUCTS = listing(PRODUCT);
export const PRODUCT_IDS = listing('id status publishedAt');
export const PRODUCT_COUNT = `query ($query: String) { productsCount(query: $query, limit: null) { count } }`;
export const ONE_PRODUCT = `query ($id: ID!) { product(id: $id) { ${PRODUCT} } }`;
/** The rest of what hangs on a product, page by page. */
export const MORE: Readonly<Record<Part, string>> = {
  variants: more('variants'),
  media: more('media'),
  metafields: more('metafields'),
};
function more(part: Part): string {
  const { node, more: first } = PARTS[part];
  return `query ($id: ID!, $after: String) {
  product(id: $id) { ${part}(first: ${first}, after: $after) { nodes { ${node} } ${PAGE_INFO} } }
}`;
}
/** What the entries that metafields refer to are called. */
export const LABELS = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Metaobject { id displayName } } }`;
export const OWNER_OF_VARIANT = `query ($id: ID!) { productVariant(id: $id) { product { id } } }`;
export const OWNER_OF_ITEM = `query ($id: ID!) { inventoryItem(id: $id) { variant { product { id } } } }`;

export const SHOP = `query {
  shop { name currencyCode primaryDomain { url } shopAddress { countryCodeV2 } }
  productsCount(limit: null) { count }
  currentAppInstallation { accessScopes { handle } }
}`;
/** Products that seem sold out: among them are those whose stock nobody counts. */
export const UNCOUNTED = `query {
  products(first: 250, query: "inventory_total:<=0 status:active") { nodes { tracksInventory } }
}`;

/** Without sizes: a bulk operation reads every connection to its end, and tells each node by its id's type. */
const inBulk = (fields: string) => `{ products(query: "status:active") { edges { node { ${fields} } } } }`;
export const PRODUCTS_IN_BULK = inBulk(`${FIELDS}
  ${Object.entries(PARTS)
    .map(([part, { node }]) => `${part} { edges { node { ${node} } } }`)
    .join('\n  ')}`);
export const PRODUCT_IDS_IN_BULK = inBulk('id status publishedAt');

/**
 * Grouped, each product is followed by what belongs to it, so that one at a time is enough to be held.
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/bulkOperationRunQuery
 */
export const RUN_IN_BULK = `mutation ($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id }
    userErrors { message }
  }
}`;
export const BULK_OPERATION = `query ($id: ID!) {
  bulkOperation(id: $id) { status errorCode url fileSize rootObjectCount createdAt }
}`;
export const CANCEL_BULK = `mutation ($id: ID!) {
  bulkOperationCancel(id: $id) { userErrors { message } }
}`;

export const SUBSCRIPTIONS = `query ($after: String) {
  webhookSubscriptions(first: 100, after: $after) {
    nodes { id topic uri }
    pageInfo { hasNextPage endCursor }
  }
}`;
export const SUBSCRIBE = `mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
    webhookSubscription { id }
    userErrors { field message }
  }
}`;
export const UNSUBSCRIBE = `mutation ($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}`;
