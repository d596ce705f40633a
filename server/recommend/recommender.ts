import {
  type Catalog,
  type CatalogSnapshot,
  GENDERS,
  type Gender,
  type Product,
  paced,
} from '../catalog/index.ts';
import type { FaceShape, StoredAnalysis } from '../face/index.ts';
import { type CatalogIndex, indexSteps, maskOf } from './catalog-index.ts';
import { faceNumbers } from './face-numbers.ts';
import { type FrameWishes, strictly } from './frame-wishes.ts';
import type { Language } from './languages.ts';
import { type RankRequest, rank, rankOne } from './rank.ts';
import { distribution, present } from './recommend.ts';
import type { Recommendation } from './schema.ts';

/** Who asks for frames, and what is known of them. */
export interface Shopper {
  store_id: string;
  /** Only with the shopper's consent. */
  analysis: StoredAnalysis | null;
  /** The shape of the face as the shopper has put it: it counts before a measured one. */
  face_said?: FaceShape | null;
  language: Language;
  /** ms since the epoch. */
  now: number;
}

export interface FindRequest extends Shopper {
  wishes: FrameWishes;
  limit: number;
  /** Products that shall not come again. */
  except?: readonly string[];
}

export interface FoundFrames {
  recommendations: Recommendation[];
  /** How many match, those of `except` included. */
  total: number;
}

/** Frames by what they must be, for callers in this process; and the indexes that all rankings share. */
export interface Recommender {
  /** The catalogue laid out for scoring; made anew when the catalogue has changed. */
  indexOf(snapshot: CatalogSnapshot): Promise<CatalogIndex>;
  /** Frames in stock that match all wishes, the best first and varied; for grown-ups unless the wishes say otherwise. */
  find(request: FindRequest): Promise<FoundFrames>;
  /** One product of the store as it would be shown, in stock or not; null when there is none. */
  card(request: Shopper & { product_id: string; wishes: FrameWishes }): Promise<Card | null>;
}

export interface Card {
  product: Product;
  card: Recommendation;
}

export function openRecommender({ catalog }: { catalog: Pick<Catalog, 'snapshot'> }): Recommender {
  const held = new Map<string, { version: number; index: Promise<CatalogIndex> }>();

  function indexOf(snapshot: CatalogSnapshot): Promise<CatalogIndex> {
    const standing = held.get(snapshot.store_id);
    if (standing !== undefined && standing.version === snapshot.version) return standing.index;
    const index = paced(indexSteps(snapshot));
    held.set(snapshot.store_id, { version: snapshot.version, index });
    return index;
  }

  return {
    indexOf,
    async find(request) {
      const index = await indexOf(await catalog.snapshot(request.store_id));
      return found(index, request);
    },
    async card(request) {
      const index = await indexOf(await catalog.snapshot(request.store_id));
      return cardOf(index, request);
    },
  };
}

/** See Recommender.find. */
function found(index: CatalogIndex, request: FindRequest): FoundFrames {
  return foundFor(index, request, forWhom(index, request.wishes));
}

/** Who says neither for whom nor of which brand means a grown-up, unless the shop is one for children. */
function forWhom(index: CatalogIndex, wishes: FrameWishes): FrameWishes {
  const { gender, brand } = wishes;
  const kids = maskOf(GENDERS, ['kids']);
  if (gender.want.length > 0 || brand.want.length > 0 || index.gender.every((mask) => mask === kids)) {
    return wishes;
  }
  return { ...wishes, gender: { want: [], avoid: [...new Set<Gender>([...gender.avoid, 'kids'])] } };
}

function foundFor(index: CatalogIndex, request: FindRequest, wishes: FrameWishes): FoundFrames {
  const { asked, shown } = terms(index, request, wishes);
  const except = new Set(request.except);
  // What is not to come again is counted all the same, and may be among the best.
  const { best, total } = rank(index, { ...asked, limit: request.limit + except.size });
  const fresh = best.filter(({ product }) => !except.has(index.products[product]?.product_id ?? ''));
  return {
    recommendations: fresh.slice(0, request.limit).map((entry) => present(index, entry, shown)),
    total,
  };
}

function cardOf(
  index: CatalogIndex,
  request: Shopper & { product_id: string; wishes: FrameWishes },
): Card | null {
  const place = placeOf(index, request.product_id);
  const product = index.products[place];
  if (product?.product_id !== request.product_id) return null;
  const { asked, shown } = terms(index, request, request.wishes);
  return { product, card: present(index, rankOne(index, place, { ...asked, limit: 1 }), shown) };
}

function terms(
  index: CatalogIndex,
  { analysis, face_said = null, language, now }: Shopper,
  wishes: FrameWishes,
) {
  const { filters, preferences, also, hasBudget } = strictly(index, wishes);
  const face = faceNumbers(analysis, {});
  const faceShape = distribution(face_said ?? undefined, analysis);
  const asked: Omit<RankRequest, 'limit'> = { filters, preferences, also, face, faceShape, now };
  const label = face_said ?? analysis?.face_shape.label ?? null;
  return { asked, shown: { face, faceShape: label, wishes: { preferences, hasBudget }, language } };
}

/** Products lie in order of product_id. */
function placeOf({ products }: CatalogIndex, productId: string): number {
  let [low, high] = [0, products.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((products[middle]?.product_id ?? '') < productId) low = middle + 1;
    else high = middle;
  }
  return low;
}
