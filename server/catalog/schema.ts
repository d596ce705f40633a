import { type Static, Type } from 'typebox';
import type { FaceShape } from '../face/index.ts';
import { nullable, oneOf } from '../http/index.ts';
import { BRIDGE_TYPES, FRAME_SHAPES, GENDERS, MATERIALS, RIMS } from './vocabulary.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/**
 * What a frame can measure, in mm (weight in g), from a small child's to the widest made. Wider than what shops
 * list (lens 40-62, bridge 14-24, temple 120-150, front 125-145: mafami.com, prouseandco.com, spectsvista.com),
 * because the check is there for slips (520, 5.2, inches), not for taste.
 */
export const FRAME_RANGES = {
  lens_width: [35, 70],
  bridge: [8, 32],
  temple: [85, 170],
  total_width: [95, 170],
  lens_height: [15, 70],
  weight_g: [2, 120],
} as const satisfies Record<string, readonly [number, number]>;
export type FrameNumber = keyof typeof FRAME_RANGES;

const inRange = (name: FrameNumber, description: string) => {
  const [minimum, maximum] = FRAME_RANGES[name];
  return nullable(Type.Number({ minimum, maximum, description }));
};

/** A frame as an optician describes it. null: the shop has not said. */
export const Eyewear = Type.Object({
  shape: nullable(oneOf(FRAME_SHAPES)),
  material: nullable(oneOf(MATERIALS)),
  color: nullable(text(80)),
  rim: nullable(oneOf(RIMS)),
  bridge_type: nullable(oneOf(BRIDGE_TYPES)),
  lens_width: inRange('lens_width', 'A of the boxing system, mm'),
  bridge: inRange('bridge', 'DBL: the distance between the lenses, mm'),
  temple: inRange('temple', 'Length of a temple, mm'),
  total_width: inRange('total_width', 'Outer edge to outer edge of the front, mm'),
  lens_height: inRange('lens_height', 'B of the boxing system, mm'),
  weight_g: inRange('weight_g', 'Weight without lenses, g'),
});
export type Eyewear = Static<typeof Eyewear>;

/** Where a value of `eyewear` (or `gender`) was read and how sure that is; a value without one is the merchant's own. */
export const EyewearSources = Type.Record(
  Type.String(),
  Type.Object({ source: Type.String(), confidence: Type.Number({ minimum: 0, maximum: 1 }) }),
);
export type EyewearSources = Static<typeof EyewearSources>;

export const Variant = Type.Object({
  variant_id: text(128),
  color: nullable(text(80)),
  price: Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'In minor units of the currency' }),
  in_stock: Type.Boolean(),
  stock: nullable(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  image_url: nullable(text(2048)),
  sku: nullable(text(128)),
});
export type Variant = Static<typeof Variant>;

/** What a shop says about a product: one entry of an import, in canonical form. */
export const ProductInput = Type.Object({
  product_id: text(128),
  title: text(300),
  description: nullable(text(10_000)),
  brand: nullable(text(120)),
  category: nullable(text(300)),
  url: nullable(text(2048)),
  price: Type.Integer({
    minimum: 0,
    maximum: 1_000_000_000,
    description: 'The lowest price of a variant, in minor units of the currency',
  }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  in_stock: Type.Boolean(),
  stock: nullable(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  images: Type.Array(text(2048), { maxItems: 50 }),
  gender: nullable(oneOf(GENDERS)),
  tags: Type.Array(text(80), { maxItems: 100 }),
  variants: Type.Array(Variant, { maxItems: 2048 }),
  eyewear: Eyewear,
  eyewear_sources: Type.Optional(EyewearSources),
});
export type ProductInput = Static<typeof ProductInput>;

const score = Type.Number({ minimum: 0, maximum: 1 });

/** How a frame's shape goes with each class of face, 0 (advised against) to 1 (advised by many). */
export const FaceShapeCompatibility = Type.Object({
  oval: score,
  round: score,
  square: score,
  oblong: score,
  heart: score,
  diamond: score,
  triangle: score,
} satisfies Record<FaceShape, typeof score>);
export type FaceShapeCompatibility = Static<typeof FaceShapeCompatibility>;

/** A product as kept: what the shop said, and what we add to it. Times are milliseconds since the epoch. */
export const Product = Type.Object({
  ...ProductInput.properties,
  store_id: Type.String(),
  ai_metadata: Type.Object({ face_shape_compatibility: FaceShapeCompatibility }),
  updated_by: Type.Optional(oneOf(['import', 'sync'])),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
});
export type Product = Static<typeof Product>;

/** As it lies in the collection; `_id` is `{store_id}:{product_id}`. */
export type StoredProduct = Product & { _id: string };

/** What a shop's page may know of a product: stock is a yes or a no there. */
export const PublicProduct = Type.Object({
  ...Type.Omit(ProductInput, ['stock', 'variants']).properties,
  variants: Type.Array(Type.Omit(Variant, ['stock', 'sku'])),
  ai_metadata: Product.properties.ai_metadata,
  updated_at: Type.Integer(),
});
export type PublicProduct = Static<typeof PublicProduct>;

/** One file holds no more rows: what a process can check beside its other work. */
export const MAX_ROWS = 100_000;

/** What a file with more rows is told. */
export function tooManyRows(row: number): RowError {
  return {
    row,
    detail: `a file may hold ${MAX_ROWS} rows; split it, and import the parts one after the other`,
  };
}

/** Something wrong in one row of a file; the header of a table is row 1, the first entry of a list is 1. */
export const RowError = Type.Object({
  row: Type.Integer({ minimum: 1 }),
  detail: Type.String(),
});
export type RowError = Static<typeof RowError>;

export const ImportResult = Type.Object({
  imported: Type.Integer({ description: 'Products that were not there before' }),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  removed: Type.Integer({ description: 'Products absent from the file (mode=replace)' }),
  skipped: Type.Integer({ description: 'Rows left out because they were faulty (skip_invalid=true)' }),
  dry_run: Type.Boolean(),
  errors: Type.Array(RowError),
  warnings: Type.Array(RowError),
});
export type ImportResult = Static<typeof ImportResult>;
