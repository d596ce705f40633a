import type { ShopifyImage, ShopifyProduct, ShopifyVariant } from './products.ts';

/** An order as its webhook tells it. */
export interface ShopifyOrder {
  id: string;
  name: string;
  order_number: number;
  created_at: string;
  updated_at: string;
  cancelled_at: string | null;
  financial_status: string;
  currency: string;
  total_price: string;
  total_discounts: string;
  note_attributes: { name: string; value: string }[];
  customer: { id: string } | null;
  line_items: {
    id: string;
    product_id: string | null;
    variant_id: string | null;
    title: string;
    sku: string;
    quantity: number;
    current_quantity: number;
    price: string;
    properties: { name: string; value: string }[];
  }[];
}

export interface ShopifyCustomer {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  state: string;
  tags?: string;
  created_at: string;
  updated_at: string;
}

/** A webhook names no more variants in full; `variant_gids` always names all. */
const MOST_VARIANTS = 100;

/** Ids leave as integers, whatever their size: JSON knows no limit, JavaScript's numbers do. */
const ID_MEMBER = /("(?:id|[a-z_]+_id)":)"(\d+)"/g;
const ID_LIST = /("variant_ids":\[)([^\]]*)\]/g;
export const withIntegerIds = (json: string): string =>
  json
    .replace(ID_MEMBER, '$1$2')
    .replace(ID_LIST, (_, name: string, ids: string) => `${name}${ids.replaceAll('"', '')}]`);

/** A time as the shop's clock shows it, to the second. */
export function shopTime(utc: string, offsetHours = 1): string {
  const local = new Date(Date.parse(utc) + offsetHours * 3_600_000).toISOString().slice(0, 19);
  return `${local}+${`${offsetHours}`.padStart(2, '0')}:00`;
}

/** `products/create` and `products/update`: no metafields, and not always all variants. */
export function productBody(product: ShopifyProduct): string {
  const { metafields: _, category, ...fields } = product;
  const images = product.images.map((image, i) => imageBody(image, product, i));
  return withIntegerIds(
    JSON.stringify({
      admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
      ...fields,
      created_at: shopTime(product.created_at),
      updated_at: shopTime(product.updated_at),
      published_at: product.published_at && shopTime(product.published_at),
      template_suffix: null,
      published_scope: 'global',
      variants: product.variants
        .slice(0, MOST_VARIANTS)
        .map((variant, i) => variantBody(variant, product, i)),
      options: product.options.map((option, i) => ({ ...option, product_id: product.id, position: i + 1 })),
      images,
      image: images[0] ?? null,
      media: product.images.map((image, i) => mediaBody(image, product, i)),
      variant_gids: product.variants.map(({ id, updated_at }) => ({
        admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`,
        updated_at: new Date(updated_at).toISOString(),
      })),
      has_variants_that_requires_components: false,
      category: category && {
        admin_graphql_api_id: category.id,
        name: category.name,
        full_name: category.full_name,
      },
    }),
  );
}

function variantBody(variant: ShopifyVariant, { id }: ShopifyProduct, index: number): object {
  return {
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    ...variant,
    product_id: id,
    position: index + 1,
    taxable: true,
    old_inventory_quantity: variant.inventory_quantity,
    created_at: shopTime(variant.created_at),
    updated_at: shopTime(variant.updated_at),
  };
}

const imageBody = (image: ShopifyImage, product: ShopifyProduct, index: number): object => ({
  ...image,
  product_id: product.id,
  position: index + 1,
  created_at: shopTime(product.created_at),
  updated_at: shopTime(product.created_at),
  admin_graphql_api_id: `gid://shopify/ProductImage/${image.id}`,
});

const mediaBody = (image: ShopifyImage, product: ShopifyProduct, index: number): object => ({
  id: `${BigInt(image.id) + 1n}`,
  product_id: product.id,
  position: index + 1,
  alt: image.alt,
  status: 'READY',
  media_content_type: 'IMAGE',
  preview_image: { width: image.width, height: image.height, src: image.src, status: 'READY' },
  variant_ids: image.variant_ids,
  admin_graphql_api_id: `gid://shopify/MediaImage/${image.id}`,
});

export const orderBody = (order: ShopifyOrder): string =>
  withIntegerIds(
    JSON.stringify({
      admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
      ...order,
      number: order.order_number - 1000,
      confirmed: true,
      cancel_reason: null,
      processed_at: shopTime(order.created_at),
      created_at: shopTime(order.created_at),
      updated_at: shopTime(order.updated_at),
      source_name: 'web',
      email: 'noor.haddad@example.com',
      refunds: [],
      returns: [],
    }),
  );

export const customerBody = (customer: ShopifyCustomer): string =>
  withIntegerIds(
    JSON.stringify({
      admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
      ...customer,
      note: null,
      verified_email: true,
      created_at: shopTime(customer.created_at),
      updated_at: shopTime(customer.updated_at),
    }),
  );
