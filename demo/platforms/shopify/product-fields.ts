import type { Resolvers } from './graphql-run.ts';
import { type PageArgs, pageOf } from './pages.ts';
import {
  metaobjectId,
  type ShopifyImage,
  type ShopifyMetafield,
  type ShopifyProduct,
  type ShopifyVariant,
} from './products.ts';

export const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

/** The number at the end of a global id of this type; null when it is another's. */
export function idOf(type: string, global: unknown): string | null {
  const [, kind, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(`${global}`) ?? [];
  return kind === type && id !== undefined ? id : null;
}

/** A variant with the product it belongs to: the API reaches one from the other. */
export interface OwnedVariant {
  variant: ShopifyVariant;
  product: ShopifyProduct;
  position: number;
}

export const ownedVariants = (product: ShopifyProduct): OwnedVariant[] =>
  product.variants.map((variant, i) => ({ variant, product, position: i + 1 }));

/** Lists that stand in the order they were entered. */
const inPlace = <T>(items: readonly T[], args: PageArgs) => {
  const place = new Map(items.map((item, i) => [item, `${i}`.padStart(6, '0')]));
  return pageOf(items, (item) => place.get(item) ?? '', args);
};

const plainText = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const money = (amount: string, currencyCode: string) => ({ amount, currencyCode });
const isForSale = ({ inventory_quantity, inventory_policy }: ShopifyVariant) =>
  inventory_quantity > 0 || inventory_policy === 'continue';

const picture = ({ id, src, alt, width, height }: ShopifyImage) => ({
  id: gid('ImageSource', id),
  url: src,
  altText: alt,
  width,
  height,
});

const media = (image: ShopifyImage, product: ShopifyProduct) => ({
  __typename: 'MediaImage',
  id: gid('MediaImage', image.id),
  alt: image.alt,
  mediaContentType: 'IMAGE',
  status: 'READY',
  preview: { image: picture(image), status: 'READY' },
  image: picture(image),
  createdAt: product.created_at,
  mimeType: 'image/svg+xml',
});

/** An entry that metafields refer to. */
export const metaobject = ({ type, handle, label }: NonNullable<ShopifyMetafield['references']>[number]) => ({
  __typename: 'Metaobject',
  id: metaobjectId({ type, handle }),
  handle,
  type,
  displayName: label,
  fields: [
    { key: 'label', type: 'single_line_text_field', value: label, jsonValue: label },
    {
      key: 'taxonomy_reference',
      type: 'product_taxonomy_value_reference',
      value: handle,
      jsonValue: handle,
    },
  ],
});

const metafield = (
  { namespace, key, type, value, references = [] }: ShopifyMetafield,
  product: ShopifyProduct,
) => ({
  id: gid('Metafield', `${product.id}${namespace.length}${key.length}`),
  namespace,
  key,
  type,
  value,
  jsonValue: type === 'number_integer' ? Number(value) : /^[[{]/.test(value) ? JSON.parse(value) : value,
  updatedAt: product.updated_at,
  entries: references.map(metaobject),
});

/** The fields of products and of what hangs on them. @param currency of the shop */
export function productFields(currency: string, storeUrl: string): Resolvers {
  type Owned = OwnedVariant;
  type Field = ReturnType<typeof metafield>;
  return {
    'Product.id': ({ id }: ShopifyProduct) => gid('Product', id),
    'Product.legacyResourceId': ({ id }: ShopifyProduct) => id,
    'Product.description': ({ body_html }: ShopifyProduct) => plainText(body_html),
    'Product.descriptionHtml': ({ body_html }: ShopifyProduct) => body_html,
    'Product.productType': ({ product_type }: ShopifyProduct) => product_type,
    'Product.status': ({ status }: ShopifyProduct) => status.toUpperCase(),
    'Product.tags': ({ tags }: ShopifyProduct) => tags.split(', ').filter((tag) => tag !== ''),
    'Product.createdAt': ({ created_at }: ShopifyProduct) => created_at,
    'Product.updatedAt': ({ updated_at }: ShopifyProduct) => updated_at,
    'Product.publishedAt': ({ published_at }: ShopifyProduct) => published_at,
    'Product.onlineStoreUrl': ({ handle, published_at, status }: ShopifyProduct) =>
      published_at !== null && status === 'active' ? `${storeUrl}/products/${handle}` : null,
    'Product.onlineStorePreviewUrl': ({ handle }: ShopifyProduct) => `${storeUrl}/products/${handle}`,
    'Product.category': ({ category }: ShopifyProduct) =>
      category && {
        id: category.id,
        name: category.name,
        fullName: category.full_name,
        isLeaf: true,
        level: 3,
      },
    'Product.options': ({ options }: ShopifyProduct) =>
      options.map(({ id, name, values }, i) => ({
        id: gid('ProductOption', id),
        name,
        position: i + 1,
        values,
        optionValues: values.map((value, n) => ({
          id: gid('ProductOptionValue', `${id}${n}`),
          name: value,
          hasVariants: true,
        })),
      })),
    'Product.totalInventory': ({ variants }: ShopifyProduct) =>
      variants.reduce((sum, { inventory_quantity }) => sum + inventory_quantity, 0),
    'Product.tracksInventory': () => true,
    'Product.hasOnlyDefaultVariant': ({ variants }: ShopifyProduct) => variants.length === 1,
    'Product.priceRangeV2': ({ variants }: ShopifyProduct) => {
      const prices = variants.map(({ price }) => price).sort((a, b) => Number(a) - Number(b));
      return {
        minVariantPrice: money(prices[0] ?? '0.00', currency),
        maxVariantPrice: money(prices.at(-1) ?? '0.00', currency),
      };
    },
    'Product.variantsCount': ({ variants }: ShopifyProduct) => ({
      count: variants.length,
      precision: 'EXACT',
    }),
    'Product.featuredMedia': (product: ShopifyProduct) =>
      product.images[0] ? media(product.images[0], product) : null,
    'Product.media': (product: ShopifyProduct, args) =>
      inPlace(
        product.images.map((image) => media(image, product)),
        args,
      ),
    'Product.metafield': (product: ShopifyProduct, { namespace = 'custom', key }) => {
      const found = product.metafields.find((field) => field.namespace === namespace && field.key === key);
      return found ? metafield(found, product) : null;
    },
    'Product.metafields': (product: ShopifyProduct, { namespace, keys, ...page }) => {
      const wanted = product.metafields.filter(
        (field) =>
          (namespace === undefined || field.namespace === namespace) &&
          (!Array.isArray(keys) || keys.includes(`${field.namespace}.${field.key}`)),
      );
      return inPlace(
        wanted.map((field) => metafield(field, product)),
        page,
      );
    },
    'Product.variants': (product: ShopifyProduct, args) => inPlace(ownedVariants(product), args),
    'Metafield.reference': ({ entries, type }: Field) =>
      type.startsWith('list.') ? null : (entries[0] ?? null),
    'Metafield.references': ({ entries, type }: Field, args) =>
      type.startsWith('list.') ? inPlace(entries, args) : null,
    'Metaobject.field': ({ fields }: Field['entries'][number], { key }) =>
      fields.find((field) => field.key === key) ?? null,
    'ProductVariant.id': ({ variant }: Owned) => gid('ProductVariant', variant.id),
    'ProductVariant.legacyResourceId': ({ variant }: Owned) => variant.id,
    'ProductVariant.title': ({ variant }: Owned) => variant.title,
    'ProductVariant.displayName': ({ variant, product }: Owned) => `${product.title} - ${variant.title}`,
    'ProductVariant.sku': ({ variant }: Owned) => variant.sku,
    'ProductVariant.barcode': ({ variant }: Owned) => variant.barcode,
    'ProductVariant.price': ({ variant }: Owned) => variant.price,
    'ProductVariant.compareAtPrice': ({ variant }: Owned) => variant.compare_at_price,
    'ProductVariant.availableForSale': ({ variant }: Owned) => isForSale(variant),
    'ProductVariant.inventoryQuantity': ({ variant }: Owned) => variant.inventory_quantity,
    'ProductVariant.inventoryPolicy': ({ variant }: Owned) => variant.inventory_policy.toUpperCase(),
    'ProductVariant.selectedOptions': ({ variant, product }: Owned) =>
      product.options.map(({ name }, i) => ({
        name,
        value: [variant.option1, variant.option2, variant.option3][i] ?? '',
      })),
    'ProductVariant.inventoryItem': (owned: Owned) => owned,
    'ProductVariant.image': ({ variant, product }: Owned) => {
      const image = product.images.find(({ id }) => id === variant.image_id);
      return image ? picture(image) : null;
    },
    'ProductVariant.media': ({ variant, product }: Owned, args) =>
      inPlace(
        product.images.filter(({ id }) => id === variant.image_id).map((image) => media(image, product)),
        args,
      ),
    'ProductVariant.metafields': (_: Owned, args) => inPlace([], args),
    'ProductVariant.createdAt': ({ variant }: Owned) => variant.created_at,
    'ProductVariant.updatedAt': ({ variant }: Owned) => variant.updated_at,
    'InventoryItem.id': ({ variant }: Owned) => gid('InventoryItem', variant.inventory_item_id),
    'InventoryItem.legacyResourceId': ({ variant }: Owned) => variant.inventory_item_id,
    'InventoryItem.sku': ({ variant }: Owned) => variant.sku,
    'InventoryItem.tracked': () => true,
    'InventoryItem.variant': (owned: Owned) => owned,
    'InventoryItem.updatedAt': ({ variant }: Owned) => variant.updated_at,
    'InventoryItem.measurement': ({ variant }: Owned) => ({
      id: gid('InventoryItemMeasurement', variant.inventory_item_id),
      weight: { unit: 'GRAMS', value: 180 },
    }),
  };
}
