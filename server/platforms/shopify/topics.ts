import type { EventType } from '../platform.ts';

/** What we make of each topic. https://shopify.dev/docs/api/webhooks/latest */
export const TOPICS: Readonly<Record<string, EventType>> = {
  'products/create': 'product_created',
  'products/update': 'product_updated',
  'products/delete': 'product_deleted',
  'orders/create': 'order_created',
  'orders/updated': 'order_updated',
  'orders/cancelled': 'order_updated',
  'orders/paid': 'order_completed',
  'customers/create': 'customer_created',
  'customers/update': 'customer_updated',
  'inventory_levels/update': 'inventory_updated',
  'app/uninstalled': 'app_uninstalled',
  'customers/data_request': 'customer_data_request',
  'customers/redact': 'customer_redact',
  'shop/redact': 'shop_redact',
};

/**
 * Those we subscribe to, as the API spells them. The three about privacy can only stand in an app's configuration
 * file; a cancelled order is an updated one too.
 */
export const SUBSCRIBED: readonly { topic: string; event_type: EventType }[] = Object.entries(TOPICS)
  .filter(([topic]) => !/redact|data_request|cancelled/.test(topic))
  .map(([topic, event_type]) => ({ topic: enumOf(topic), event_type }));

/** `products/update` as `PRODUCTS_UPDATE`. */
export function enumOf(topic: string): string {
  return topic.replace('/', '_').toUpperCase();
}

/** What bodies of a topic are about, as their global ids say; null where bodies carry none. */
export function resourceOf(event: EventType): 'Product' | 'Order' | 'Customer' | null {
  if (event.startsWith('product_')) return 'Product';
  if (event.startsWith('order_')) return 'Order';
  return event === 'customer_created' || event === 'customer_updated' ? 'Customer' : null;
}
