import type { Locale } from '../runtime/config-schema.ts';
import type { CameraWords } from './camera/en.ts';
import type { ChatWords } from './chat/en.ts';
import type { FirstWords } from './first/en.ts';
import type { ScreenWords } from './screens/en.ts';

export type Words = FirstWords & ScreenWords & CameraWords & ChatWords;
export type WordKey = keyof Words;
export type Translate = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** Each language is two files: the first screen's words, and the rest once the rest is needed. */
const FIRST: Readonly<Record<Locale, () => Promise<{ words: FirstWords }>>> = {
  en: () => import('./first/en.ts'),
  de: () => import('./first/de.ts'),
  fr: () => import('./first/fr.ts'),
  es: () => import('./first/es.ts'),
  it: () => import('./first/it.ts'),
};
const SCREENS: Readonly<Record<Locale, () => Promise<{ words: ScreenWords }>>> = {
  en: () => import('./screens/en.ts'),
  de: () => import('./screens/de.ts'),
  fr: () => import('./screens/fr.ts'),
  es: () => import('./screens/es.ts'),
  it: () => import('./screens/it.ts'),
};

/** The words of one language, as far as they have been fetched. */
export interface Dictionary {
  readonly t: Translate;
  /** Whether we have words for a key built at run time, such as a problem's code. */
  has(key: string): key is WordKey;
  /** Fetches the words of the later screens. */
  complete(): Promise<void>;
  /** Takes in the words of a part that is fetched on its own. */
  add(words: Partial<Words>): void;
}

/** Fetches a language's first words. */
export async function loadDictionary(locale: Locale): Promise<Dictionary> {
  let words: Partial<Words> = (await FIRST[locale]()).words;
  const add = (more: Partial<Words>) => {
    words = { ...words, ...more };
  };
  return {
    t: (key, values = {}) =>
      (words[key] ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    has: (key): key is WordKey => Object.hasOwn(words, key),
    complete: async () => add((await SCREENS[locale]()).words),
    add,
  };
}
