import type { Evidence } from '../evidence.ts';
import {
  categoryEvidence,
  descriptionEvidence,
  fieldEvidence,
  optionEvidence,
  tagEvidence,
  titleEvidence,
} from '../eyewear-evidence.ts';
import { fieldNamed } from '../field-names.ts';
import { isRecord } from '../json-body.ts';
import type { Fact, PlatformProduct, StoreContext } from '../platform.ts';
import {
  type Body,
  countOf,
  idOf,
  missing,
  needId,
  plainText,
  priceOf,
  records,
  text,
  texts,
  utcTimeOf,
  webAddress,
} from '../reading.ts';

/** A variation speaks for its own size, and its sisters may have others. */
const OF_ONE_VARIATION = 0.7;

/**
 * Facts of a product or variation as REST v3 represents it; a webhook's body is the same.
 * woocommerce: includes/rest-api/Controllers/Version3/class-wc-rest-products-controller.php
 */
export function factsOf(body: Body, context: StoreContext): Fact[] {
  return body.type === 'variation' ? [variantFact(body, null, context)] : [productFact(body, context)];
}

export function productFact(body: Body, context: StoreContext): Fact & { kind: 'product' } {
  const isShown =
    body.status === 'publish' &&
    body.catalog_visibility !== 'hidden' &&
    body.type !== 'grouped' &&
    (body.post_password ?? '') === '';
  const product = isShown ? productOf(body, context) : null;
  return { kind: 'product', id: needId(body, 'id'), updated_at: updatedAt(body), product };
}

/** @param parentId where the path told it; a variation's own answer does not. */
export function variantFact(body: Body, parentId: string | null, context: StoreContext): Fact {
  const id = needId(body, 'id');
  const price = priceOf(body.price, context.currency);
  const attributes = records(body.attributes);
  const color = attributes.find(({ name }) => fieldNamed(String(name)) === 'color');
  const image = isRecord(body.image) ? body.image : records(body.images)[0];
  const isShown = (body.status ?? 'publish') === 'publish' && price !== null;
  return {
    kind: 'variant',
    id,
    product_id: idOf(body.parent_id) ?? parentId,
    updated_at: updatedAt(body),
    variant: isShown
      ? {
          variant_id: id,
          color: text(color?.option, 80),
          price,
          in_stock: body.stock_status !== 'outofstock',
          stock: stockOf(body),
          image_url: webAddress(image?.src),
          sku: text(body.sku, 128),
        }
      : null,
    evidence: attributes
      .flatMap(({ name, option }) => fieldEvidence(String(name), option, 'option', OF_ONE_VARIATION))
      .filter(({ field }) => field !== 'color'),
  };
}

/** Nothing without a price: it can't be bought. */
function productOf(body: Body, context: StoreContext): PlatformProduct | null {
  const variations = Array.isArray(body.variations)
    ? body.variations.map(idOf).filter((id) => id !== null)
    : [];
  const isVariable = variations.length > 0 || body.type === 'variable';
  const price = priceOf(body.price, context.currency);
  if (price === null && !isVariable) return null;
  const title = text(body.name, 300) ?? missing('name');
  const description = plainText(`${body.description ?? ''} ${body.short_description ?? ''}`, 10_000);
  const tags = named(body.tags, 80).slice(0, 100);
  const categories = named(body.categories, 300);
  return {
    title,
    description,
    brand: named(body.brands, 120)[0] ?? null,
    category: categories[0] ?? null,
    url: webAddress(body.permalink),
    images: records(body.images)
      .map(({ src }) => webAddress(src))
      .filter((src) => src !== null)
      .slice(0, 50),
    tags,
    currency: context.currency,
    price,
    in_stock: body.stock_status !== 'outofstock',
    stock: stockOf(body),
    variant_ids: isVariable ? variations : null,
    variants: [],
    evidence: [
      ...attributeEvidence(body),
      ...metaEvidence(body),
      ...titleEvidence(title),
      ...tagEvidence(tags),
      ...categoryEvidence(categories.join(' | ')),
      ...descriptionEvidence(description),
    ],
  };
}

function attributeEvidence(body: Body): Evidence[] {
  return records(body.attributes).flatMap(({ name, options, variation }) => {
    const values = texts(options, 200, 100);
    return variation === true
      ? optionEvidence(String(name), values)
      : fieldEvidence(String(name), values, 'attribute');
  });
}

/** Custom fields. Those that begin with `_` are other programs' own, except ours. */
function metaEvidence(body: Body): Evidence[] {
  return records(body.meta_data).flatMap(({ key, value }) =>
    typeof key === 'string' && (!key.startsWith('_') || key.startsWith('_varai_'))
      ? fieldEvidence(key, value, 'metafield')
      : [],
  );
}

function named(list: unknown, maxLength: number): string[] {
  return texts(
    records(list).map(({ name }) => name),
    maxLength,
    100,
  );
}

/** `manage_stock` is "parent" for a variation that shares its product's stock. */
function stockOf(body: Body): number | null {
  return body.manage_stock === true ? countOf(body.stock_quantity) : null;
}

function updatedAt(body: Body): number {
  return (
    utcTimeOf(body.date_modified_gmt) ?? utcTimeOf(body.date_created_gmt) ?? missing('date_modified_gmt')
  );
}
