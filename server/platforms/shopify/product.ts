import type { Variant } from '../../catalog/index.ts';
import {
  categoryEvidence,
  descriptionEvidence,
  optionEvidence,
  tagEvidence,
  titleEvidence,
} from '../eyewear-evidence.ts';
import { fieldNamed } from '../field-names.ts';
import { isRecord } from '../json-body.ts';
import type { Fact, PlatformProduct, StoreContext } from '../platform.ts';
import {
  type Body,
  countOf,
  idOf,
  missing,
  plainText,
  priceOf,
  records,
  text,
  texts,
  timeOf,
  webAddress,
} from '../reading.ts';
import { shopifyId } from './receive.ts';

/** More pictures than this nobody looks through; how many the API is asked for, too. */
export const MOST_IMAGES = 10;

/** A product as either of Shopify's two ways of speaking tells it: one mapping for both, so that they agree. */
interface Told {
  id: string;
  updated_at: number;
  isShown: boolean;
  title: string;
  html: unknown;
  vendor: unknown;
  product_type: unknown;
  category: unknown;
  handle: unknown;
  images: readonly unknown[];
  tags: readonly string[];
  options: readonly { name: string; values: readonly string[] }[];
  variant_ids: readonly string[];
  variants: readonly ToldVariant[];
}

interface ToldVariant {
  id: string;
  price: unknown;
  sku: unknown;
  image: unknown;
  quantity: number | null;
  /** null: the body does not tell whether stock is counted at all. */
  isForSale: boolean | null;
  isCounted: boolean;
  /** In the order of the product's options. */
  values: readonly (string | null)[];
}

/** Facts of a webhook's product: itself, and "read it again" when the body leaves something open. */
export function factsOfBody(body: Body, context: StoreContext): Fact[] {
  const told = fromBody(body, context.extra.has_uncounted_stock === true);
  const product = productOf(told, context);
  const known = new Set(product?.variants.map(({ variant_id }) => variant_id));
  const isPartial = product?.variant_ids?.some((id) => !known.has(id)) ?? false;
  const { id, updated_at } = told;
  const fact: Fact = { kind: 'product', id, updated_at, product };
  return isPartial
    ? [fact, { kind: 'stale', product_id: id, variant_id: null, inventory_item_id: null }]
    : [fact];
}

/** The same of a product of the GraphQL API; `variants` all of its variants' nodes. */
export function factOfNode(node: Body, variants: readonly Body[], context: StoreContext): Fact {
  const told = fromNode(node, variants);
  return {
    kind: 'product',
    id: told.id,
    updated_at: told.updated_at,
    product: productOf(told, context),
  };
}

function productOf(told: Told, context: StoreContext): PlatformProduct | null {
  if (!told.isShown) return null;
  const { currency } = context;
  const colorAt = told.options.findIndex(({ name }) => fieldNamed(name) === 'color');
  const variants = told.variants.flatMap((variant) => variantOf(variant, colorAt, currency));
  const category = text(told.product_type, 300) ?? text(told.category, 300);
  const description = plainText(told.html, 10_000);
  const handle = text(told.handle, 300);
  const tags = [...new Set(told.tags.map((tag) => tag.trim()))].filter(
    (tag) => tag !== '' && tag.length <= 80,
  );
  const prices = variants.map(({ price }) => price);
  return {
    title: text(told.title, 300) ?? missing('title'),
    description,
    brand: text(told.vendor, 120),
    category,
    url: handle === null ? null : webAddress(`${context.address}/products/${encodeURIComponent(handle)}`),
    images: told.images
      .map(webAddress)
      .filter((image) => image !== null)
      .slice(0, MOST_IMAGES),
    tags: tags.slice(0, 100),
    currency,
    price: prices.length === 0 ? null : Math.min(...prices),
    in_stock: null,
    stock: null,
    variant_ids: told.variant_ids,
    variants,
    evidence: [
      ...told.options.flatMap(({ name, values }) => optionEvidence(name, values)),
      ...titleEvidence(told.title),
      ...tagEvidence(tags),
      ...categoryEvidence(
        [told.product_type, told.category].filter((part) => typeof part === 'string').join(' | '),
      ),
      ...descriptionEvidence(description),
    ],
  };
}

/** Nothing where the body does not tell whether it can be had. */
function variantOf(told: ToldVariant, colorAt: number, currency: string): Variant[] {
  const price = priceOf(told.price, currency);
  if (price === null || told.isForSale === null) return [];
  return [
    {
      variant_id: told.id,
      color: text(told.values[colorAt], 80),
      price,
      in_stock: told.isForSale,
      stock: told.isCounted ? countOf(told.quantity) : null,
      image_url: webAddress(told.image),
      sku: text(told.sku, 128),
    },
  ];
}

/** https://shopify.dev/docs/api/webhooks/latest: the product of `products/create` and `products/update`. */
function fromBody(body: Body, hasUncounted: boolean): Told {
  const variants = records(body.variants);
  const gids = records(body.variant_gids).map((entry) => shopifyId(null, entry.admin_graphql_api_id));
  const pictures = new Map(records(body.images).map((image) => [idOf(image.id), image.src]));
  const options = records(body.options).map(({ name, values }) => ({
    name: typeof name === 'string' ? name : '',
    values: texts(values, 255, 250),
  }));
  const told = variants.map((variant) => variantOfBody(variant, pictures, hasUncounted));
  const listed = gids.filter((id) => id !== null);
  return {
    id: shopifyId(body.id, body.admin_graphql_api_id) ?? missing('id'),
    updated_at: timeOf(body.updated_at) ?? missing('updated_at'),
    isShown: body.status === 'active' && body.published_at !== null,
    title: typeof body.title === 'string' ? body.title : missing('title'),
    html: body.body_html,
    vendor: body.vendor,
    product_type: body.product_type,
    category: isRecord(body.category) ? body.category.full_name : null,
    handle: body.handle,
    images: [...pictures.values()],
    tags: typeof body.tags === 'string' ? body.tags.split(',') : [],
    options,
    variant_ids: listed.length >= told.length ? listed : told.map(({ id }) => id),
    variants: told,
  };
}

/**
 * Newer bodies don't say whether stock is counted at all. In a shop where that differs (`inspect` looks), nobody can
 * tell "sold out" from "not counted" where none is left: that is left to a reading of the API.
 */
function variantOfBody(
  variant: Body,
  pictures: ReadonlyMap<string | null, unknown>,
  hasUncounted: boolean,
): ToldVariant {
  const quantity = typeof variant.inventory_quantity === 'number' ? variant.inventory_quantity : null;
  const isUncounted = variant.inventory_management === null;
  const isForSale = isUncounted || variant.inventory_policy === 'continue' || (quantity ?? 0) > 0;
  const isOpen = hasUncounted && !isForSale && quantity === 0 && variant.inventory_management === undefined;
  return {
    id: shopifyId(variant.id, variant.admin_graphql_api_id) ?? missing('variants[].id'),
    price: variant.price,
    sku: variant.sku,
    image: pictures.get(idOf(variant.image_id)),
    quantity,
    isForSale: isOpen ? null : isForSale,
    isCounted: !isUncounted,
    values: [variant.option1, variant.option2, variant.option3].map((value) => text(value, 255)),
  };
}

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Product */
function fromNode(node: Body, variants: readonly Body[]): Told {
  const options = records(node.options).map(({ name, values }) => ({
    name: typeof name === 'string' ? name : '',
    values: texts(values, 255, 250),
  }));
  const told = variants.map((variant) => variantOfNode(variant, options));
  return {
    id: shopifyId(null, node.id) ?? missing('id'),
    updated_at: timeOf(node.updatedAt) ?? missing('updatedAt'),
    isShown: node.status === 'ACTIVE' && node.publishedAt !== null,
    title: typeof node.title === 'string' ? node.title : missing('title'),
    html: node.descriptionHtml,
    vendor: node.vendor,
    product_type: node.productType,
    category: isRecord(node.category) ? node.category.fullName : null,
    handle: node.handle,
    images: nodesOf(node.media).map((media) => (isRecord(media.image) ? media.image.url : null)),
    tags: texts(node.tags, 255, 250),
    options,
    variant_ids: told.map(({ id }) => id),
    variants: told,
  };
}

function variantOfNode(variant: Body, options: readonly { name: string }[]): ToldVariant {
  const quantity = typeof variant.inventoryQuantity === 'number' ? variant.inventoryQuantity : null;
  const chosen = new Map(records(variant.selectedOptions).map(({ name, value }) => [name, value]));
  const isForSale = variant.availableForSale === true;
  const isCounted = !isForSale || variant.inventoryPolicy === 'CONTINUE' || (quantity ?? 0) > 0;
  return {
    id: shopifyId(null, variant.id) ?? missing('variants[].id'),
    price: variant.price,
    sku: variant.sku,
    image: isRecord(variant.image) ? variant.image.url : null,
    quantity,
    isForSale,
    isCounted,
    values: options.map(({ name }) => text(chosen.get(name), 255)),
  };
}

/** The nodes of a connection. */
export function nodesOf(connection: unknown): Body[] {
  return isRecord(connection) ? records(connection.nodes) : [];
}
