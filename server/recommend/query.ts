import { type Static, Type } from 'typebox';
import {
  COLOR_FAMILIES,
  FRAME_SHAPES,
  GENDERS,
  MATERIALS,
  RIMS,
  type VocabularyKind,
  valuesIn,
} from '../catalog/index.ts';
import { FaceShape } from '../face/index.ts';
import { type CatalogIndex, maskOf } from './catalog-index.ts';
import { materialsMeant, type Preferences, parsePreferences } from './preferences.ts';
import { unknownFilterValue } from './problems.ts';
import { brandPlaces, type Filters, genderMask } from './rank.ts';

const list = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      maxItems: 20,
      description: `${description}. Several: repeat, or join with commas`,
    }),
  );

const price = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description }));

/** What may be asked of `GET /v1/recommendations`. */
export const RecommendQuery = Type.Object({
  session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  face_shape: Type.Optional(FaceShape),
  preferences: Type.Optional(
    Type.String({
      maxLength: 500,
      format: 'text',
      description: 'In the shopper’s words: "round tortoise under 150, not black"',
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 12 }),
  shape: list(`Only these: ${FRAME_SHAPES.join(', ')}`),
  color: list(`Only these: ${COLOR_FAMILIES.join(', ')}`),
  material: list(`Only these: ${MATERIALS.join(', ')}`),
  rim: list(`Only these: ${RIMS.join(', ')}`),
  gender: list(`Made for: ${GENDERS.join(', ')}`),
  brand: list('Only these brands'),
  min_price: price('In minor units of the currency'),
  max_price: price('In minor units of the currency'),
  in_stock: Type.Boolean({ default: true, description: 'false shows what is sold out too' }),
  face_width: Type.Optional(
    Type.Number({ minimum: 90, maximum: 190, description: 'Width of the face at the cheekbones, mm' }),
  ),
  pupillary_distance: Type.Optional(Type.Number({ minimum: 40, maximum: 80, description: 'mm' })),
  old_frame: Type.Optional(
    Type.String({ maxLength: 60, description: 'Numbers in the temple of a frame that fits: 52-18-145' }),
  ),
  lang: Type.Optional(
    Type.String({ maxLength: 35, description: 'Language of the reasons: en, de, fr, es, it' }),
  ),
});
export type RecommendQuery = Static<typeof RecommendQuery>;

/** The free text and the filters of a query, in the catalogue's terms. A filter outranks the text on its axis. */
export interface Wishes {
  preferences: Preferences;
  filters: Filters;
  hasBudget: boolean;
}

/** @throws Problem unknown-filter-value. */
export function wishesOf(query: RecommendQuery, index: CatalogIndex): Wishes {
  const spoken = parsePreferences(query.preferences ?? '', index.brandNames);
  const shape = chosen('shape', query.shape);
  const color = chosen('color', query.color);
  const material = chosen('material', query.material).flatMap(materialsMeant);
  const rim = chosen('rim', query.rim);
  const brands = parts(query.brand);
  const units = index.minorUnits;
  const filters: Filters = {
    shape: maskOf(FRAME_SHAPES, shape),
    color: maskOf(COLOR_FAMILIES, color),
    material: maskOf(MATERIALS, material),
    rim: maskOf(RIMS, rim),
    gender: genderMask(query.gender === undefined ? spoken.gender : chosen('gender', query.gender)),
    brands: brands.length === 0 ? null : brandPlaces(index, brands),
    minPrice: query.min_price ?? (spoken.minPrice === null ? 0 : spoken.minPrice * units),
    maxPrice:
      query.max_price ?? (spoken.maxPrice === null ? Number.POSITIVE_INFINITY : spoken.maxPrice * units),
    inStockOnly: query.in_stock,
  };
  const wanted = <T extends string>(filter: readonly T[], said: { want: T[]; avoid: T[] }) =>
    filter.length > 0 ? { want: [...filter], avoid: [] } : said;
  const preferences: Preferences = {
    ...spoken,
    shape: wanted(shape, spoken.shape),
    color: wanted(color, spoken.color),
    material: wanted(material, spoken.material),
    rim: wanted(rim, spoken.rim),
    brand: wanted(brands, spoken.brand),
  };
  return { preferences, filters, hasBudget: filters.maxPrice < Number.POSITIVE_INFINITY };
}

/** Every input that can change an answer, in a fixed order, as one line. */
export function fingerprint(q: RecommendQuery, others: readonly (string | number)[]): string {
  return [
    ...others,
    q.limit,
    q.preferences?.trim(),
    q.shape,
    q.color,
    q.material,
    q.rim,
    q.gender,
    q.brand,
    q.min_price,
    q.max_price,
    q.in_stock,
    q.face_width,
    q.pupillary_distance,
    q.old_frame,
  ].join('\u0001');
}

function parts(values: readonly string[] | undefined): string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function chosen<K extends keyof typeof AXES & VocabularyKind>(
  kind: K,
  values: readonly string[] | undefined,
) {
  return parts(values).flatMap((value) => {
    const found = valuesIn(kind, value.replaceAll('_', ' '));
    if (found.length === 0)
      throw unknownFilterValue({ errors: [{ pointer: `/querystring/${kind}`, detail: allowed(kind) }] });
    return found;
  });
}

const AXES = { shape: FRAME_SHAPES, color: COLOR_FAMILIES, material: MATERIALS, rim: RIMS, gender: GENDERS };

function allowed(kind: keyof typeof AXES): string {
  return `must be one of ${AXES[kind].join(', ')}`;
}
