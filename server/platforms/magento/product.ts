import { categoryEvidence, descriptionEvidence, tagEvidence, titleEvidence } from '../eyewear-evidence.ts';
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
  utcTimeOf,
  webAddress,
} from '../reading.ts';
import { extraOf, type MagentoExtra, ReadAttributes } from './attributes.ts';

const ENABLED = 1;
/** `visibility`: 1 is "not visible individually", as the parts of a configurable product are. */
const HIDDEN = 1;

/**
 * Facts of a product as `/V1/products` gives it (adobe-commerce admin schema, catalogProductRepositoryV1). Whether a
 * visible simple product is also part of a configurable one it does not say, so it is told as both.
 * @param now ms since the epoch: special prices begin and end
 */
export function factsOf(body: Body, context: StoreContext, now: number): Fact[] {
  const id = needId(body, 'id');
  const updated_at = utcTimeOf(body.updated_at) ?? missing('updated_at');
  const isPlain = body.type_id === 'simple' || body.type_id === 'virtual';
  const isEnabled = body.status === ENABLED;
  const isShown = isEnabled && body.visibility !== HIDDEN && (isPlain || body.type_id === 'configurable');
  const product = isShown ? productOf(body, context, now) : null;
  const productFact: Fact = { kind: 'product', id, updated_at, product };
  if (!isPlain) return [productFact];
  const variantFact = variantFactOf(body, id, updated_at, isEnabled, context, now);
  return body.visibility === HIDDEN ? [variantFact] : [productFact, variantFact];
}

/** Attributes with options the context has no words for. */
export function unknownAttributes(body: Body, context: StoreContext): readonly string[] {
  return new ReadAttributes(body, extraOf(context).attributes).unknown;
}

function variantFactOf(
  body: Body,
  id: string,
  updated_at: number,
  isEnabled: boolean,
  context: StoreContext,
  now: number,
): Fact {
  const extra = extraOf(context);
  const attributes = new ReadAttributes(body, extra.attributes);
  const price = currentPrice(body, attributes, context.currency, now);
  const { in_stock, stock } = stockOf(body);
  return {
    kind: 'variant',
    id,
    product_id: null,
    updated_at,
    variant:
      isEnabled && price !== null
        ? {
            variant_id: id,
            color: attributes.color(),
            price,
            in_stock: in_stock ?? true,
            stock,
            image_url: imagesOf(body, extra)[0] ?? null,
            sku: text(body.sku, 128),
          }
        : null,
    evidence: attributes.evidence().filter(({ field }) => field !== 'color'),
  };
}

function productOf(body: Body, context: StoreContext, now: number): PlatformProduct | null {
  const extra = extraOf(context);
  const attributes = new ReadAttributes(body, extra.attributes);
  const links = extensions(body).configurable_product_links;
  const isConfigurable = body.type_id === 'configurable';
  const price = isConfigurable ? null : currentPrice(body, attributes, context.currency, now);
  if (price === null && !isConfigurable) return null;
  const title = text(body.name, 300) ?? missing('name');
  const description = plainText(
    attributes.text('description', 100_000) ?? attributes.text('short_description', 100_000),
    10_000,
  );
  const tags = (attributes.text('meta_keyword', 2000) ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && tag.length <= 80);
  const categories = records(extensions(body).category_links)
    .map(({ category_id }) => extra.categories[String(category_id)])
    .filter((name) => name !== undefined);
  const urlKey = attributes.text('url_key', 500);
  return {
    title,
    description,
    brand: attributes.text('manufacturer', 120),
    category: categories.at(-1) ?? null,
    url: urlKey === null ? null : webAddress(`${context.address}/${encodeURI(urlKey)}.html`),
    images: imagesOf(body, extra),
    tags: [...new Set(tags)].slice(0, 100),
    currency: context.currency,
    price,
    ...stockOf(body),
    variant_ids: isConfigurable
      ? Array.isArray(links)
        ? links.map(idOf).filter((id) => id !== null)
        : []
      : null,
    variants: [],
    evidence: [
      ...attributes.evidence(),
      ...titleEvidence(title),
      ...tagEvidence(tags),
      ...categoryEvidence(categories.join(' | ')),
      ...descriptionEvidence(description),
    ],
  };
}

/** The special price while it lasts, else the price. */
function currentPrice(body: Body, attributes: ReadAttributes, currency: string, now: number): number | null {
  const price = priceOf(body.price, currency);
  const special = priceOf(attributes.text('special_price', 30), currency);
  const from = utcTimeOf(attributes.text('special_from_date', 30)) ?? Number.NEGATIVE_INFINITY;
  const to = utcTimeOf(attributes.text('special_to_date', 30)) ?? Number.POSITIVE_INFINITY;
  const isOn = special !== null && from <= now && now < to && (price === null || special < price);
  return isOn ? special : price;
}

function stockOf(body: Body): { in_stock: boolean | null; stock: number | null } {
  const item = extensions(body).stock_item;
  if (!isRecord(item)) return { in_stock: null, stock: null };
  const isCounted = item.manage_stock === true && body.type_id !== 'configurable';
  return {
    in_stock: typeof item.is_in_stock === 'boolean' ? item.is_in_stock : null,
    stock: isCounted ? countOf(item.qty) : null,
  };
}

/** Files of the gallery lie under `catalog/product` of the media address. */
function imagesOf(body: Body, { media_url }: MagentoExtra): string[] {
  return records(body.media_gallery_entries)
    .filter(({ media_type, disabled }) => media_type === 'image' && disabled !== true)
    .map(({ file }) =>
      typeof file === 'string' ? webAddress(`${media_url}catalog/product${encodeURI(file)}`) : null,
    )
    .filter((address) => address !== null)
    .slice(0, 50);
}

function extensions(body: Body): Body {
  return isRecord(body.extension_attributes) ? body.extension_attributes : {};
}
