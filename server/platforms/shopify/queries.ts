import { MOST_IMAGES } from './product.ts';

/** Variants read along with their product; most frames have fewer. The rest is read page by page. */
export const VARIANTS_AT_ONCE = 15;
/** https://shopify.dev/docs/api/usage/limits */
export const MOST_AT_ONCE = 250;

const VARIANT = `id sku price availableForSale inventoryQuantity inventoryPolicy
  selectedOptions { name value } image { url }`;

/** Those of the taxonomy's attributes, with the words of the entries they point to, and the shop's own. */
const METAFIELDS = `taxonomy: metafields(first: 8, namespace: "shopify") {
    nodes { namespace key type value references(first: 2) { nodes { ... on Metaobject { displayName } } } }
  }
  own: metafields(first: 20) { nodes { namespace key type value } }`;

const PRODUCT = `id updatedAt status publishedAt title handle descriptionHtml vendor productType tags
  category { fullName }
  options { name values }
  media(first: ${MOST_IMAGES}) { nodes { ... on MediaImage { image { url } } } }
  ${METAFIELDS}
  variants(first: ${VARIANTS_AT_ONCE}) { nodes { ${VARIANT} } pageInfo { hasNextPage endCursor } }`;

/** https://shopify.dev/docs/api/admin-graphql/latest/queries/products */
const listing = (fields: string) => `query ($first: Int!, $after: String, $query: String) {
  products(first: $first, after: $after, query: $query, sortKey: ID) {
    nodes { ${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const PRODUCTS = listing(PRODUCT);
export const PRODUCT_IDS = listing('id status publishedAt');
export const PRODUCT_COUNT = `query ($query: String) { productsCount(query: $query, limit: null) { count } }`;
export const ONE_PRODUCT = `query ($id: ID!) { product(id: $id) { ${PRODUCT} } }`;
export const MORE_VARIANTS = `query ($id: ID!, $after: String) {
  product(id: $id) {
    variants(first: 100, after: $after) { nodes { ${VARIANT} } pageInfo { hasNextPage endCursor } }
  }
}`;
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
