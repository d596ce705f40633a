import { bodyKey } from '../body-key.ts';
import { readPlainMembers } from '../json-body.ts';
import type { Delivery, EventType, Receipt } from '../platform.ts';
import { idOf } from '../reading.ts';
import { checkBase64Signature, header } from '../signature.ts';

/** A restored product is an updated one; of what is deleted, orders and customers have no event of their own. */
export const TOPICS: Readonly<Record<string, EventType>> = {
  'product.created': 'product_created',
  'product.updated': 'product_updated',
  'product.deleted': 'product_deleted',
  'product.restored': 'product_updated',
  'order.created': 'order_created',
  'order.updated': 'order_updated',
  'order.deleted': 'order_updated',
  'order.restored': 'order_updated',
  'customer.created': 'customer_created',
  'customer.updated': 'customer_updated',
  'customer.deleted': 'customer_updated',
};

/** The form WooCommerce posts, without any signature, to see whether the address answers. */
const PING = /^webhook_id=\d{1,20}$/;

/** woocommerce: plugins/woocommerce/includes/class-wc-webhook.php */
export function receive({ headers, body }: Delivery, secrets: readonly string[]): Receipt {
  const signature = header(headers, 'x-wc-webhook-signature');
  if (signature === null && body.length < 40 && PING.test(body.toString('latin1'))) return { kind: 'ping' };
  checkBase64Signature(signature, body, secrets);
  const topic = header(headers, 'x-wc-webhook-topic') ?? '';
  const event_type = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (event_type === undefined) return { kind: 'unknown', topic: topic.slice(0, 100) };
  const content = readPlainMembers(body);
  const entity_id = idOf(content.id);
  // The body is an error when the user the webhook acts for is gone. Refusing it would only end in WooCommerce
  // disabling the webhook; what it was about is found by reconcile.
  if (entity_id === null) return { kind: 'unknown', topic: `${topic} without an id` };
  return {
    kind: 'event',
    event_type,
    entity_id,
    dedupe_key: `${topic}:${entity_id}:${versionOf(content, headers)}:${bodyKey(body)}`,
    triggered_at: null,
  };
}

/**
 * Delivery ids are shared by all of a webhook's deliveries of one second, so they name no event; but a deletion's
 * body, a bare id, is always the same, and there is nothing else to tell two of them apart.
 */
function versionOf(content: Record<string, unknown>, headers: Delivery['headers']): string {
  const modified = content.date_modified_gmt;
  if (typeof modified === 'string') return modified.slice(0, 30);
  return (header(headers, 'x-wc-webhook-delivery-id') ?? '').slice(0, 64);
}
