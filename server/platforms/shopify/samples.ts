import { RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import type { EventType } from '../platform.ts';
import { TOPICS } from './topics.ts';

const PRODUCT = 8_412_350_000_017;
const VARIANT = 45_120_000_000_310;
const CUSTOMER = 7_310_000_000_042;
const ORDER = 6_120_000_000_205;

/** A body of the documented shape for each event. Times are the shop's, here in UTC. */
export function sampleBody(event: EventType, domain: string, now: number): Record<string, unknown> {
  const at = `${new Date(now).toISOString().slice(0, 19)}+00:00`;
  switch (event) {
    case 'product_created':
    case 'product_updated':
      return product(at);
    case 'product_deleted':
      return { id: PRODUCT };
    case 'order_created':
    case 'order_updated':
    case 'order_completed':
      return order(at, event === 'order_completed');
    case 'customer_created':
    case 'customer_updated':
      return {
        id: CUSTOMER,
        admin_graphql_api_id: `gid://shopify/Customer/${CUSTOMER}`,
        created_at: at,
        updated_at: at,
        state: 'enabled',
        currency: 'EUR',
      };
    case 'inventory_updated':
      return {
        inventory_item_id: 47_010_000_000_310,
        location_id: 70_120_000_011,
        available: 3,
        updated_at: at,
        admin_graphql_api_id: 'gid://shopify/InventoryLevel/70120000011?inventory_item_id=47010000000310',
      };
    case 'app_uninstalled':
      return { id: 64_120_011, name: 'Alder Eyewear', domain, myshopify_domain: domain };
    default:
      return privacy(event, domain);
  }
}

/** The topic of an event, the one an event's name fits best. */
export function topicOf(event: EventType): string | undefined {
  return Object.entries(TOPICS).find(([topic, type]) => type === event && topic !== 'orders/cancelled')?.[0];
}

function product(at: string): Record<string, unknown> {
  const colours = ['Moss green', 'Black'];
  return {
    id: PRODUCT,
    admin_graphql_api_id: `gid://shopify/Product/${PRODUCT}`,
    title: 'Alder panto',
    body_html: '<p>Panto frame of acetate, 48-21-145.</p>',
    vendor: 'Alder',
    product_type: 'Eyeglasses',
    handle: 'alder-panto',
    status: 'active',
    tags: 'acetate, panto, unisex',
    created_at: at,
    updated_at: at,
    published_at: at,
    variants: colours.map((colour, i) => ({
      id: VARIANT + i,
      admin_graphql_api_id: `gid://shopify/ProductVariant/${VARIANT + i}`,
      product_id: PRODUCT,
      title: `${colour} / 48`,
      option1: colour,
      option2: '48',
      option3: null,
      sku: `ALDER-${i + 1}`,
      price: '129.00',
      compare_at_price: null,
      position: i + 1,
      inventory_policy: 'deny',
      inventory_item_id: 47_010_000_000_310 + i,
      inventory_quantity: 7 - i,
      old_inventory_quantity: 8 - i,
      image_id: null,
      created_at: at,
      updated_at: at,
    })),
    variant_gids: colours.map((_, i) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${VARIANT + i}`,
      updated_at: at,
    })),
    options: [
      { id: 11, product_id: PRODUCT, name: 'Frame color', position: 1, values: colours },
      { id: 12, product_id: PRODUCT, name: 'Lens width', position: 2, values: ['48'] },
    ],
    images: [],
    image: null,
    media: [],
    category: null,
  };
}

function order(at: string, isPaid: boolean): Record<string, unknown> {
  return {
    id: ORDER,
    admin_graphql_api_id: `gid://shopify/Order/${ORDER}`,
    name: '#1007',
    order_number: 1007,
    created_at: at,
    updated_at: at,
    cancelled_at: null,
    financial_status: isPaid ? 'paid' : 'pending',
    fulfillment_status: null,
    currency: 'EUR',
    total_price: '133.90',
    total_discounts: '0.00',
    note_attributes: [{ name: SESSION_FIELD, value: 'vs_sample' }],
    customer: { id: CUSTOMER },
    line_items: [
      {
        id: 15_110_000_000_001,
        product_id: PRODUCT,
        variant_id: VARIANT,
        title: 'Alder panto',
        quantity: 1,
        price: '129.00',
        properties: [{ name: RECOMMENDATION_FIELD, value: 'rec_sample' }],
      },
    ],
    refunds: [],
  };
}

function privacy(event: EventType, shop_domain: string): Record<string, unknown> {
  const shop = { shop_id: 64_120_011, shop_domain };
  const customer = { id: CUSTOMER, email: 'shopper@example.com', phone: null };
  if (event === 'shop_redact') return shop;
  return event === 'customer_redact'
    ? { ...shop, customer, orders_to_redact: [ORDER] }
    : { ...shop, customer, orders_requested: [ORDER], data_request: { id: 9_001 } };
}
