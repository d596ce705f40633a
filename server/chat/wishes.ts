import { type Static, type TSchema, Type } from 'typebox';
import {
  COLOR_FAMILIES,
  FRAME_SHAPES,
  GENDERS,
  LENS_TYPES,
  MATERIALS,
  OCCASIONS,
  RIMS,
} from '../catalog/index.ts';
import { oneOf } from '../http/index.ts';

const choice = <T extends TSchema>(value: T) =>
  Type.Object(
    { want: Type.Array(value, { maxItems: 20 }), avoid: Type.Array(value, { maxItems: 20 }) },
    { additionalProperties: false },
  );

/** Classes of total width, as `frame_size.label` of a measured face names them. */
export const SIZES = ['narrow', 'medium', 'wide'] as const;
export type Size = (typeof SIZES)[number];

/** What a shopper has asked for so far. Prices are in minor units of the store's currency. */
export const Wishes = Type.Object(
  {
    shape: choice(oneOf(FRAME_SHAPES)),
    color: choice(oneOf(COLOR_FAMILIES)),
    material: choice(oneOf(MATERIALS)),
    rim: choice(oneOf(RIMS)),
    size: choice(oneOf(SIZES)),
    brand: choice(Type.String({ minLength: 1, maxLength: 120 })),
    gender: choice(oneOf(GENDERS)),
    occasion: choice(oneOf(OCCASIONS)),
    lens_type: choice(oneOf(LENS_TYPES)),
    min_price: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), Type.Null()]),
    max_price: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), Type.Null()]),
    light: Type.Boolean({ description: 'A light frame is wanted' }),
  },
  { additionalProperties: false },
);
export type Wishes = Static<typeof Wishes>;

/** The wishes that hold a choice of values. */
export type ChoiceName = {
  [K in keyof Wishes]: Wishes[K] extends { want: unknown } ? K : never;
}[keyof Wishes];
export const CHOICES = [
  'shape',
  'color',
  'material',
  'rim',
  'size',
  'brand',
  'gender',
  'occasion',
  'lens_type',
] as const satisfies readonly ChoiceName[];

/** Nothing asked for yet. */
export function noWishes(): Wishes {
  const none = () => ({ want: [], avoid: [] });
  return {
    shape: none(),
    color: none(),
    material: none(),
    rim: none(),
    size: none(),
    brand: none(),
    gender: none(),
    occasion: none(),
    lens_type: none(),
    min_price: null,
    max_price: null,
    light: false,
  };
}
