import { Type } from 'typebox';
import type { Cache } from '../data/index.ts';
import type { DataHolder } from '../privacy/index.ts';

/** Recommendations made for a visit, as data about people. They lie in the cache alone. */
export function recommendationHolder(cache: Cache): DataHolder {
  return {
    name: 'recommendations',
    description: 'Frames recommended to you, kept ready for the next time you ask the same',
    classification: 'confidential',
    category: 'inferences_from_personal_information',
    use: 'to answer faster; they are made anew from the rest at any time',
    source: 'derived',
    consent: null,
    retention: { words: '15 minutes', days: 15 / (24 * 60) },
    schema: Type.Unknown(),
    // A cache can't be asked what it holds, and whatever it holds is made of what the other kinds show.
    find: async () => [],
    async erase({ session_ids }) {
      await cache.deleteByTag(...session_ids.map((id) => `session:${id}`));
      return 0;
    },
  };
}
