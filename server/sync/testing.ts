import { createHmac, randomUUID } from 'node:crypto';
import type { PlatformProduct } from '../platforms/index.ts';
import type { Connections } from '../stores/index.ts';

/** A connected Shopify store for tests that never call its API. */
export const SHOP = {
  address: 'https://lumen-demo.myshopify.com',
  domain: 'lumen-demo.myshopify.com',
  secret: 'hush-of-this-test',
};

export async function connectShop(
  connections: Connections,
  store_id = 'a',
  secret = SHOP.secret,
): Promise<void> {
  await connections.save({
    store_id,
    platform: 'shopify',
    address: store_id === 'a' ? SHOP.address : `https://${store_id}.myshopify.com`,
    status: 'connected',
    credentials: { client_secret: secret, access_token: 'shpat_of_this_test' },
    secrets: [{ secret, until: null }],
    webhooks_url: null,
    context: { currency: 'EUR', locale: 'en', address: SHOP.address, extra: {} },
    connected_at: 1,
  });
}

export interface ProductState {
  id: number;
  updated_at: number;
  title?: string;
  price?: string;
  stock?: number;
}

/** A product as Shopify's webhooks carry it, about 2 KB. */
export function productBody({
  id,
  updated_at,
  title = `Frame ${id}`,
  price = '149.00',
  stock = 3,
}: ProductState): string {
  const time = new Date(updated_at).toISOString();
  return JSON.stringify({
    admin_graphql_api_id: `gid://shopify/Product/${id}`,
    body_html: '<p>Hand-finished acetate with a keyhole bridge, made to be worn every day. 48-21-145.</p>',
    created_at: '2026-01-05T10:00:00+01:00',
    handle: `frame-${id}`,
    id,
    product_type: 'Eyeglasses',
    published_at: '2026-01-05T10:00:00+01:00',
    template_suffix: null,
    title,
    updated_at: time,
    vendor: 'Lumen Optics',
    status: 'active',
    published_scope: 'global',
    tags: 'acetate, round, unisex',
    variants: [
      {
        admin_graphql_api_id: `gid://shopify/ProductVariant/${id}1`,
        barcode: null,
        compare_at_price: null,
        created_at: '2026-01-05T10:00:00+01:00',
        id: Number(`${id}1`),
        inventory_policy: 'deny',
        position: 1,
        price,
        product_id: id,
        sku: `F-${id}`,
        taxable: true,
        title: 'Smoke',
        updated_at: time,
        option1: 'Smoke',
        option2: null,
        option3: null,
        image_id: null,
        inventory_item_id: Number(`${id}2`),
        inventory_quantity: stock,
        old_inventory_quantity: stock,
      },
    ],
    options: [{ name: 'Color', id: Number(`${id}3`), product_id: id, position: 1, values: ['Smoke'] }],
    images: [],
    image: null,
    media: [],
    variant_gids: [{ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}1`, updated_at: time }],
    has_variants_that_requires_components: false,
    category: null,
  });
}

/** One signed delivery, as Shopify sends it. */
export function delivery(
  topic: string,
  body: string,
  options: { secret?: string; id?: string; triggered_at?: number; domain?: string } = {},
): { headers: Record<string, string>; payload: string } {
  const {
    secret = SHOP.secret,
    id = randomUUID(),
    triggered_at = Date.now(),
    domain = SHOP.domain,
  } = options;
  return {
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'x-shopify-shop-domain': domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': id,
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': new Date(triggered_at).toISOString(),
    },
    payload: body,
  };
}

/** A product as a platform's body tells it. */
export function plainFrame(more: Partial<PlatformProduct> = {}): PlatformProduct {
  return {
    title: 'Arc',
    description: null,
    brand: null,
    category: null,
    url: null,
    images: [],
    tags: [],
    currency: 'EUR',
    price: 14_900,
    in_stock: true,
    stock: 3,
    variant_ids: null,
    variants: [],
    evidence: [],
    ...more,
  };
}
