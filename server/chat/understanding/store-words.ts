import { plainWords, type Steps, wordsAt } from '../../catalog/index.ts';
import { readLexicons } from './lexicon.ts';
import { readSpelling, SHORTEST_MENDED, WordShelf } from './spelling.ts';
import { WELL_KNOWN_BRANDS } from './well-known-brands.ts';

/** What is read of a product. */
export interface WordedProduct {
  product_id: string;
  title: string;
  brand: string | null;
  tags?: readonly string[];
  eyewear?: { color: string | null };
  variants?: readonly { color: string | null }[];
}

/** One store's own words. */
export interface StoreWords {
  /** Brands as the store spells them, and those asked for anywhere, by every way to write them. */
  brands: ReadonlyMap<string, string>;
  /** Products by title, and by what of the title is their own. */
  names: ReadonlyMap<string, readonly string[]>;
  /** The brand of a product, in plain words. */
  brandOf: ReadonlyMap<string, string>;
  /** Names of colours, and the families of the vocabulary each belongs to. */
  colors: ReadonlyMap<string, readonly string[]>;
  /** Words of names and brands that a slip of typing is mended to. */
  shelf: WordShelf;
  /** Words of tags: nothing to be mended. */
  known: ReadonlySet<string>;
}

/** A name is not longer. */
export const LONGEST_NAME = 6;
/** A name that more products share is no name. */
const MOST_OF_A_NAME = 4;

/** Words of titles that say what a thing is, not which. */
const GENERIC = new Set(
  `glasses sunglasses eyeglasses frame frames eyewear the new brille brillen sonnenbrille fassung lunettes monture gafas montura
occhiali montatura de da di du la le il and und et y e in with mit avec con shape style edition collection model modell`.split(
    /\s+/,
  ),
);

/** Reads a store's words out of its products, in steps: ten thousand products are read without keeping anybody waiting. */
export function* storeWords(products: Iterable<WordedProduct>): Steps<StoreWords> {
  yield* readLexicons();
  yield* readSpelling();
  const brands = new Map<string, string>();
  const names = new Map<string, string[]>();
  const brandOf = new Map<string, string>();
  const colors = new Map<string, readonly string[]>();
  const known = new Set<string>();
  const shelf = new WordShelf();
  for (const { product_id, title, brand, tags, eyewear, variants } of products) {
    const brandWords = plainWords(brand ?? '');
    if (brand !== null) addBrand(brands, brand, brandWords);
    brandOf.set(product_id, brandWords.join(' '));
    for (const name of namesOf(plainWords(title), brandWords)) addName(names, name, product_id);
    for (const tag of tags ?? []) for (const word of plainWords(tag)) known.add(word);
    for (const color of [eyewear?.color, ...(variants ?? []).map((variant) => variant.color)]) {
      if (color) addColor(colors, color);
    }
    yield;
  }
  for (const [name, ids] of names) {
    if (ids.length > MOST_OF_A_NAME) names.delete(name);
    yield;
  }
  for (const phrase of [...names.keys(), ...brands.keys()]) {
    for (const word of phrase.split(' ')) if (word.length >= SHORTEST_MENDED) shelf.add(word);
    yield;
  }
  for (const brand of WELL_KNOWN_BRANDS) addBrand(brands, brand, plainWords(brand));
  return { brands, names, brandOf, colors, shelf, known };
}

/** "Harrow & Wren" is also "harrow and wren", "Ray-Ban" also "rayban". */
function addBrand(brands: Map<string, string>, brand: string, words: readonly string[]): void {
  if (words.length === 0 || brands.has(words.join(' '))) return;
  const ways = [words.join(' ')];
  if (words.length > 1) ways.push(words.join(''));
  if (words.length === 2) for (const and of ['and', 'und', 'et', 'y', 'e']) ways.push(words.join(` ${and} `));
  for (const way of ways) if (!brands.has(way)) brands.set(way, brand);
}

/** The whole title; the title without its brand; and what is left of that without words any title may have. */
function namesOf(title: readonly string[], brand: readonly string[]): Set<string> {
  const own = title.filter((word) => !brand.includes(word));
  const special = own.filter(
    (word, at) => !GENERIC.has(word) && (at === 0 || wordsAt(own, at).words.length === 0),
  );
  const all = [title, own, special].filter((words) => words.length > 0 && words.length <= LONGEST_NAME);
  return new Set(all.map((words) => words.join(' ')).filter((name) => /\p{L}/u.test(name)));
}

function addName(names: Map<string, string[]>, name: string, productId: string): void {
  const ids = names.get(name);
  if (ids === undefined) names.set(name, [productId]);
  else if (ids.length <= MOST_OF_A_NAME && !ids.includes(productId)) ids.push(productId);
}

function addColor(colors: Map<string, readonly string[]>, color: string): void {
  const words = plainWords(color);
  const phrase = words.join(' ');
  if (phrase === '' || words.length > LONGEST_NAME || colors.has(phrase)) return;
  const families = new Set<string>();
  for (let at = 0; at < words.length; ) {
    const found = wordsAt(words, at);
    for (const word of found.words) if (word.kind === 'color') families.add(word.value);
    at += found.length;
  }
  colors.set(phrase, [...families]);
}
