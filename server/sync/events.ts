import { hash } from 'node:crypto';
import type { Message, Subscriptions } from '../data/index.ts';
import type { EventType, PlatformName } from '../platforms/index.ts';

/** Mission §3.2 messageQueue.topics; the last is ours, for products that must be read again. */
export const TOPICS = {
  product: 'product-sync-events',
  order: 'order-sync-events',
  customer: 'customer-sync-events',
  ai: 'ai-interaction-events',
  reread: 'product-reread-requests',
} as const;
type Topic = keyof typeof TOPICS;

/** Mission §3.2 messageQueue.subscriptions, and ours for readings, which wait for the shop and must not hold others up. */
export const SUBSCRIPTIONS = {
  sync: 'sync-processor-subscription',
  analytics: 'analytics-processor-subscription',
  training: 'ml-training-processor-subscription',
  reread: 'reread-processor-subscription',
} as const;

/** Where messages are found that no subscription could deal with. */
export const DEAD_LETTER_TOPIC = 'failed-sync-events';

export const TOPIC_SUBSCRIPTIONS: Subscriptions = {
  [TOPICS.product]: [SUBSCRIPTIONS.sync],
  [TOPICS.order]: [SUBSCRIPTIONS.sync],
  [TOPICS.customer]: [SUBSCRIPTIONS.sync],
  [TOPICS.ai]: [SUBSCRIPTIONS.analytics, SUBSCRIPTIONS.training],
  [TOPICS.reread]: [SUBSCRIPTIONS.reread],
};

type Priority = 'high' | 'medium' | 'low';
const PRIORITY = { high: 0, medium: 1, low: 2 } as const satisfies Record<Priority, Message['priority']>;

/** Mission §3.2 eventRouter.routingRules; what they do not name goes the way of its kind. */
const ROUTES: Record<EventType, readonly [Topic, Priority]> = {
  product_created: ['product', 'high'],
  product_updated: ['product', 'high'],
  product_deleted: ['product', 'high'],
  inventory_updated: ['product', 'high'],
  order_created: ['order', 'medium'],
  order_updated: ['order', 'medium'],
  order_completed: ['order', 'medium'],
  customer_created: ['customer', 'medium'],
  customer_updated: ['customer', 'medium'],
  customer_data_request: ['customer', 'medium'],
  customer_redact: ['customer', 'medium'],
  shop_redact: ['customer', 'medium'],
  app_uninstalled: ['customer', 'medium'],
  ai_interaction: ['ai', 'low'],
  face_analysis_completed: ['ai', 'low'],
  recommendation_generated: ['ai', 'low'],
};

/** Which topic an event goes to and how urgent it is there. */
export function route(type: EventType): Pick<Message, 'topic' | 'priority'> {
  const [topic, priority] = ROUTES[type];
  return { topic: TOPICS[topic], priority: PRIORITY[priority] };
}

/** An accepted event, as it lies in the log. */
export interface SyncEvent extends Message {
  platform: PlatformName;
  event_type: EventType;
  /** The platform's id of what it is about. */
  entity_id: string | null;
  /** When it happened, as the platform says; ms since the epoch. */
  triggered_at: number | null;
  /** The body as it came; it lies sealed where `mayNamePeople`. */
  body: string;
}

/** Equal for two deliveries of one event, so that the second finds the first in its place. */
export function eventId(store_id: string, platform: PlatformName, dedupe_key: string): string {
  return `evt_${hash('sha256', `${store_id}\0${platform}\0${dedupe_key}`, 'base64url').slice(0, 27)}`;
}

/** Bodies about orders and customers name people, and those about interactions the visit of one. */
export function mayNamePeople({ topic }: Pick<Message, 'topic'>): boolean {
  return topic === TOPICS.order || topic === TOPICS.customer || topic === TOPICS.ai;
}

/** What a shop asks, or stops: it brings nothing about anybody that would be kept. */
const TAKES_AWAY: ReadonlySet<EventType> = new Set([
  'customer_data_request',
  'customer_redact',
  'shop_redact',
  'app_uninstalled',
]);

/** Whether something about people would be kept of it. */
export function bringsPeople(event: Pick<SyncEvent, 'topic' | 'event_type'>): boolean {
  return mayNamePeople(event) && !TAKES_AWAY.has(event.event_type);
}

/** Where a body belongs that the keyring sealed. */
export function bodyContext(event_id: string): string {
  return `events/${event_id}/body`;
}
