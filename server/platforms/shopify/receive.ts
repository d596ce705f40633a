import { claimed, isLoopback } from '../address.ts';
import { readPlainMembers } from '../json-body.ts';
import type { Delivery, EventType, Receipt } from '../platform.ts';
import { platformAddressInvalid, webhookBodyInvalid, webhookTooOld } from '../problems.ts';
import { type Body, idOf, timeOf } from '../reading.ts';
import { checkBase64Signature, header } from '../signature.ts';
import { resourceOf, TOPICS } from './topics.ts';

/** Shopify tries for four hours and is a day late at worst; what is older was kept by somebody. */
const OLDEST_MS = 7 * 24 * 3_600_000;

/** Names as they are in the "Events" of newer versions, without the `x-`. */
function shopifyHeader(headers: Delivery['headers'], name: string): string | null {
  return header(headers, `x-shopify-${name}`) ?? header(headers, `shopify-${name}`);
}

/** https://shopify.dev/docs/apps/build/webhooks/delivery-structure */
export function receive(delivery: Delivery, secrets: readonly string[]): Receipt {
  const { headers, body } = delivery;
  checkBase64Signature(shopifyHeader(headers, 'hmac-sha256'), body, secrets);
  const triggered_at = timeOf(shopifyHeader(headers, 'triggered-at'));
  if (triggered_at !== null && delivery.received_at - triggered_at > OLDEST_MS) {
    throw webhookTooOld({ detail: 'It was triggered more than 7 days ago.' });
  }
  const topic = shopifyHeader(headers, 'topic');
  if (topic === null) throw webhookBodyInvalid({ detail: 'X-Shopify-Topic is missing.' });
  const event_type = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (event_type === undefined) return { kind: 'unknown', topic: topic.slice(0, 100) };
  const dedupe_key = shopifyHeader(headers, 'webhook-id');
  if (dedupe_key === null || !/^[\w-]{1,128}$/.test(dedupe_key)) {
    throw webhookBodyInvalid({ detail: 'X-Shopify-Webhook-Id is missing.' });
  }
  const content = readPlainMembers(body);
  checkSubject(event_type, content, shopifyHeader(headers, 'shop-domain'));
  return { kind: 'event', event_type, entity_id: entityOf(event_type, content), dedupe_key, triggered_at };
}

/**
 * The signature covers the body alone: neither the topic nor the shop. So that a body once seen can't be passed off
 * as another topic's, above all as one that removes something, it must be about what its topic is about.
 */
function checkSubject(event: EventType, body: Body, domain: string | null): void {
  const gid = body.admin_graphql_api_id;
  const resource = resourceOf(event);
  const isShopWide =
    event === 'app_uninstalled' || event.endsWith('_redact') || event === 'customer_data_request';
  const isOther =
    (resource !== null && gid !== undefined && !String(gid).startsWith(`gid://shopify/${resource}/`)) ||
    (event === 'product_deleted' && Object.keys(body).length > 1) ||
    (event === 'customer_redact' && !Array.isArray(body.orders_to_redact)) ||
    (event === 'customer_data_request' && !Array.isArray(body.orders_requested)) ||
    (event === 'shop_redact' && (body.shop_id === undefined || body.customer !== undefined));
  if (isOther) throw webhookBodyInvalid({ detail: 'The body is not about what the topic says.' });
  if (!isShopWide) return;
  const named = body.shop_domain ?? body.myshopify_domain;
  if (typeof named !== 'string' || (domain !== null && named.toLowerCase() !== domain.toLowerCase())) {
    throw webhookBodyInvalid({ detail: 'The body names another shop than the header.' });
  }
}

/** Ids are read from the global id where there is one; as numbers they may be beyond 2^53. */
export function shopifyId(value: unknown, gid: unknown): string | null {
  const fromGid = typeof gid === 'string' ? /^gid:\/\/shopify\/\w+\/(\d{1,32})/.exec(gid)?.[1] : undefined;
  return fromGid ?? idOf(value);
}

function entityOf(event: EventType, body: Body): string | null {
  if (event === 'inventory_updated') {
    return idOf(body.inventory_item_id) ?? noId('inventory_item_id');
  }
  if (resourceOf(event) !== null) return shopifyId(body.id, body.admin_graphql_api_id) ?? noId('id');
  const customer = body.customer;
  const isAboutOne = event.startsWith('customer_') && typeof customer === 'object' && customer !== null;
  return isAboutOne ? idOf((customer as Body).id) : null;
}

function noId(name: string): never {
  throw webhookBodyInvalid({ detail: `\`${name}\` is missing.` });
}

/** Shopify's own check of shop names, before any address is made of them (shopify-app-js, shop-validator.ts). */
const SHOP = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;

/**
 * "lumen", "lumen.myshopify.com", or what stands in the browser's address bar of the admin.
 * @throws Problem platform-address-invalid
 */
export function normalizeAddress(address: string): string {
  const typed = address.trim().toLowerCase();
  const bare = typed.replace(/^https?:\/\//, '');
  const inAdmin = /^admin\.shopify\.com\/store\/([a-z0-9-]+)/.exec(bare)?.[1];
  const host = inAdmin ?? bare.split('/')[0] ?? '';
  if (isLoopback(host.replace(/:\d+$/, ''))) return `http://${host}`;
  const shop = host.includes('.') ? host : `${host}.myshopify.com`;
  if (SHOP.test(shop)) return `https://${shop}`;
  throw platformAddressInvalid({
    detail: 'Give the name that ends in .myshopify.com; Shopify shows it under Settings > Domains.',
  });
}

export function claimedAddress(headers: Delivery['headers']): string | null {
  const domain = shopifyHeader(headers, 'shop-domain')?.toLowerCase() ?? null;
  if (domain !== null && SHOP.test(domain)) return `https://${domain}`;
  const host = domain?.replace(/:\d+$/, '') ?? '';
  return isLoopback(host) ? claimed(`http://${domain}`) : null;
}
