import type { Wishes as ChatWishes, ChoiceName } from '../../../server/chat/wishes.ts';
import type { Wishes } from '../api.ts';

/** The axes the list of frames can be filtered by. */
const FILTERS = [
  'shape',
  'color',
  'material',
  'brand',
  'rim',
  'gender',
] as const satisfies readonly ChoiceName[];

/**
 * What was asked for in the chat, for the list of frames: one wanted value is a filter there, several and the avoided
 * ones are said in words.
 */
export function listWishes({ min_price, max_price, light, ...choices }: ChatWishes): Wishes {
  const filters: Record<string, string> = {};
  const words: string[] = light ? ['light'] : [];
  for (const name of FILTERS) {
    const { want, avoid } = choices[name];
    const [first, ...others] = want;
    if (first !== undefined && others.length === 0) filters[name] = first;
    else words.push(...want);
    words.push(...avoid.map((value) => `not ${value}`));
  }
  return {
    ...filters,
    ...(words.length > 0 ? { preferences: words.join(', ').replaceAll('_', ' ').slice(0, 500) } : {}),
    ...(min_price === null ? {} : { min_price }),
    ...(max_price === null ? {} : { max_price }),
  };
}
