import type { Steps } from './paced.ts';
import { unreadableCursor } from './problems.ts';
import type { Product } from './schema.ts';
import type { CatalogSnapshot } from './snapshot.ts';
import { plainWords } from './vocabulary.ts';

export interface PageQuery {
  limit: number;
  cursor?: string;
  q?: string;
}

export interface Page {
  products: Product[];
  next_cursor: string | null;
  total: number;
}

/**
 * One page of a catalogue in order of product_id, in short steps. The cursor holds the last id shown, so products that
 * come and go between two pages shift nothing.
 * @throws Problem unreadable-cursor.
 */
export function* pageSteps({ products }: CatalogSnapshot, { limit, cursor, q }: PageQuery): Steps<Page> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const matching = yield* matchingSteps(products, plainWords(q ?? ''));
  const from = after === null ? 0 : matching.findIndex((product) => product.product_id > after);
  const page = from < 0 ? [] : matching.slice(from, from + limit);
  const last = page.at(-1);
  const more = last !== undefined && from + limit < matching.length;
  return { products: page, next_cursor: more ? cursorAfter(last.product_id) : null, total: matching.length };
}

function* matchingSteps(products: readonly Product[], words: readonly string[]): Steps<readonly Product[]> {
  if (words.length === 0) return products;
  const matching: Product[] = [];
  for (const product of products) {
    if (names(product, words)) matching.push(product);
    yield;
  }
  return matching;
}

function names(product: Product, words: readonly string[]): boolean {
  const { title, brand, product_id: id, tags } = product;
  const text = plainWords([title, brand ?? '', id, ...tags].join(' ')).join(' ');
  return words.every((word) => text.includes(word));
}

const MARK = 'after:';

function cursorAfter(id: string): string {
  return Buffer.from(MARK + id).toString('base64url');
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(MARK)) throw unreadableCursor();
  return text.slice(MARK.length);
}
