import { COLOR_FAMILIES, FRAME_SHAPES, GENDERS, MATERIALS, RIMS } from '../catalog/index.ts';
import { brandKey, type CatalogIndex, FACES, maskOf } from './catalog-index.ts';
import { diversify } from './diversify.ts';
import { type FaceNumbers, fitScore, sizeWord } from './fit.ts';
import type { Preferences } from './preferences.ts';
import { TopK } from './top-k.ts';
import { PROGRESSIVE_ABOVE_MM } from './uses.ts';

/** What may not be shown at all. Empty lists and nulls allow everything. Prices in minor units. */
export interface Filters {
  shape: number;
  color: number;
  material: number;
  rim: number;
  /** Brands allowed, by their place in the index; null allows all. */
  brands: ReadonlySet<number> | null;
  gender: number;
  minPrice: number;
  maxPrice: number;
  inStockOnly: boolean;
}

export interface RankRequest {
  filters: Filters;
  /** What else a product must be, by its place in the index; left out, nothing else. */
  also?: (product: number) => boolean;
  /** What is liked or disliked; prices in it are whole units already turned into filters by the caller. */
  preferences: Preferences;
  face: FaceNumbers | null;
  /** A probability for each of FACE_SHAPES, or null when the shape is not known. */
  faceShape: Float64Array | null;
  now: number;
  limit: number;
}

/** The parts of a score, each 0 to 1; null where there was nothing to judge. */
interface ScoreParts {
  fit: number | null;
  harmony: number | null;
  taste: number | null;
  availability: number;
  freshness: number;
}

export interface Ranking {
  best: Ranked[];
  /** How many products pass the filters. */
  total: number;
}

export interface Ranked {
  product: number;
  row: number;
  score: number;
  parts: ScoreParts;
}

/** Fit first: a frame that cannot be worn is no help. Style rules are a convention, so they weigh less than taste. */
const WEIGHTS = { fit: 0.45, harmony: 0.18, taste: 0.27, availability: 0.04, freshness: 0.06 };
/** A frame without numbers, when the face is known: worse than one known to fit, better than one known not to. */
const UNKNOWN_FIT = 0.4;
/** What a front's size leaves of the score: one that pinches or slides is no bargain at any price. */
const SIZE_FACTOR = { good: 1, unknown: 1, snug: 0.85, roomy: 0.85, too_narrow: 0.5, too_wide: 0.5 } as const;
/** Variety may not reach below this share of the score that the last place would have had without it. */
const WORTH_SHOWING = 0.9;
/** New frames are worth a look; the bonus is half after 30 days and fades on. */
const FRESH_HALF_LIFE_MS = 30 * 86_400_000;
/** Few pieces left: likely gone when the shopper decides. */
const LOW_STOCK = 3;
const LOW_STOCK_SCORE = 0.6;
/** MMR chooses from this many times the limit; from a larger pool it would reach for poor matches. */
const POOL = 5;

/** Where the face is not known, shapes that go with many faces come first. */
const ANY_FACE = new Float64Array(FACES).fill(1 / FACES);

/** The best frames, varied: hard filters, a weighted score, then maximal marginal relevance. */
export function rank(index: CatalogIndex, request: RankRequest): Ranking {
  const taste = compileTaste(index, request.preferences);
  const avoid = compileAvoid(index, request.preferences);
  const pool = new TopK(Math.max(request.limit, Math.min(index.products.length, request.limit * POOL)));
  const rowOf = new Int32Array(index.products.length);
  const { also } = request;
  let total = 0;
  for (let i = 0; i < index.products.length; i += 1) {
    if (!allowed(index, i, request.filters) || avoided(index, i, avoid)) continue;
    const row = bestRow(index, i, request.filters, taste.color, avoid.color);
    if (row < 0 || also?.(i) === false) continue;
    total += 1;
    rowOf[i] = row;
    pool.offer(i, scoreOf(index, i, row, request, taste));
  }
  const best = pool.best();
  const least = WORTH_SHOWING * (best[Math.min(request.limit, best.length) - 1]?.score ?? 0);
  const candidates = best.filter(({ score }) => score >= least);
  const chosen = diversify(index, candidates, rowOf, request.limit).map(({ item, score }) => {
    const row = rowOf[item] as number;
    return { product: item, row, score, parts: partsOf(index, item, row, request, taste) };
  });
  return { best: chosen, total };
}

/** One product as it would be ranked, filters or not, in its best variant. */
export function rankOne(index: CatalogIndex, product: number, request: RankRequest): Ranked {
  const taste = compileTaste(index, request.preferences);
  const anything = { ...request.filters, color: 0, minPrice: 0, maxPrice: Number.POSITIVE_INFINITY };
  const row = bestRow(index, product, { ...anything, inStockOnly: false }, taste.color, 0);
  const score = scoreOf(index, product, row, request, taste);
  return { product, row, score, parts: partsOf(index, product, row, request, taste) };
}

interface Taste {
  shape: number;
  color: number;
  material: number;
  rim: number;
  brands: ReadonlySet<number> | null;
  light: boolean;
  progressive: boolean;
  /** How many wishes there are; 0 leaves taste out of the score. */
  count: number;
}

function compileTaste(
  index: CatalogIndex,
  { shape, color, material, rim, brand, ...wants }: Preferences,
): Taste {
  const brands = brand.want.length === 0 ? null : brandPlaces(index, brand.want);
  const taste = {
    shape: maskOf(FRAME_SHAPES, shape.want),
    color: maskOf(COLOR_FAMILIES, color.want),
    material: maskOf(MATERIALS, material.want),
    rim: maskOf(RIMS, rim.want),
    brands,
    light: wants.light,
    progressive: wants.progressive,
  };
  const wishes = [
    taste.shape,
    taste.color,
    taste.material,
    taste.rim,
    brands,
    taste.light,
    taste.progressive,
  ];
  return { ...taste, count: wishes.filter(Boolean).length };
}

interface Avoid {
  shape: number;
  color: number;
  material: number;
  rim: number;
  brands: ReadonlySet<number>;
}

function compileAvoid(index: CatalogIndex, { shape, color, material, rim, brand }: Preferences): Avoid {
  return {
    shape: maskOf(FRAME_SHAPES, shape.avoid),
    color: maskOf(COLOR_FAMILIES, color.avoid),
    material: maskOf(MATERIALS, material.avoid),
    rim: maskOf(RIMS, rim.avoid),
    brands: brandPlaces(index, brand.avoid),
  };
}

/** Where these brands stand in the index. One that the shop does not carry stands nowhere. */
export function brandPlaces(index: CatalogIndex, brands: readonly string[]): Set<number> {
  return new Set(brands.map((brand) => index.brands.indexOf(brandKey(brand))).filter((place) => place >= 0));
}

/** A mask for `gender`: frames for all, and those nobody has labelled, are for everyone grown up. */
export function genderMask(genders: Preferences['gender']): number {
  if (genders.length === 0) return 0;
  return maskOf(GENDERS, genders.includes('kids') ? genders : [...genders, 'unisex']);
}

function allowed(index: CatalogIndex, i: number, filters: Filters): boolean {
  if (filters.shape !== 0 && (filters.shape & (index.shape[i] as number)) === 0) return false;
  if (filters.material !== 0 && (filters.material & (index.material[i] as number)) === 0) return false;
  if (filters.rim !== 0 && (filters.rim & (index.rim[i] as number)) === 0) return false;
  const gender = index.gender[i] as number;
  if (filters.gender !== 0 && gender !== 0 && (filters.gender & gender) === 0) return false;
  return filters.brands === null || filters.brands.has(index.brand[i] as number);
}

function avoided(index: CatalogIndex, i: number, avoid: Avoid): boolean {
  const { shape, material, rim } = avoid;
  const clash =
    (shape & (index.shape[i] as number)) |
    (material & (index.material[i] as number)) |
    (rim & (index.rim[i] as number));
  return clash !== 0 || (avoid.brands.size > 0 && avoid.brands.has(index.brand[i] as number));
}

/** The variant to show: allowed, in a wanted colour if there is one, well stocked, then the first; −1 for none. */
function bestRow(index: CatalogIndex, i: number, filters: Filters, wanted: number, unwanted: number): number {
  let best = -1;
  let bestValue = -1;
  const end = index.rowsFrom[i + 1] as number;
  for (let row = index.rowsFrom[i] as number; row < end; row += 1) {
    const inStock = index.rowInStock[row] === 1;
    const price = index.rowPrice[row] as number;
    const color = index.rowColor[row] as number;
    if (filters.inStockOnly && !inStock) continue;
    if (price < filters.minPrice || price > filters.maxPrice) continue;
    if (filters.color !== 0 && (filters.color & color) === 0) continue;
    if ((unwanted & color) !== 0) continue;
    const low = (index.rowStock[row] as number) < LOW_STOCK;
    const value = ((wanted & color) !== 0 ? 4 : 0) + (inStock ? 2 : 0) + (low ? 0 : 1);
    if (value > bestValue) {
      best = row;
      bestValue = value;
    }
  }
  return best;
}

function scoreOf(index: CatalogIndex, i: number, row: number, request: RankRequest, taste: Taste): number {
  let sum =
    WEIGHTS.availability * availabilityOf(index, row) +
    WEIGHTS.freshness * freshnessOf(index, i, request.now) +
    WEIGHTS.harmony * harmonyOf(index, i, request.faceShape ?? ANY_FACE);
  let weight = WEIGHTS.availability + WEIGHTS.freshness + WEIGHTS.harmony;
  let factor: number = SIZE_FACTOR.unknown;
  if (request.face !== null) {
    const fit = fitOf(index, i, request.face);
    sum += WEIGHTS.fit * (Number.isNaN(fit) ? UNKNOWN_FIT : fit);
    weight += WEIGHTS.fit;
    factor = SIZE_FACTOR[sizeWord(index.frames[i] as CatalogIndex['frames'][number], request.face)];
  }
  if (taste.count > 0) {
    sum += WEIGHTS.taste * tasteOf(index, i, row, taste);
    weight += WEIGHTS.taste;
  }
  return Math.min(1, (factor * sum) / weight);
}

function partsOf(
  index: CatalogIndex,
  i: number,
  row: number,
  request: RankRequest,
  taste: Taste,
): ScoreParts {
  const fit = request.face === null ? Number.NaN : fitOf(index, i, request.face);
  return {
    fit: Number.isNaN(fit) ? null : fit,
    harmony: request.faceShape === null ? null : harmonyOf(index, i, request.faceShape),
    taste: taste.count === 0 ? null : tasteOf(index, i, row, taste),
    availability: availabilityOf(index, row),
    freshness: freshnessOf(index, i, request.now),
  };
}

function fitOf(index: CatalogIndex, i: number, face: FaceNumbers): number {
  return fitScore(index.frames[i] as CatalogIndex['frames'][number], face);
}

/** The expected compatibility over the whole distribution of face shapes, not that of its label alone. */
function harmonyOf(index: CatalogIndex, i: number, faceShape: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < FACES; f += 1) {
    sum += (faceShape[f] as number) * (index.compatibility[i * FACES + f] as number);
  }
  return Math.min(1, sum);
}

/** The share of the wishes that this frame grants. */
function tasteOf(index: CatalogIndex, i: number, row: number, taste: Taste): number {
  let granted = 0;
  if ((taste.shape & (index.shape[i] as number)) !== 0) granted += 1;
  if ((taste.color & (index.rowColor[row] as number)) !== 0) granted += 1;
  if ((taste.material & (index.material[i] as number)) !== 0) granted += 1;
  if ((taste.rim & (index.rim[i] as number)) !== 0) granted += 1;
  if (taste.brands?.has(index.brand[i] as number)) granted += 1;
  if (taste.light) granted += lightness(index.weight[i] as number);
  if (taste.progressive) granted += isDeep(index, i) ? 1 : 0;
  return granted / taste.count;
}

/** Frames up to 18 g (thin metal, titanium) are light, from 32 g (thick acetate) they are not. */
export function lightness(grams: number): number {
  return Number.isNaN(grams) ? 0.3 : Math.max(0, Math.min(1, (32 - grams) / (32 - 18)));
}

function isDeep(index: CatalogIndex, i: number): boolean {
  return (index.frames[i] as CatalogIndex['frames'][number]).lensHeight > PROGRESSIVE_ABOVE_MM;
}

function availabilityOf(index: CatalogIndex, row: number): number {
  if (index.rowInStock[row] !== 1) return 0;
  return (index.rowStock[row] as number) < LOW_STOCK ? LOW_STOCK_SCORE : 1;
}

function freshnessOf(index: CatalogIndex, i: number, now: number): number {
  const age = Math.max(0, now - (index.createdAt[i] as number));
  return FRESH_HALF_LIFE_MS / (FRESH_HALF_LIFE_MS + age);
}
