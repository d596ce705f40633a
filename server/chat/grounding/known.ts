import type { Language } from '../../recommend/index.ts';

/** A frame that may be spoken of, with what may be said of it. */
export interface KnownFrame {
  product_id: string;
  title: string;
  brand: string | null;
  /** Minor units of the store's currency: of the variant that is shown, and of all that are known. */
  price: number;
  prices: readonly number[];
  /** null where nobody has looked. */
  in_stock: boolean | null;
  /** The names of its colours, as the store spells them. */
  colors: readonly string[];
  /** Its measurements and weight. */
  numbers: readonly number[];
}

/** What is known, and what must not be: what a model says is held against this. */
export interface Known {
  language: Language;
  /** ISO 4217 */
  currency: string;
  /** In the order in which the model was told of them: it may name the third as [[3]]. */
  frames: readonly KnownFrame[];
  /** Other names that may be said: of the store, of the assistant, of brands and titles. */
  names: readonly string[];
  /** The store's own answers, word for word, with their addresses. */
  facts: readonly string[];
  /** Counts that the tools told, such as how many frames match. */
  counts: readonly number[];
  /** What the shopper has written, in this turn and before. */
  shopper: string;
  /** Instructions that are not to be repeated, and a sign that stands nowhere else. */
  instructions: string;
  canary: string;
}
