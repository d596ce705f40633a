import {
  type CatalogSnapshot,
  COLOR_FAMILIES,
  FRAME_SHAPES,
  GENDERS,
  MATERIALS,
  minorUnitDigits,
  type Product,
  plainWords,
  RIMS,
  valuesIn,
} from '../catalog/index.ts';
import { FACE_SHAPES, sizeOfFront } from '../face/index.ts';
import { type FrameNumbers, frontWidth } from './fit.ts';
import { usesSteps } from './uses.ts';

export const FACES = FACE_SHAPES.length;
/** Classes of a front's width. */
export const FRONT_SIZES = ['narrow', 'medium', 'wide'] as const;

/**
 * A catalogue laid out for scoring: one place in each array for every product, and one row for every variant
 * (products without variants have one row). Sets of values are bit masks.
 */
export interface CatalogIndex {
  readonly version: number;
  readonly products: readonly Product[];
  readonly frames: readonly FrameNumbers[];
  readonly shape: Uint32Array;
  readonly material: Uint32Array;
  readonly rim: Uint32Array;
  readonly gender: Uint32Array;
  readonly brand: Int32Array;
  /** One of FRONT_SIZES by the width of the front; 0 where the shop gives no numbers. */
  readonly size: Uint8Array;
  readonly occasion: Uint32Array;
  readonly lensType: Uint32Array;
  readonly weight: Float32Array;
  readonly createdAt: Float64Array;
  /** FACES numbers a product, in the order of FACE_SHAPES. */
  readonly compatibility: Float32Array;
  /** Rows of product i: rowsFrom[i] to rowsFrom[i + 1]. */
  readonly rowsFrom: Int32Array;
  readonly rowPrice: Float64Array;
  readonly rowColor: Uint32Array;
  readonly rowInStock: Uint8Array;
  /** Pieces left, at most 255; 255 when the shop does not count. */
  readonly rowStock: Uint8Array;
  /** Brands by their place in `brand`. */
  readonly brands: readonly string[];
  /** Brands as their products spell them. */
  readonly brandNames: readonly string[];
  /** How many minor units make a whole one of the currency most products are sold in. */
  readonly minorUnits: number;
}

/** Builds the index in short steps. */
export function* indexSteps({ version, products }: CatalogSnapshot): Generator<void, CatalogIndex, void> {
  const count = products.length;
  const rows = products.reduce((sum, product) => sum + Math.max(1, product.variants.length), 0);
  const frames: FrameNumbers[] = [];
  const brands = new Map<string, number>();
  const spelled = new Set<string>();
  const currencies = new Map<string, number>();
  const colorMask = colorMasks();
  const index = {
    shape: new Uint32Array(count),
    material: new Uint32Array(count),
    rim: new Uint32Array(count),
    gender: new Uint32Array(count),
    brand: new Int32Array(count),
    size: new Uint8Array(count),
    occasion: new Uint32Array(count),
    lensType: new Uint32Array(count),
    weight: new Float32Array(count),
    createdAt: new Float64Array(count),
    compatibility: new Float32Array(count * FACES),
    rowsFrom: new Int32Array(count + 1),
    rowPrice: new Float64Array(rows),
    rowColor: new Uint32Array(rows),
    rowInStock: new Uint8Array(rows),
    rowStock: new Uint8Array(rows),
  };
  let row = 0;
  for (const [i, product] of products.entries()) {
    const { eyewear, brand, gender, currency } = product;
    const frame = frameNumbers(product);
    const uses = yield* usesSteps(product);
    frames.push(frame);
    index.size[i] = sizeBit(frame);
    index.occasion[i] = uses.occasion;
    index.lensType[i] = uses.lensType;
    index.shape[i] = bit(FRAME_SHAPES, eyewear.shape);
    index.material[i] = bit(MATERIALS, eyewear.material);
    index.rim[i] = bit(RIMS, eyewear.rim);
    index.gender[i] = bit(GENDERS, gender);
    index.brand[i] = brand === null ? -1 : placeOf(brands, brandKey(brand));
    if (brand !== null) spelled.add(brand);
    index.weight[i] = eyewear.weight_g ?? Number.NaN;
    index.createdAt[i] = product.created_at;
    FACE_SHAPES.forEach((face, f) => {
      index.compatibility[i * FACES + f] = product.ai_metadata.face_shape_compatibility[face];
    });
    currencies.set(currency, (currencies.get(currency) ?? 0) + 1);
    index.rowsFrom[i] = row;
    for (const offer of offersOf(product)) {
      index.rowPrice[row] = offer.price;
      index.rowColor[row] = colorMask(offer.color);
      index.rowInStock[row] = offer.in_stock ? 1 : 0;
      index.rowStock[row] = Math.min(255, offer.stock ?? 255);
      row += 1;
    }
    yield;
  }
  index.rowsFrom[count] = row;
  const currency = [...currencies].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'EUR';
  const brandNames = [...spelled];
  const minorUnits = 10 ** minorUnitDigits(currency);
  return { ...index, version, products, frames, brands: [...brands.keys()], brandNames, minorUnits };
}

/** What can be bought of a product: its variants, or the product itself. */
export function offersOf(product: Product) {
  if (product.variants.length > 0) return product.variants;
  const { price, in_stock, stock, eyewear } = product;
  return [{ variant_id: null, color: eyewear.color, price, in_stock, stock, image_url: null, sku: null }];
}

/** Brands are the same whatever their capitals and marks. */
export function brandKey(brand: string): string {
  return plainWords(brand).join(' ');
}

/** A mask with the bits of these values of an axis. */
export function maskOf<T extends string>(values: readonly T[], chosen: readonly T[]): number {
  return chosen.reduce((mask, value) => mask | bit(values, value), 0) >>> 0;
}

function sizeBit(frame: FrameNumbers): number {
  const width = frontWidth(frame);
  return Number.isNaN(width) ? 0 : bit(FRONT_SIZES, sizeOfFront(width));
}

function bit<T extends string>(values: readonly T[], value: T | null): number {
  const place = value === null ? -1 : values.indexOf(value);
  return place < 0 ? 0 : (1 << place) >>> 0;
}

function placeOf(places: Map<string, number>, key: string): number {
  const standing = places.get(key);
  if (standing !== undefined) return standing;
  places.set(key, places.size);
  return places.size - 1;
}

/** Colour names repeat across a catalogue: each is read once. */
function colorMasks(): (color: string | null) => number {
  const known = new Map<string, number>();
  return (color) => {
    if (color === null) return 0;
    let mask = known.get(color);
    if (mask === undefined) {
      mask = maskOf(COLOR_FAMILIES, valuesIn('color', color));
      known.set(color, mask);
    }
    return mask;
  };
}

function frameNumbers({ eyewear }: Product): FrameNumbers {
  return {
    lensWidth: eyewear.lens_width ?? Number.NaN,
    bridge: eyewear.bridge ?? Number.NaN,
    lensHeight: eyewear.lens_height ?? Number.NaN,
    temple: eyewear.temple ?? Number.NaN,
    totalWidth: eyewear.total_width ?? Number.NaN,
    hasPads: eyewear.bridge_type === 'pads',
  };
}
