import type { CatalogSnapshot } from '../../catalog/index.ts';

/** Products whose name is meant by a text: product_ids, the best first. */
export type NameSearch = (snapshot: CatalogSnapshot, text: string) => Promise<string[]>;

export function openNameSearch(): NameSearch {
  return async () => [];
}
