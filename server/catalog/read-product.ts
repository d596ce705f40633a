import {
  readBoolean,
  readCount,
  readCurrency,
  readFrameNumber,
  readList,
  readMoney,
  readSize,
  readText,
  readUrl,
  readWord,
  Unreadable,
} from './fields.ts';
import type { Eyewear, ProductInput, Variant } from './schema.ts';
import { BRIDGE_TYPES, FRAME_SHAPES, GENDERS, MATERIALS, RIMS } from './vocabulary.ts';

export type RawRecord = Record<string, unknown>;

/** Told of each fault; `variant` is the index of the variant it is in, if in one. */
export type OnFault = (detail: string, variant?: number) => void;

/**
 * Makes a canonical product of what a file says, telling every fault instead of stopping at the first.
 * @param lenient a word of the taxonomy we do not know leaves its field open instead of being a fault.
 * @returns null when there was a fault.
 */
export function readProduct(raw: RawRecord, onFault: OnFault, lenient = false): ProductInput | null {
  let faults = 0;
  const fault: OnFault = (detail, variant) => {
    faults += 1;
    onFault(detail, variant);
  };
  const read = <T>(reader: () => T, otherwise: T, variant?: number): T => {
    try {
      return reader();
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      fault(cause.message, variant);
      return otherwise;
    }
  };
  const need = (name: string, maxLength: number) =>
    read(() => readText(raw[name], name, maxLength) ?? missing(name), '');
  const currency = read(() => readCurrency(raw.currency), null);
  const perVariant = Array.isArray(raw.variants) && raw.variants.length > 0;
  const price = read(() => readPrice(raw, currency) ?? (perVariant ? null : missing('price')), null);
  const stated = currency ?? price?.currency ?? null;
  const inStock = read(() => readBoolean(raw.in_stock, 'in_stock'), null);
  const stock = read(() => readCount(raw.stock, 'stock'), null);
  const variants = readVariants(raw, stated, price?.amount ?? null, read, fault);
  const amounts = variants.map((variant) => variant.price);
  if (stated === null) fault('currency is missing, such as EUR');
  if (price?.currency && currency && price.currency !== currency) {
    fault(`price is in ${price.currency} but currency says ${currency}`);
  }
  const product: ProductInput = {
    product_id: need('product_id', 128),
    title: need('title', 300),
    description: read(() => readText(raw.description, 'description', 10_000), null),
    brand: read(() => readText(raw.brand, 'brand', 120), null),
    category: read(() => readText(raw.category, 'category', 300), null),
    url: read(() => readUrl(raw.url, 'url'), null),
    price: amounts.length > 0 ? Math.min(...amounts) : (price?.amount ?? 0),
    currency: stated ?? 'EUR',
    in_stock: variants.length > 0 ? variants.some((v) => v.in_stock) : (inStock ?? stock !== 0),
    stock: variants.length > 0 ? totalStock(variants) : stock,
    images: read(() => readImages(raw, variants), []),
    gender: read(() => optionalWord('gender', raw.gender, GENDERS, lenient), null),
    tags: read(() => readTags(raw.tags), []),
    variants,
    eyewear: readEyewear(raw, variants, read, fault, lenient),
  };
  return faults === 0 ? product : null;
}

type Read = <T>(reader: () => T, otherwise: T, variant?: number) => T;

function readEyewear(
  raw: RawRecord,
  variants: readonly Variant[],
  read: Read,
  fault: OnFault,
  lenient: boolean,
): Eyewear {
  const given = isRecord(raw.eyewear) ? raw.eyewear : raw;
  const size = readSize(given.size) ?? {};
  const number = (name: keyof typeof size) =>
    read(() => readFrameNumber(given[name] ?? size[name], name), null);
  const eyewear: Eyewear = {
    shape: read(() => optionalWord('shape', given.shape, FRAME_SHAPES, lenient), null),
    material: read(() => optionalWord('material', given.material, MATERIALS, lenient), null),
    color: read(() => readText(given.color, 'color', 80), null) ?? variants[0]?.color ?? null,
    rim: read(() => optionalWord('rim', given.rim, RIMS, lenient), null),
    bridge_type: read(() => optionalWord('bridge_type', given.bridge_type, BRIDGE_TYPES, lenient), null),
    lens_width: number('lens_width'),
    bridge: number('bridge'),
    temple: number('temple'),
    total_width: number('total_width'),
    lens_height: number('lens_height'),
    weight_g: number('weight_g'),
  };
  checkWidths(eyewear, fault);
  return eyewear;
}

/** Sellers measure lenses inside the rim or at the bevel, so a front may fall short of its parts by a little only. */
const MEASURING_SLACK_MM = 8;

function checkWidths({ lens_width: lens, bridge, total_width: total }: Eyewear, fault: OnFault): void {
  if (lens === null || bridge === null || total === null) return;
  const parts = 2 * lens + bridge;
  if (total < parts - MEASURING_SLACK_MM) {
    fault(`total_width is ${total} mm, but two lenses and the bridge alone are ${parts} mm`);
  }
}

function readVariants(
  raw: RawRecord,
  currency: string | null,
  productPrice: number | null,
  read: Read,
  fault: OnFault,
): Variant[] {
  if (raw.variants === undefined || raw.variants === null) return [];
  if (!Array.isArray(raw.variants) || raw.variants.length > 200) {
    fault('variants must be a list of at most 200');
    return [];
  }
  const ids = new Set<string>();
  return raw.variants.map((entry: unknown, i): Variant => {
    const given = isRecord(entry) ? entry : {};
    const id = read(() => readText(given.variant_id, 'variant_id', 128) ?? missing('variant_id'), '', i);
    if (id !== '' && ids.has(id)) fault(`variant_id "${id}" appears twice in this product`, i);
    ids.add(id);
    const money = read(
      () => readPrice(given, currency) ?? (productPrice === null ? missing('price') : null),
      null,
      i,
    );
    const stock = read(() => readCount(given.stock, 'stock'), null, i);
    return {
      variant_id: id,
      color: read(() => readText(given.color, 'color', 80), null, i),
      price: money?.amount ?? productPrice ?? 0,
      in_stock: read(() => readBoolean(given.in_stock, 'in_stock'), null, i) ?? stock !== 0,
      stock,
      image_url: read(() => readUrl(given.image_url, 'image_url'), null, i),
      sku: read(() => readText(given.sku, 'sku', 128), null, i),
    };
  });
}

/** What one pays: the reduced price where there is one. */
function readPrice(given: RawRecord, currency: string | null) {
  return readMoney(given.sale_price, 'sale_price', currency) ?? readMoney(given.price, 'price', currency);
}

function totalStock(variants: readonly Variant[]): number | null {
  if (variants.some((variant) => variant.stock === null)) return null;
  return variants.reduce((sum, variant) => sum + (variant.stock ?? 0), 0);
}

function readImages(raw: RawRecord, variants: readonly Variant[]): string[] {
  const own = readUrl(raw.image_url, 'image_url');
  const listed = readList(raw.images, 'images', 50).map((url) => readUrl(url, 'images') ?? '');
  const ofVariants = listed.length > 0 ? [] : variants.map((variant) => variant.image_url ?? '');
  return [...new Set([own ?? '', ...listed, ...ofVariants])].filter((url) => url !== '').slice(0, 50);
}

function readTags(value: unknown): string[] {
  const tags = readList(value, 'tags', 100);
  const long = tags.find((tag) => tag.length > 80);
  if (long !== undefined) throw new Unreadable('a tag is longer than 80 characters');
  return tags;
}

function optionalWord<const T extends readonly string[]>(
  kind: 'shape' | 'material' | 'rim' | 'bridge_type' | 'gender',
  value: unknown,
  values: T,
  lenient: boolean,
): T[number] | null {
  try {
    return readWord(value, kind, kind, values);
  } catch (cause) {
    if (lenient && cause instanceof Unreadable) return null;
    throw cause;
  }
}

function missing(name: string): never {
  throw new Unreadable(`${name} is missing`);
}

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
