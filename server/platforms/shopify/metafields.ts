import type { Evidence } from '../evidence.ts';
import { fieldEvidence } from '../eyewear-evidence.ts';
import { type Body, text } from '../reading.ts';
import type { Labels } from './labels.ts';
import { nodesOf } from './product.ts';

/** The namespace of what the taxonomy's attributes become. github.com/Shopify/product-taxonomy */
const TAXONOMY = 'shopify';
/** Words of one attribute that are read. */
const MOST_ENTRIES = 4;

/** What a product's metafields say of its frame: its category's attributes by their words, and the merchant's own. */
export function metafieldEvidence(product: Body, labels: Labels): Evidence[] {
  const fields = nodesOf(product.metafields);
  const attributes = fields.filter(isAttribute).flatMap((field) => {
    const words = entriesOf(field)
      .map((id) => text(labels.get(id), 100))
      .filter((word) => word !== null);
    return fieldEvidence(String(field.key), words, 'taxonomy');
  });
  const own = fields
    .filter(({ namespace, type }) => namespace !== TAXONOMY && !String(type).includes('reference'))
    .flatMap(({ key, value }) => fieldEvidence(String(key), value, 'metafield'));
  return [...attributes, ...own];
}

/** Global ids of the entries that a product's attributes refer to. */
export function entriesOfProduct(product: Body): string[] {
  return nodesOf(product.metafields).filter(isAttribute).flatMap(entriesOf);
}

const isAttribute = ({ namespace }: Body) => namespace === TAXONOMY;

/** https://shopify.dev/docs/apps/build/metafields/list-of-data-types: one global id, or a JSON list of them. */
function entriesOf({ value }: Body): string[] {
  const ids = String(value).match(/gid:\/\/shopify\/Metaobject\/\d{1,32}/g) ?? [];
  return ids.slice(0, MOST_ENTRIES);
}
