import type { Variant } from '../catalog/index.ts';
import type { AiInteraction, CanonicalCustomer, CanonicalOrder } from './canonical.ts';
import type { Evidence } from './evidence.ts';

export const PLATFORM_NAMES = ['shopify', 'woocommerce', 'magento', 'html'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** Mission §3.2, and after them what the platforms send besides. */
export const EVENT_TYPES = [
  'product_created',
  'product_updated',
  'product_deleted',
  'order_created',
  'order_updated',
  'order_completed',
  'customer_created',
  'customer_updated',
  'ai_interaction',
  'face_analysis_completed',
  'recommendation_generated',
  'inventory_updated',
  'app_uninstalled',
  'customer_data_request',
  'customer_redact',
  'shop_redact',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One webhook request as it came in. */
export interface Delivery {
  /** The last part of the path it was sent to. */
  event_type: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes that were signed. */
  body: Buffer;
  /** ms since the epoch. */
  received_at: number;
}

/** What a delivery turned out to be. */
export type Receipt =
  /** The platform only tries the address. */
  | { kind: 'ping' }
  /** Properly signed, about something we have no use for. */
  | { kind: 'unknown'; topic: string }
  | {
      kind: 'event';
      event_type: EventType;
      /** What it is about: the platform's id of the product, order, customer; null when about the shop itself. */
      entity_id: string | null;
      /** Equal for two deliveries of one event, different for two events; never from an id that can't be trusted. */
      dedupe_key: string;
      /** When the platform says it happened, ms since the epoch, more exact than a body's `updated_at`. */
      triggered_at: number | null;
    };

/** What a platform must know of a store to understand its bodies; learned by `inspect`, kept with the store. */
export interface StoreContext {
  currency: string;
  locale: string;
  /** Where the shop's own pages are, without a slash at the end. */
  address: string;
  /** The platform's own: Magento's option labels and media address, for example. Plain JSON. */
  extra: Readonly<Record<string, unknown>>;
}

/** A product as a platform's body tells it; what the body leaves out is null, and stays as it was. */
export interface PlatformProduct {
  title: string;
  description: string | null;
  brand: string | null;
  category: string | null;
  url: string | null;
  images: readonly string[];
  tags: readonly string[];
  currency: string;
  /** Minor units; used where no variant is known. */
  price: number | null;
  in_stock: boolean | null;
  stock: number | null;
  /** Which variants there are, in order; null when the product has none of its own (it is its only variant). */
  variant_ids: readonly string[] | null;
  /** The variants the body describes: all, some or none of `variant_ids`. */
  variants: readonly Variant[];
  /** What the body lets us believe about the frame. */
  evidence: readonly Evidence[];
}

/**
 * What a body or a page of a listing states. Each fact replaces an older one about the same thing and is replaced by
 * a newer one, so that facts may come in any order, twice, or be missed and read again.
 */
export type Fact =
  | { kind: 'product'; id: string; updated_at: number; product: PlatformProduct | null }
  /** A variant that came alone. `product_id` null: the product that lists it will tell. */
  | {
      kind: 'variant';
      id: string;
      product_id: string | null;
      updated_at: number;
      variant: Variant | null;
      evidence: readonly Evidence[];
    }
  /** Evidence that only a reading of the API gives (metafields): kept while bodies without it come in. */
  | { kind: 'evidence'; product_id: string; updated_at: number; evidence: readonly Evidence[] }
  /** Something about this product changed that the body does not tell: read it again. Either id may be known. */
  | { kind: 'stale'; product_id: string | null; variant_id: string | null; inventory_item_id: string | null }
  | { kind: 'order'; id: string; updated_at: number; order: CanonicalOrder | null }
  | { kind: 'customer'; id: string; updated_at: number; customer: CanonicalCustomer | null }
  | { kind: 'interaction'; id: string; updated_at: number; interaction: AiInteraction }
  | { kind: 'uninstalled' }
  | {
      kind: 'privacy';
      request: 'customer_data_request' | 'customer_redact' | 'shop_redact';
      customer_id: string | null;
      order_ids: readonly string[];
    };

export interface ProductPage {
  /** Of a page of all products (`since` null), their variants are told on the same page. */
  facts: readonly Fact[];
  /** Resumes after this page. */
  cursor: string;
  /** Products in all, where the platform says. */
  total: number | null;
  /** How many products of the total this page brought. */
  products: number;
  /** When the platform read what is told here, where that was before the page was asked for; ms since the epoch. */
  read_at?: number;
  /** Why the listing goes on in another way than it would at its best; for the log. */
  remark?: string;
}

export interface Inspection {
  name: string;
  version: string | null;
  product_count: number | null;
  context: StoreContext;
  /** What will not work as the credentials stand, each with the step that mends it. */
  warnings: readonly string[];
}

export interface WebhookRegistration {
  id: string;
  /** null: a topic we have no use for, on our address. */
  event_type: EventType | null;
  topic: string;
  address: string;
  status: 'active' | 'disabled';
}

export interface WebhookChanges {
  created: readonly WebhookRegistration[];
  kept: readonly WebhookRegistration[];
  /** Disabled, or on an address we left: enabled or made again. */
  repaired: readonly WebhookRegistration[];
  /** Topics the platform refused, and why. */
  refused: readonly { topic: string; reason: string }[];
}

/** A store's own API, spoken with its credentials. Every call may throw a Problem of `problems.ts`. */
export interface PlatformApi {
  /** Asks the store who it is and whether the credentials suffice. */
  inspect(): Promise<Inspection>;
  /**
   * The catalogue in pages of the platform's best size, in an order that new changes do not disturb.
   * @param since only what changed after this time (ms since the epoch); null for all.
   * @param cursor of the last page that was dealt with; null to begin.
   */
  products(options: { since: number | null; cursor: string | null }): AsyncGenerator<ProductPage>;
  /** Every product id the shop shows, a page at a time: what is missing there has been deleted. */
  productIds(): AsyncGenerator<readonly string[]>;
  /** One product read again, with everything known only by asking. A deleted one gives its `product: null`. */
  product(ids: {
    product_id: string | null;
    variant_id: string | null;
    inventory_item_id: string | null;
  }): Promise<readonly Fact[]>;
  /** Which webhooks of the shop lead to `baseUrl`. */
  listWebhooks(baseUrl: string): Promise<readonly WebhookRegistration[]>;
  /** Makes sure of every webhook we want, at `webhookAddress(baseUrl, …)`; may be called again at any time. */
  ensureWebhooks(options: { baseUrl: string; storeId: string; secret: string }): Promise<WebhookChanges>;
  /** Removes one, or all of ours when `id` is null. @returns how many there were. */
  removeWebhooks(options: { baseUrl: string; id: string | null }): Promise<number>;
}

export interface ConnectOptions {
  store_id: string;
  address: string;
  /** As `credentials` describes them. */
  credentials: Readonly<Record<string, unknown>>;
  context: StoreContext | null;
  /** Keeps rotated credentials before the old ones stop working. */
  saveCredentials(next: Readonly<Record<string, unknown>>): Promise<void>;
  now(): number;
}

/** What a merchant must give, for the questions of `varai init` and its flags. */
export interface CredentialField {
  name: string;
  /** The question, in the words of the platform's own admin pages. */
  prompt: string;
  /** Environment variable it is read from in scripts. */
  env: string;
  secret: boolean;
  required: boolean;
  /** Where to find it. */
  hint: string;
}

/** What the widget must do to put a variant into this platform's cart. */
export interface CartFacts {
  method: 'POST';
  /** Relative to the shop's root. `{variant_id}` and `{quantity}` stand for themselves. */
  path: string;
  content_type: string;
  body: string;
  /** Where the attribution travels. */
  attribution: string;
}

/** One shop system. */
export interface Platform {
  readonly name: PlatformName;
  /** Whether it has an API to list products and register webhooks; `connect` throws where it has none. */
  readonly hasApi: boolean;
  readonly credentialFields: readonly CredentialField[];
  readonly cart: CartFacts | null;
  /** The store's address as we keep it. @throws Problem platform-address-invalid */
  normalizeAddress(address: string): string;
  /** Which store the sender says it is: its normalized address, or null when it does not say. Proves nothing. */
  claimedAddress(headers: Delivery['headers']): string | null;
  /** Which secret signs this store's webhooks, when the platform decides that itself (Shopify's client secret). */
  webhookSecret(credentials: Readonly<Record<string, unknown>>): string | null;
  /**
   * Checks the signature against every secret that is valid now, in constant time, and says what the delivery is.
   * @throws Problem webhook-signature-invalid, webhook-signature-missing, webhook-body-invalid, webhook-too-old
   */
  receive(delivery: Delivery, secrets: readonly string[]): Receipt;
  /** Facts of a kept event's body. Pure. @throws UnmappableError when the body can't be understood. */
  map(event: {
    event_type: EventType;
    entity_id: string | null;
    body: string;
    received_at: number;
    triggered_at: number | null;
    context: StoreContext;
  }): readonly Fact[];
  connect(options: ConnectOptions): PlatformApi;
  /** A delivery of this type as the platform would send it, signed. For trying things out. */
  sample(
    event_type: EventType,
    options: { secret: string; address: string; now: number },
  ): { headers: Record<string, string>; body: string };
}

/** Trying again will not help: the body is not what the platform documents. */
export class UnmappableError extends Error {
  override name = 'UnmappableError';
}

/** Where a store's webhooks of one type are sent. */
export function webhookAddress(
  baseUrl: string,
  platform: PlatformName,
  type: EventType,
  storeId: string,
): string {
  const root = platform === 'html' ? 'events' : 'webhooks';
  return `${baseUrl.replace(/\/$/, '')}/${root}/${platform}/${type}?store=${encodeURIComponent(storeId)}`;
}
