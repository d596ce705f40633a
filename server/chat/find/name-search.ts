import { LRUCache } from 'lru-cache';
import type { default as MiniSearch, SearchResult } from 'minisearch';
import {
  type CatalogSnapshot,
  type Product,
  paced,
  plainWords,
  type Steps,
  wordsAt,
} from '../../catalog/index.ts';
import { isTelling } from './plain-terms.ts';

/** Products whose name is meant by a text: product_ids, the best first; empty where none is. */
export type NameSearch = (snapshot: CatalogSnapshot, text: string) => Promise<string[]>;

interface Named {
  id: string;
  name: string;
}

interface NameIndex {
  mini: MiniSearch<Named>;
  /** The words by which a product is known, by its id. */
  names: ReadonlyMap<string, readonly string[]>;
  /** Words of brands: "Harrow" is no misspelt "Yarrow". */
  brands: ReadonlySet<string>;
}

/** Products whose names are held, over all stores: some 400 bytes each. */
const MOST_PRODUCTS = 200_000;
/** Words of a text that are looked up, and of these the ones that may be misspelt: those take longest. */
const MOST_WORDS = 60;
const MOST_FUZZY = 8;
/** A name that so many products share names none of them. */
const MOST_NAMED = 4;
/** Shorter words are one letter away from too many others ("after", "aster"); long ones may have two wrong. */
const FUZZY_FROM = 5;
const FUZZIER_FROM = 8;

export function openNameSearch(): NameSearch {
  const held = new LRUCache<string, { version: number; count: number; index: Promise<NameIndex> }>({
    maxSize: MOST_PRODUCTS,
    sizeCalculation: ({ count }) => Math.min(MOST_PRODUCTS, 1 + count),
  });

  function indexOf({ store_id, version, products }: CatalogSnapshot): Promise<NameIndex> {
    const standing = held.get(store_id);
    if (standing?.version === version) return standing.index;
    const index = build(products);
    held.set(store_id, { version, count: products.length, index });
    return index;
  }

  return async (snapshot, text) => {
    const tokens = [...new Set(plainWords(text).filter(isTelling))].slice(0, MOST_WORDS);
    if (tokens.length === 0 || snapshot.products.length === 0) return [];
    return namedBy(await indexOf(snapshot), tokens);
  };
}

/** Those all of whose name is in the text; as it is spelled if any is, else with typos. */
function namedBy({ mini, names, brands }: NameIndex, tokens: readonly string[]): string[] {
  const spelled = new Set(tokens);
  const exact = [...names].flatMap(([id, words]) =>
    words.length > 0 && words.every((word) => spelled.has(word)) ? id : [],
  );
  if (exact.length > 0) return fullest(exact, names);
  const unknown = tokens.filter(
    (token) => token.length >= FUZZY_FROM && !isWord(token) && !brands.has(token),
  );
  const fuzzy = mini.search([...new Set(unknown.slice(0, MOST_FUZZY))].join(' '), {
    fuzzy: (term) => (term.length < FUZZIER_FROM ? 1 : 2),
  });
  const isLong = (id: string) =>
    names.get(id)?.every((word) => spelled.has(word) || word.length > FUZZY_FROM);
  return fullest(whole(fuzzy, names).filter(isLong), names);
}

function whole(results: readonly SearchResult[], names: NameIndex['names']): string[] {
  return results.flatMap(({ id, terms }) =>
    names.get(String(id))?.every((word) => terms.includes(word)) ? String(id) : [],
  );
}

/** Of "Oak" and "Oak Grove" the latter, where both are in a text. */
function fullest(ids: readonly string[], names: NameIndex['names']): string[] {
  const lengthOf = (id: string) => names.get(id)?.length ?? 0;
  const longest = ids.reduce((most, id) => Math.max(most, lengthOf(id)), 0);
  const best = ids.filter((id) => lengthOf(id) === longest);
  return best.length > MOST_NAMED ? [] : best;
}

/** "Round" in a title is its shape: what a frame is like does not name it. */
function isWord(token: string): boolean {
  return wordsAt([token], 0).words.length > 0;
}

/** The words of a title that tell it from others: neither its brand nor words for what it is like, if others are left. */
function nameOf({ title, brand }: Product): string[] {
  const ofBrand = new Set(plainWords(brand ?? ''));
  const tokens = plainWords(title).filter((word) => !ofBrand.has(word));
  const telling: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { words, length } = wordsAt(tokens, at);
    const token = tokens[at] as string;
    if (words.length === 0 && isTelling(token)) telling.push(token);
    at += length;
  }
  const all = telling.length > 0 ? telling : plainWords(title).filter(isTelling);
  return [...new Set(all)];
}

async function build(products: readonly Product[]): Promise<NameIndex> {
  const { default: Mini } = await import('minisearch');
  return paced(fill(new Mini<Named>({ fields: ['name'], tokenize: plainWords }), products));
}

function* fill(mini: MiniSearch<Named>, products: readonly Product[]): Steps<NameIndex> {
  const names = new Map<string, readonly string[]>();
  const brands = new Set<string>();
  for (const product of products) {
    const name = nameOf(product);
    mini.add({ id: product.product_id, name: name.join(' ') });
    names.set(product.product_id, name);
    for (const word of plainWords(product.brand ?? '')) brands.add(word);
    yield;
  }
  return { mini, names, brands };
}
