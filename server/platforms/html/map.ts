import type { ProductInput } from '../../catalog/index.ts';
import type { AiInteraction, CanonicalCustomer, CanonicalOrder } from '../canonical.ts';
import { EVIDENCE_SOURCES, type Evidence, type EvidenceSource } from '../evidence.ts';
import { isRecord, parseJson } from '../json-body.ts';
import { type Fact, type Platform, type PlatformProduct, UnmappableError } from '../platform.ts';
import { isHtmlEvent, readBody } from './bodies.ts';

/** Facts of a canonical body. */
export const map: Platform['map'] = ({ event_type, body: raw, received_at, triggered_at }) => {
  if (!isHtmlEvent(event_type)) throw new UnmappableError(`HTML stores send no ${event_type}`);
  const given = parseJson(raw);
  if (!isRecord(given)) throw new UnmappableError('the body is not a JSON object');
  const { body, faults } = readBody(event_type, given);
  if (faults.length > 0) throw new UnmappableError(faults.join('; '));
  const sentAt = triggered_at ?? received_at;
  switch (event_type) {
    case 'product_created':
    case 'product_updated': {
      const product = body as unknown as ProductInput & { updated_at?: number };
      const updated_at = product.updated_at ?? sentAt;
      return [{ kind: 'product', id: product.product_id, updated_at, product: productOf(product) }];
    }
    case 'product_deleted': {
      const { product_id: id, updated_at = sentAt } = body as { product_id: string; updated_at?: number };
      return [{ kind: 'product', id, updated_at, product: null }];
    }
    case 'order_created':
    case 'order_updated':
    case 'order_completed': {
      const order = body as unknown as CanonicalOrder;
      return [{ kind: 'order', id: order.order_id, updated_at: order.updated_at, order }];
    }
    case 'customer_created':
    case 'customer_updated': {
      const customer = body as unknown as CanonicalCustomer;
      const { customer_id: id, updated_at } = customer;
      return [{ kind: 'customer', id, updated_at, customer }];
    }
    default: {
      const interaction = body as unknown as AiInteraction;
      const { interaction_id: id, occurred_at: updated_at } = interaction;
      return [{ kind: 'interaction', id, updated_at, interaction } satisfies Fact];
    }
  }
};

function productOf(product: ProductInput): PlatformProduct {
  const {
    title,
    description,
    brand,
    category,
    url,
    images,
    tags,
    currency,
    price,
    in_stock,
    stock,
    variants,
  } = product;
  return {
    title,
    description,
    brand,
    category,
    url,
    images,
    tags,
    currency,
    price,
    in_stock,
    stock,
    variant_ids: variants.length === 0 ? null : variants.map(({ variant_id }) => variant_id),
    variants,
    evidence: evidenceOf(product),
  };
}

/** A value without a source is the merchant's own word. */
function evidenceOf({ eyewear, gender, eyewear_sources }: ProductInput): Evidence[] {
  return Object.entries({ ...eyewear, gender }).flatMap(([field, value]) => {
    if (value === null) return [];
    const stated = eyewear_sources?.[field];
    const source = stated === undefined ? 'merchant' : sourceNamed(stated.source);
    return [{ field, value, source, confidence: stated?.confidence ?? 1 } as Evidence];
  });
}

function sourceNamed(name: string): EvidenceSource {
  return EVIDENCE_SOURCES.find((source) => source === name) ?? 'merchant';
}
