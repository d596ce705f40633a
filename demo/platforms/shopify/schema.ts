import { readSchema } from './graphql-schema.ts';

/**
 * The part of the Admin API that a catalogue needs, as version 2026-10 documents it.
 * https://shopify.dev/docs/api/admin-graphql/latest
 */
export const SCHEMA = readSchema(`
type QueryRoot {
  shop: Shop!
  publicApiVersions: [ApiVersion!]!
  currentAppInstallation: AppInstallation!
  product(id: ID!): Product
  products(first: Int, after: String, last: Int, before: String, query: String, reverse: Boolean, sortKey: ProductSortKeys, savedSearchId: ID): ProductConnection!
  productsCount(query: String, limit: Int, savedSearchId: ID): Count
  productVariant(id: ID!): ProductVariant
  productVariants(first: Int, after: String, last: Int, before: String, query: String, reverse: Boolean, sortKey: ProductVariantSortKeys): ProductVariantConnection!
  inventoryItem(id: ID!): InventoryItem
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  bulkOperation(id: ID!): BulkOperation
  bulkOperations(first: Int, after: String, last: Int, before: String, query: String, reverse: Boolean, sortKey: BulkOperationsSortKeys): BulkOperationConnection!
  currentBulkOperation(type: BulkOperationType): BulkOperation
  webhookSubscription(id: ID!): WebhookSubscription
  webhookSubscriptions(first: Int, after: String, last: Int, before: String, topics: [WebhookSubscriptionTopic!], uri: String, format: WebhookSubscriptionFormat, query: String, reverse: Boolean, sortKey: WebhookSubscriptionSortKeys): WebhookSubscriptionConnection!
  webhookSubscriptionsCount(query: String, limit: Int): Count
}
type Mutation {
  webhookSubscriptionCreate(topic: WebhookSubscriptionTopic!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionCreatePayload
  webhookSubscriptionUpdate(id: ID!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionUpdatePayload
  webhookSubscriptionDelete(id: ID!): WebhookSubscriptionDeletePayload
  bulkOperationRunQuery(query: String!, groupObjects: Boolean): BulkOperationRunQueryPayload
  bulkOperationCancel(id: ID!): BulkOperationCancelPayload
}
interface Node { id: ID! }
type Shop {
  id: ID!
  name: String!
  email: String!
  myshopifyDomain: String!
  primaryDomain: Domain!
  url: URL!
  currencyCode: CurrencyCode!
  ianaTimezone: String!
  timezoneOffset: String!
  weightUnit: String!
  plan: ShopPlan!
  shopAddress: ShopAddress!
}
type Domain { id: ID! host: String! url: URL! sslEnabled: Boolean! }
type ShopPlan { publicDisplayName: String! shopifyPlus: Boolean! partnerDevelopment: Boolean! }
type ShopAddress { countryCodeV2: String }
type ApiVersion { handle: String! displayName: String! supported: Boolean! }
type AppInstallation { id: ID! accessScopes: [AccessScope!]! }
type AccessScope { handle: String! description: String! }
type Count { count: Int! precision: CountPrecision! }
enum CountPrecision { EXACT AT_LEAST }
enum ProductSortKeys { CREATED_AT ID INVENTORY_TOTAL PRODUCT_TYPE PUBLISHED_AT RELEVANCE TITLE UPDATED_AT VENDOR }
enum ProductVariantSortKeys { ID FULL_TITLE INVENTORY_QUANTITY NAME POPULAR POSITION RELEVANCE SKU TITLE }
enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }
type Product {
  id: ID!
  legacyResourceId: UnsignedInt64!
  title: String!
  handle: String!
  description(truncateAt: Int): String!
  descriptionHtml: HTML!
  vendor: String!
  productType: String!
  status: ProductStatus!
  tags: [String!]!
  createdAt: DateTime!
  updatedAt: DateTime!
  publishedAt: DateTime
  onlineStoreUrl: URL
  onlineStorePreviewUrl: URL
  category: TaxonomyCategory
  options(first: Int): [ProductOption!]!
  totalInventory: Int!
  tracksInventory: Boolean!
  hasOnlyDefaultVariant: Boolean!
  priceRangeV2: ProductPriceRangeV2!
  variantsCount: Count
  featuredMedia: Media
  media(first: Int, after: String, last: Int, before: String, reverse: Boolean, query: String): MediaConnection!
  metafield(namespace: String, key: String!): Metafield
  metafields(first: Int, after: String, last: Int, before: String, namespace: String, keys: [String!], reverse: Boolean): MetafieldConnection!
  variants(first: Int, after: String, last: Int, before: String, reverse: Boolean, sortKey: ProductVariantSortKeys): ProductVariantConnection!
}
type TaxonomyCategory { id: ID! name: String! fullName: String! isLeaf: Boolean! level: Int! }
type ProductOption { id: ID! name: String! position: Int! values: [String!]! optionValues: [ProductOptionValue!]! }
type ProductOptionValue { id: ID! name: String! hasVariants: Boolean! }
type ProductPriceRangeV2 { minVariantPrice: MoneyV2! maxVariantPrice: MoneyV2! }
type MoneyV2 { amount: Decimal! currencyCode: CurrencyCode! }
interface Media { id: ID! alt: String mediaContentType: MediaContentType! status: MediaStatus! preview: MediaPreviewImage }
enum MediaContentType { IMAGE VIDEO EXTERNAL_VIDEO MODEL_3D }
enum MediaStatus { READY PROCESSING FAILED UPLOADED }
type MediaPreviewImage { image: Image status: MediaStatus! }
type MediaImage { id: ID! alt: String mediaContentType: MediaContentType! status: MediaStatus! image: Image createdAt: DateTime! mimeType: String }
type Image { id: ID url: URL! altText: String width: Int height: Int }
type Metafield { id: ID! namespace: String! key: String! type: String! value: String! jsonValue: JSON! updatedAt: DateTime! reference: MetafieldReference references(first: Int, after: String, last: Int, before: String): MetafieldReferenceConnection }
union MetafieldReference
type Metaobject { id: ID! handle: String! type: String! displayName: String! field(key: String!): MetaobjectField fields: [MetaobjectField!]! }
type MetaobjectField { key: String! type: String! value: String jsonValue: JSON }
type ProductVariant {
  id: ID!
  legacyResourceId: UnsignedInt64!
  title: String!
  displayName: String!
  sku: String
  barcode: String
  price: Money!
  compareAtPrice: Money
  position: Int!
  availableForSale: Boolean!
  inventoryQuantity: Int
  inventoryPolicy: ProductVariantInventoryPolicy!
  selectedOptions: [SelectedOption!]!
  inventoryItem: InventoryItem!
  image: Image
  media(first: Int, after: String, last: Int, before: String): MediaConnection!
  metafields(first: Int, after: String, last: Int, before: String, namespace: String, keys: [String!], reverse: Boolean): MetafieldConnection!
  product: Product!
  createdAt: DateTime!
  updatedAt: DateTime!
}
enum ProductVariantInventoryPolicy { DENY CONTINUE }
type SelectedOption { name: String! value: String! }
type InventoryItem { id: ID! legacyResourceId: UnsignedInt64! sku: String tracked: Boolean! variant: ProductVariant! measurement: InventoryItemMeasurement! updatedAt: DateTime! }
type InventoryItemMeasurement { id: ID! weight: Weight }
type Weight { unit: WeightUnit! value: Float! }
enum WeightUnit { GRAMS KILOGRAMS OUNCES POUNDS }
type WebhookSubscription {
  id: ID!
  legacyResourceId: UnsignedInt64!
  topic: WebhookSubscriptionTopic!
  uri: String!
  format: WebhookSubscriptionFormat!
  filter: String
  name: String
  includeFields: [String!]!
  metafieldNamespaces: [String!]!
  apiVersion: ApiVersion!
  createdAt: DateTime!
  updatedAt: DateTime!
}
enum WebhookSubscriptionFormat { JSON XML }
enum WebhookSubscriptionSortKeys { CREATED_AT ID }
enum WebhookSubscriptionTopic {
  PRODUCTS_CREATE PRODUCTS_UPDATE PRODUCTS_DELETE
  ORDERS_CREATE ORDERS_UPDATED ORDERS_PAID ORDERS_CANCELLED ORDERS_FULFILLED ORDERS_DELETE
  CUSTOMERS_CREATE CUSTOMERS_UPDATE CUSTOMERS_DELETE
  INVENTORY_LEVELS_UPDATE INVENTORY_ITEMS_UPDATE COLLECTIONS_UPDATE CARTS_UPDATE SHOP_UPDATE THEMES_PUBLISH
  BULK_OPERATIONS_FINISH APP_UNINSTALLED
}
input WebhookSubscriptionInput {
  uri: String
  format: WebhookSubscriptionFormat
  filter: String
  name: String
  includeFields: [String!]
  metafieldNamespaces: [String!]
}
type BulkOperation {
  id: ID!
  status: BulkOperationStatus!
  errorCode: BulkOperationErrorCode
  type: BulkOperationType!
  query: String!
  objectCount: UnsignedInt64!
  rootObjectCount: UnsignedInt64!
  fileSize: UnsignedInt64
  url: URL
  partialDataUrl: URL
  createdAt: DateTime!
  completedAt: DateTime
}
enum BulkOperationStatus { CANCELED CANCELING COMPLETED CREATED EXPIRED FAILED RUNNING }
enum BulkOperationErrorCode { ACCESS_DENIED INTERNAL_SERVER_ERROR TIMEOUT }
enum BulkOperationType { MUTATION QUERY }
enum BulkOperationsSortKeys { COMPLETED_AT CREATED_AT ID STATUS }
type BulkOperationUserError { field: [String!] message: String! code: BulkOperationUserErrorCode }
enum BulkOperationUserErrorCode { INVALID LIMIT_REACHED OPERATION_IN_PROGRESS }
type BulkOperationRunQueryPayload { bulkOperation: BulkOperation userErrors: [BulkOperationUserError!]! }
type BulkOperationCancelPayload { bulkOperation: BulkOperation userErrors: [UserError!]! }
type UserError { field: [String!] message: String! }
type WebhookSubscriptionCreatePayload { webhookSubscription: WebhookSubscription userErrors: [UserError!]! }
type WebhookSubscriptionUpdatePayload { webhookSubscription: WebhookSubscription userErrors: [UserError!]! }
type WebhookSubscriptionDeletePayload { deletedWebhookSubscriptionId: ID userErrors: [UserError!]! }
`);
