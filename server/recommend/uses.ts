import {
  LENS_TYPES,
  type LensType,
  OCCASIONS,
  type Occasion,
  type Product,
  plainWords,
  type Steps,
  wordsAt,
} from '../catalog/index.ts';

/** What a frame is for, as its shop describes it: bit masks by OCCASIONS and LENS_TYPES, 0 where it says nothing. */
export interface Uses {
  readonly occasion: number;
  readonly lensType: number;
}

/** Products do not change: one that comes again with the next version of a catalogue is not read again. */
const known = new WeakMap<Product, Uses>();
/** Longer descriptions speak of other things (shipping, the house) further down. */
const READ_CHARACTERS = 2000;
/** Words read between two pauses: well below a millisecond. */
const PAUSE_EVERY = 64;
/** A reading zone needs lenses more than 30 mm high (catwalkeyewear.co.uk, ocuwear.com). */
export const PROGRESSIVE_ABOVE_MM = 30;

/** Reads category, title, tags and description in short steps. */
export function* usesSteps(product: Product): Steps<Uses> {
  const standing = known.get(product);
  if (standing !== undefined) return standing;
  const { category, title, tags, description, eyewear } = product;
  const text = [category, title, ...tags, description?.slice(0, READ_CHARACTERS)].join(' | ');
  const tokens = plainWords(text);
  const isDeep = (eyewear.lens_height ?? 0) > PROGRESSIVE_ABOVE_MM;
  let [occasion, lensType] = [0, isDeep ? lensBit('progressive') : 0];
  for (let at = 0, read = 1; at < tokens.length; read += 1) {
    const { words, length } = wordsAt(tokens, at);
    for (const word of words) {
      if (word.kind === 'occasion') occasion |= occasionBit(word.value);
      if (word.kind === 'lens_type') lensType |= lensBit(word.value);
    }
    at += length;
    if (read % PAUSE_EVERY === 0) yield;
  }
  const uses = { occasion, lensType };
  known.set(product, uses);
  return uses;
}

const occasionBit = (value: Occasion) => 1 << OCCASIONS.indexOf(value);
const lensBit = (value: LensType) => 1 << LENS_TYPES.indexOf(value);
