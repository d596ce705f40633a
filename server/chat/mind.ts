import type { Catalog } from '../catalog/index.ts';
import type { Recommender } from '../recommend/index.ts';
import { type Finder, openFinder } from './find/index.ts';
import { createLocalModel } from './local/index.ts';
import type { ChatModel, FallbackReason } from './model.ts';
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
  onFallback(reason: FallbackReason): void;
}): Mind {
  const { vertex, onFallback } = deps;
  const local = createLocalModel();
  const understand: Understand = (_text, { language }) => ({
    intent: 'find_frames',
    confidence: 0,
    language,
    slots: [],
  });
  return {
    ...openFinder(deps),
    understandFor: async () => understand,
    local,
    best: vertex === null ? local : withFallback({ vertex, local, onFallback }),
  };
}
