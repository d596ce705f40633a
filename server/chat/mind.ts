import { LRUCache } from 'lru-cache';
import { type Catalog, paced } from '../catalog/index.ts';
import type { Recommender } from '../recommend/index.ts';
import { type Finder, openFinder } from './find/index.ts';
import { createLocalModel } from './local/index.ts';
import type { ChatModel, FallbackReason } from './model.ts';
import { storeWords, understandFor } from './understanding/index.ts';
import type { Understand } from './understanding.ts';
import { withFallback } from './vertex/index.ts';

/** What understands messages and answers them. */
export interface Mind extends Finder {
  /** Against the words of the store as its catalogue stands now. */
  understandFor(store_id: string): Promise<Understand>;
  /** Always here, and deterministic. */
  local: ChatModel;
  /** What a store gets if it wants it; answers by the local one where that fails. */
  best: ChatModel;
}

/** @param vertex the better model, where the server has one */
export function openMind(deps: {
  catalog: Catalog;
  recommender: Recommender;
  vertex: ChatModel | null;
  onFallback(reason: FallbackReason, why: string | null): void;
}): Mind {
  const { vertex, onFallback } = deps;
  const local = createLocalModel();
  return {
    ...openFinder(deps),
    understandFor: understanding(deps.catalog),
    local,
    best: vertex === null ? local : withFallback({ vertex, local, onFallback }),
  };
}

/** Stores whose words are held; they are read anew in a quarter of a second (10,000 products). */
const MOST_STORES = 200;

/** Each store's words are read when first asked for, and when its catalogue has changed. */
function understanding(catalog: Catalog): Mind['understandFor'] {
  const held = new LRUCache<string, { version: number; understand: Promise<Understand> }>({
    max: MOST_STORES,
  });
  return async (store_id) => {
    const { version, products } = await catalog.snapshot(store_id);
    const standing = held.get(store_id);
    if (standing?.version === version) return standing.understand;
    const understand = paced(storeWords(products)).then(understandFor);
    held.set(store_id, { version, understand });
    return understand;
  };
}
