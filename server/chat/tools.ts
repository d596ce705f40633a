import type { Product } from '../catalog/index.ts';
import type { FaceShape } from '../face/index.ts';
import type { Fit, Recommendation } from '../recommend/index.ts';
import type { FaqEntry } from './settings.ts';
import type { Size, Wishes } from './wishes.ts';

/** What is known of the shopper's face, as far as it may be used. No measurement leaves the tools. */
export interface KnownFace {
  face_shape: FaceShape;
  size: Size;
}

/** Frames found, the best first. */
export interface Found {
  products: Recommendation[];
  /** How many match altogether. */
  total: number;
}

/** One frame of the store, and how it fits where a face is known. */
export interface Details {
  product: Product;
  card: Recommendation;
}

/** A frame on the shopper's face. */
export interface FitCheck {
  card: Recommendation;
  fit: Fit;
  /** The same, in sentences of the turn's language. */
  reasons: readonly string[];
}

/**
 * What any chat model may do, bound to one store, one shopper and one language. Whatever a model says about frames
 * comes from here.
 */
export interface Tools {
  /** The face, read (and noted in the audit log) when first asked for; null without a consent or a photo. */
  face(): Promise<KnownFace | null>;
  /**
   * Frames by wishes, ranked with the face where it is known. Avoided and wanted values are strict.
   * @param limit 1 to 12
   * @param except product_ids that shall not come again; they are counted in the total
   */
  search(wishes: Wishes, limit: number, except?: readonly string[]): Promise<Found>;
  /** The frames that fit and suit best, whatever was asked for before. */
  recommend(limit: number): Promise<Found>;
  /** null where the store has no such product. */
  details(product_id: string): Promise<Details | null>;
  /** Of 2 to 4 frames those that exist. */
  compare(product_ids: readonly string[]): Promise<Details[]>;
  /** null where the store has no such product. Without a face the fit is `unknown`. */
  checkFit(product_id: string): Promise<FitCheck | null>;
  /** Answers of the store to a question, the best first; empty when none is close. */
  faq(question: string): Promise<FaqEntry[]>;
  /** Frames whose name is meant by a text, typos and all. */
  named(text: string): Promise<string[]>;
}
