import type { Evidence } from '../evidence.ts';
import { fieldEvidence } from '../eyewear-evidence.ts';
import { type Body, text } from '../reading.ts';
import { nodesOf } from './product.ts';

/** The namespace of what the taxonomy's attributes become. github.com/Shopify/product-taxonomy */
const TAXONOMY = 'shopify';

/** What a product's metafields say of its frame: the merchant's own, and the category's attributes by their words. */
export function metafieldEvidence(product: Body): Evidence[] {
  return nodesOf(product.metafields).flatMap(({ namespace, key, value, ...field }) => {
    if (typeof key !== 'string') return [];
    const words = nodesOf(field.references)
      .map((entry) => text(entry.displayName, 100))
      .filter((word) => word !== null);
    const isReference = String(field.type).includes('reference');
    if (isReference && words.length === 0) return [];
    return fieldEvidence(key, isReference ? words : value, namespace === TAXONOMY ? 'taxonomy' : 'metafield');
  });
}
