import { FACE_SHAPES, type FaceShape, type StoredAnalysis } from '../face/index.ts';
import { type CatalogIndex, offersOf } from './catalog-index.ts';
import { fitFor, inWords, reasonsFor } from './explain.ts';
import { faceNumbers } from './face-numbers.ts';
import type { FaceNumbers, FrameNumbers } from './fit.ts';
import type { Language } from './languages.ts';
import { type RecommendQuery, type Wishes, wishesOf } from './query.ts';
import { type Ranked, rank } from './rank.ts';
import type { Recommendation } from './schema.ts';

/** Names the method in every answer, so that figures gathered later are told apart by it. */
export const MODEL = 'fit-harmony-taste-1';

export interface Known {
  analysis: StoredAnalysis | null;
  language: Language;
  now: number;
}

/** The class of face to go by: what the shopper says, else what was measured. */
function faceShapeOf(query: RecommendQuery, analysis: StoredAnalysis | null): FaceShape | null {
  return query.face_shape ?? analysis?.face_shape.label ?? null;
}

/**
 * The frames for a shopper, best and most varied first. Without a face, taste, stock and novelty decide.
 * @throws Problem unknown-filter-value, invalid-old-frame.
 */
export function recommend(index: CatalogIndex, query: RecommendQuery, known: Known): Recommendation[] {
  const wishes = wishesOf(query, index);
  const face = faceNumbers(known.analysis, query);
  const { best } = rank(index, {
    filters: wishes.filters,
    preferences: wishes.preferences,
    face,
    faceShape: distribution(query.face_shape, known.analysis),
    now: known.now,
    limit: query.limit,
  });
  const faceShape = faceShapeOf(query, known.analysis);
  return best.map((entry) => present(index, entry, { face, faceShape, wishes, language: known.language }));
}

/** A probability for each of FACE_SHAPES: certain when the shopper says so, else as measured. */
export function distribution(
  said: FaceShape | undefined,
  analysis: StoredAnalysis | null,
): Float64Array | null {
  if (said !== undefined) return Float64Array.from(FACE_SHAPES, (shape) => (shape === said ? 1 : 0));
  if (analysis === null) return null;
  const { scores } = analysis.face_shape;
  const raw = Float64Array.from(FACE_SHAPES, (shape) => Math.max(0, scores[shape] ?? 0));
  const total = raw.reduce((sum, score) => sum + score, 0);
  return total > 0 ? raw.map((score) => score / total) : null;
}

export interface Shown {
  face: FaceNumbers | null;
  faceShape: FaceShape | null;
  wishes: Pick<Wishes, 'preferences' | 'hasBudget'>;
  language: Language;
}

/** A ranked frame as the wire gives it. */
export function present(
  index: CatalogIndex,
  { product: i, row, score, parts }: Ranked,
  shown: Shown,
): Recommendation {
  const product = index.products[i] as CatalogIndex['products'][number];
  const frame = index.frames[i] as FrameNumbers;
  const offer = offersOf(product)[row - (index.rowsFrom[i] as number)] as ReturnType<typeof offersOf>[number];
  const { face, faceShape, wishes, language } = shown;
  const { preferences, hasBudget } = wishes;
  const reasons = reasonsFor({ product, offer, frame, face, faceShape, preferences, hasBudget });
  const { shape, material, color, lens_width, bridge, temple, total_width } = product.eyewear;
  return {
    product_id: product.product_id,
    variant_id: offer.variant_id,
    title: product.title,
    brand: product.brand,
    image_url: offer.image_url ?? product.images[0] ?? null,
    url: product.url,
    price: offer.price,
    currency: product.currency,
    frame: { shape, material, color: offer.color ?? color, lens_width, bridge, temple, total_width },
    score: Math.round(score * 1000) / 1000,
    fit: fitFor(frame, face, parts.fit),
    reasons: inWords(reasons, language),
    reason_codes: reasons,
  };
}
