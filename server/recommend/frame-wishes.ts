import {
  COLOR_FAMILIES,
  type ColorFamily,
  FRAME_SHAPES,
  type FrameShape,
  GENDERS,
  type Gender,
  LENS_TYPES,
  type LensType,
  MATERIALS,
  type Material,
  OCCASIONS,
  type Occasion,
  RIMS,
  type Rim,
} from '../catalog/index.ts';
import { type CatalogIndex, FRONT_SIZES, maskOf } from './catalog-index.ts';
import { type Choice, materialsMeant, noPreferences, type Preferences } from './preferences.ts';
import { brandPlaces, type Filters, genderMask, lightness } from './rank.ts';

/** What frames must be and must not be. Prices in minor units; null bounds nothing. */
export interface FrameWishes {
  shape: Choice<FrameShape>;
  color: Choice<ColorFamily>;
  material: Choice<Material>;
  rim: Choice<Rim>;
  size: Choice<(typeof FRONT_SIZES)[number]>;
  brand: Choice<string>;
  gender: Choice<Gender>;
  occasion: Choice<Occasion>;
  lens_type: Choice<LensType>;
  min_price: number | null;
  max_price: number | null;
  light: boolean;
}

/** Wishes as one ranking takes them. */
export interface StrictWishes {
  filters: Filters;
  preferences: Preferences;
  also: (product: number) => boolean;
  hasBudget: boolean;
}

/** Where the lightness of a frame begins to be called light: the middle between light and not, 25 g. */
const LIGHT_FROM = 0.5;

/**
 * Every wish strictly: what is wanted must be, what is avoided must not be. A frame whose shop says nothing of an axis
 * is left out where a value of it is wanted and stays where one is avoided. One made for everybody, or labelled for
 * nobody, is for every grown-up.
 */
export function strictly(index: CatalogIndex, wishes: FrameWishes): StrictWishes {
  const material = materialsOf(wishes.material);
  const brands = wishes.brand.want.length === 0 ? null : brandPlaces(index, wishes.brand.want);
  const preferences: Preferences = {
    ...noPreferences(),
    shape: wishes.shape,
    color: wishes.color,
    material,
    rim: wishes.rim,
    brand: wishes.brand,
    gender: wishes.gender.want,
    light: wishes.light,
    progressive: wishes.lens_type.want.includes('progressive'),
  };
  const filters: Filters = {
    shape: maskOf(FRAME_SHAPES, wishes.shape.want),
    color: maskOf(COLOR_FAMILIES, wishes.color.want),
    material: maskOf(MATERIALS, material.want),
    rim: maskOf(RIMS, wishes.rim.want),
    brands,
    gender: genderMask(wishes.gender.want),
    minPrice: wishes.min_price ?? 0,
    maxPrice: wishes.max_price ?? Number.POSITIVE_INFINITY,
    inStockOnly: true,
  };
  const hasBudget = wishes.min_price !== null || wishes.max_price !== null;
  return { filters, preferences, also: furtherTest(index, wishes), hasBudget };
}

/**
 * Metal means titanium and steel too, and no plastic means no acetate either; but a material that is asked for by name
 * is not meant by an avoided family ("no plastic, acetate is fine"), nor one that is avoided by a wanted one.
 */
function materialsOf({ want, avoid }: Choice<Material>): Choice<Material> {
  return {
    want: [...new Set(want.flatMap(materialsMeant))].filter((material) => !avoid.includes(material)),
    avoid: [...new Set(avoid.flatMap(materialsMeant))].filter((material) => !want.includes(material)),
  };
}

/** The axes that the route does not filter by. */
function furtherTest(index: CatalogIndex, wishes: FrameWishes): (product: number) => boolean {
  const want = {
    size: maskOf(FRONT_SIZES, wishes.size.want),
    occasion: maskOf(OCCASIONS, wishes.occasion.want),
    lensType: maskOf(LENS_TYPES, wishes.lens_type.want),
  };
  const avoid = {
    size: maskOf(FRONT_SIZES, wishes.size.avoid),
    occasion: maskOf(OCCASIONS, wishes.occasion.avoid),
    lensType: maskOf(LENS_TYPES, wishes.lens_type.avoid),
    gender: maskOf(GENDERS, wishes.gender.avoid),
  };
  const passes = (mask: number, wanted: number, unwanted: number) =>
    (wanted === 0 || (mask & wanted) !== 0) && (mask & unwanted) === 0;
  return (i) =>
    passes(index.size[i] as number, want.size, avoid.size) &&
    passes(index.occasion[i] as number, want.occasion, avoid.occasion) &&
    passes(index.lensType[i] as number, want.lensType, avoid.lensType) &&
    ((index.gender[i] as number) & avoid.gender) === 0 &&
    (!wishes.light || isLight(index.weight[i] as number));
}

function isLight(grams: number): boolean {
  return !Number.isNaN(grams) && lightness(grams) >= LIGHT_FROM;
}
