import { bodyKey } from '../body-key.ts';
import { readPlainMembers } from '../json-body.ts';
import type { Delivery, EventType, Receipt } from '../platform.ts';
import { webhookBodyInvalid } from '../problems.ts';
import { type Body, idOf } from '../reading.ts';
import { checkTimedSignature, header } from '../signature.ts';

/** What the Magento module sends; its topics are our event types. */
export const MAGENTO_EVENTS = [
  'product_created',
  'product_updated',
  'product_deleted',
  'order_created',
  'order_updated',
  'order_completed',
  'customer_created',
  'customer_updated',
  'inventory_updated',
] as const satisfies readonly EventType[];

export function receive({ headers, body, received_at }: Delivery, secrets: readonly string[]): Receipt {
  checkTimedSignature(header(headers, 'x-varai-signature'), body, secrets, received_at);
  const topic = header(headers, 'x-varai-topic') ?? '';
  const event_type = MAGENTO_EVENTS.find((event) => event === topic);
  if (event_type === undefined) return { kind: 'unknown', topic: topic.slice(0, 100) };
  const content = readPlainMembers(body);
  const entity_id = entityOf(event_type, content);
  if (entity_id === null) throw webhookBodyInvalid({ detail: 'The body names no entity.' });
  if (
    event_type === 'product_deleted' &&
    Object.keys(content).some((name) => name !== 'id' && name !== 'sku')
  ) {
    // The topic is not signed: a product's own body must not pass for its deletion.
    throw webhookBodyInvalid({ detail: 'The body is not about what the topic says.' });
  }
  const updated_at = typeof content.updated_at === 'string' ? content.updated_at.slice(0, 30) : '';
  return {
    kind: 'event',
    event_type,
    entity_id,
    dedupe_key: `${topic}:${entity_id}:${updated_at}:${bodyKey(body)}`,
    triggered_at: happenedAt(header(headers, 'x-varai-triggered-at')),
  };
}

/** Magento counts changes in seconds; the module says more exactly when an event happened. */
function happenedAt(text: string | null): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}

export function entityOf(event: EventType, body: Body): string | null {
  if (event.startsWith('order_')) return idOf(body.entity_id);
  return event === 'inventory_updated' ? idOf(body.product_id ?? body.id) : idOf(body.id);
}
