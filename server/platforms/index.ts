import { setTimeout as pause } from 'node:timers/promises';
import type { TSchema } from 'typebox';
import { ProductInput } from '../catalog/index.ts';
import type { Outbound } from '../outbound/index.ts';
import { AiInteraction, CanonicalCustomer, CanonicalOrder } from './canonical.ts';
import { html } from './html/index.ts';
import { createSend } from './http.ts';
import { magento } from './magento/index.ts';
import type { Platform, PlatformName } from './platform.ts';
import { type ShopifyInstall, shopify, shopifyInstall } from './shopify/index.ts';
import { woocommerce } from './woocommerce/index.ts';

export { type Belief, believe } from './believe.ts';
export { AiInteraction, CanonicalCustomer, CanonicalOrder } from './canonical.ts';
export { EVIDENCE_SOURCES, type Evidence, type EvidenceSource } from './evidence.ts';
export {
  type CartFacts,
  type ConnectOptions,
  type CredentialField,
  type Delivery,
  EVENT_TYPES,
  type EventType,
  type Fact,
  type Inspection,
  PLATFORM_NAMES,
  type Platform,
  type PlatformApi,
  type PlatformName,
  type PlatformProduct,
  type ProductPage,
  type Receipt,
  type StoreContext,
  UnmappableError,
  type WebhookChanges,
  type WebhookRegistration,
  webhookAddress,
} from './platform.ts';
export type { ShopifyInstall } from './shopify/index.ts';

export type Platforms = Readonly<Record<PlatformName, Platform>>;

export interface PlatformOptions {
  outbound: Outbound;
  /** Of varai, told to the stores in the user agent. */
  version?: string;
  /** Rests between tries and for a store's rate limits; a test's may be shorter. */
  sleep?: (ms: number) => Promise<unknown>;
}

/** All shop systems. Nothing is loaded or connected before it is used. */
export function openPlatforms({ outbound, version = '0', sleep = pause }: PlatformOptions): Platforms {
  const options = { outbound, version, sleep };
  return {
    shopify: shopify(options),
    woocommerce: woocommerce(options),
    magento: magento(options),
    html,
  };
}

/** How an app of one's own gets into a Shopify shop. */
export function openShopifyInstall({
  outbound,
  version = '0',
  sleep = pause,
}: PlatformOptions): ShopifyInstall {
  return shopifyInstall(createSend({ platform: 'shopify', version, outbound, sleep }));
}

/** What the mission calls the canonical schemas, by their names. */
export const canonicalSchemas: Readonly<Record<string, TSchema>> = {
  product_schema_v1: { ...ProductInput, $id: 'product_schema_v1' } as TSchema,
  order_schema_v1: CanonicalOrder,
  customer_schema_v1: CanonicalCustomer,
  ai_interaction_schema_v1: AiInteraction,
};
