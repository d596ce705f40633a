import type { Language } from '../../recommend/index.ts';
import type { FaqEntry } from '../settings.ts';

/** The entries that answer a question, the best first. */
export type FaqSearch = (
  store_id: string,
  faq: readonly FaqEntry[],
  question: string,
  language: Language,
) => Promise<FaqEntry[]>;

export function openFaqSearch(): FaqSearch {
  return async () => [];
}
