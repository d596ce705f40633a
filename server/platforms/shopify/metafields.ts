import type { Evidence } from '../evidence.ts';
import { fieldEvidence } from '../eyewear-evidence.ts';
import { type Body, text } from '../reading.ts';
import { nodesOf } from './product.ts';

/** The namespace of what the taxonomy's attributes become. github.com/Shopify/product-taxonomy */
const TAXONOMY = 'shopify';

/** What a product's metafields say of its frame: its category's attributes by their words, and the merchant's own. */
export function metafieldEvidence(product: Body): Evidence[] {
  const attributes = nodesOf(product.taxonomy).flatMap(({ key, references }) => {
    const words = nodesOf(references)
      .map((entry) => text(entry.displayName, 100))
      .filter((word) => word !== null);
    return fieldEvidence(String(key), words, 'taxonomy');
  });
  const own = nodesOf(product.own)
    .filter(({ namespace, type }) => namespace !== TAXONOMY && !String(type).includes('reference'))
    .flatMap(({ key, value }) => fieldEvidence(String(key), value, 'metafield'));
  return [...attributes, ...own];
}
